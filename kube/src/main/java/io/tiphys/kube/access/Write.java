package io.tiphys.kube.access;

/// How a write is to be done.
///
/// @param dryRun check and answer, but do not store
/// @param fieldManager the owner of the fields in `managedFields`; empty for the default
/// @param force for server-side apply: take fields from other owners
/// @param fieldValidation what happens to unknown and duplicate fields: `Ignore`, `Warn`, `Strict`;
///   empty for the server's default
public record Write(boolean dryRun, String fieldManager, boolean force, String fieldValidation) {

  public static final Write DEFAULT = new Write(false, "", false, "");

  /// A write in a manager's name.
  public static Write as(String fieldManager) {
    return new Write(false, fieldManager, false, "");
  }

  public Write withDryRun(boolean newDryRun) {
    return new Write(newDryRun, fieldManager, force, fieldValidation);
  }

  public Write withForce(boolean newForce) {
    return new Write(dryRun, fieldManager, newForce, fieldValidation);
  }

  public Write withFieldValidation(String newFieldValidation) {
    return new Write(dryRun, fieldManager, force, newFieldValidation);
  }
}
