package io.tiphys.engine.sync;

/// What goes with an apply besides its mode.
///
/// @param force delete and create again what cannot be changed in place
/// @param validate whether unknown and duplicate fields are refused (`Validate=false` turns it off)
/// @param dryRun how the object is tried out beforehand
public record ApplyOptions(boolean force, boolean validate, DryRunMode dryRun) {}
