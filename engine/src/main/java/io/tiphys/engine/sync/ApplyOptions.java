package io.tiphys.engine.sync;

import java.util.Optional;

/// What goes with an apply besides its mode.
///
/// @param force delete and create again what cannot be changed in place
/// @param validate whether unknown and duplicate fields are refused (`Validate=false` turns it off)
/// @param dryRun how the object is tried out beforehand
/// @param migratesFrom the manager whose fields a server-side apply takes over first; empty for
///   none (`ClientSideApplyMigration=false`)
public record ApplyOptions(
    boolean force, boolean validate, DryRunMode dryRun, Optional<String> migratesFrom) {}
