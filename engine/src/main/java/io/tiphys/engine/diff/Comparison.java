package io.tiphys.engine.diff;

import io.tiphys.model.manifest.Manifest;

/// The answer of a comparison.
///
/// @param modified whether an apply of the target would change the live object
/// @param predictedLive the live object after such an apply; equal to `normalizedLive` when not
///   modified
/// @param normalizedLive the live object without what the rules leave out of a comparison
public record Comparison(boolean modified, Manifest predictedLive, Manifest normalizedLive) {}
