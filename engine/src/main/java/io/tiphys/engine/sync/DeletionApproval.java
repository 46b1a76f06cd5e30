package io.tiphys.engine.sync;

import io.tiphys.model.application.Application;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/// Whether somebody has agreed that objects of an Application go which ask for that
/// (`Prune=confirm`, `Delete=confirm`).
public final class DeletionApproval {

  /// On the Application: the time of the approval, as RFC 3339 writes it.
  public static final String ANNOTATION = "argocd.argoproj.io/deletion-approved";

  private DeletionApproval() {}

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
