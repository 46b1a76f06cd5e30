package io.tiphys.engine.sync;

import io.tiphys.model.manifest.ResourceKey;

/// Names one task of a sync; a hook of two phases has two.
public record TaskId(SyncPhase phase, ResourceKey key) {}
