package io.tiphys.apiserver.badge;

import io.tiphys.model.application.Application;
import java.util.List;

/// What a badge says.
///
/// @param health such as `Healthy`
/// @param sync such as `OutOfSync`; empty for none
/// @param revision that was synced last; empty when it is not to be shown
/// @param title above all; empty for none
record BadgeState(String health, String sync, String revision, String title) {

  static final BadgeState UNKNOWN = new BadgeState("Unknown", "Unknown", "", "");

  /// Nothing is said of what is not there; what may not be seen is not there.
  static final BadgeState NOT_FOUND = new BadgeState("Not Found", "", "", "");

  static BadgeState of(Application application, boolean withRevision, boolean withTitle) {
    var status = application.status();
    return new BadgeState(
        known(status.health().status()),
        known(status.sync().status()),
        withRevision ? revision(application) : "",
        withTitle ? application.metadata().name() : "");
  }

  /// One badge for many: as bad as the worst.
  static BadgeState of(List<BadgeApplications.State> states) {
    if (states.isEmpty()) {
      return UNKNOWN;
    }
    boolean areHealthy = states.stream().allMatch(it -> it.health().equals("Healthy"));
    boolean areSynced = states.stream().allMatch(it -> it.sync().equals("Synced"));
    return new BadgeState(
        areHealthy ? "Healthy" : "Degraded", areSynced ? "Synced" : "OutOfSync", "", "");
  }

  private static String known(String status) {
    return status.isEmpty() ? "Unknown" : status;
  }

  private static String revision(Application application) {
    var operation = application.status().operationState();
    var result = operation == null ? null : operation.syncResult();
    if (result == null) {
      return "";
    }
    return result.revisions().isEmpty() ? result.revision() : result.revisions().getFirst();
  }
}
