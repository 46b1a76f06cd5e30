package io.tiphys.engine.sync;

import io.tiphys.model.application.Application;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// Whether somebody has agreed that objects of an Application go which ask for that
/// (`Prune=confirm`, `Delete=confirm`).
public final class DeletionApproval {

  /// On the Application: the time of the approval, as RFC 3339 writes it.
  public static final String ANNOTATION = "argocd.argoproj.io/deletion-approved";

  private DeletionApproval() {}

  /// Whether a person has to agree before an object goes.
  ///
  /// @param application the options of its Application, for what the object does not say itself
  public static boolean isNeeded(SyncOptions application, SyncOptions object) {
    return isConfirm(application.value("Prune", object))
        || isConfirm(application.value("Delete", object));
  }

  /// Whether an option of that value asks for a person's word.
  public static boolean isConfirm(Optional<String> value) {
    return value.filter("confirm"::equals).isPresent();
  }

  /// @param since when the deletion was asked for; an older approval was for another one
  public static boolean isGiven(Application app, Instant since) {
    String text = app.metadata().annotations().getOrDefault(ANNOTATION, "");
    try {
      return !OffsetDateTime.parse(text).toInstant().isBefore(since);
    } catch (DateTimeException notATime) {
      return false;
    }
  }
}
