package io.tiphys.engine.sync;

/// One answer of the [SyncMachine].
///
/// @param progress what is known now; write it down before anything of the decision is carried out
/// @param decision what to do next
public record Turn(Progress progress, Decision decision) {}
