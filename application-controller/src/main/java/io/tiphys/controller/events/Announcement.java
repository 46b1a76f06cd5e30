package io.tiphys.controller.events;

import io.tiphys.controller.events.AppEvent.DeletionFailed;
import io.tiphys.controller.events.AppEvent.HealthChanged;
import io.tiphys.controller.events.AppEvent.ObjectsLeft;
import io.tiphys.controller.events.AppEvent.OperationEnded;
import io.tiphys.controller.events.AppEvent.SyncStarted;
import io.tiphys.controller.events.AppEvent.SyncStatusChanged;
import io.tiphys.engine.sync.OperationPhase;
import io.tiphys.model.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an Event says of something that happened. Reasons and texts are Argo CD's: people filter
/// and alert by them.
///
/// @param reason such as `OperationCompleted`
/// @param isWarning its type is `Warning` rather than `Normal`
/// @param message for people
record Announcement(String reason, boolean isWarning, String message) {

  static final String UPDATED = "ResourceUpdated";
  static final String STARTED = "OperationStarted";
  static final String COMPLETED = "OperationCompleted";
  static final String REFRESHED = "StatusRefreshed";

  /// Of our own.
  static final String LEFT = "ResourcesLeft";

  private static final int CAUSES = 3;

  private static final int MOST_LEFT = 20;

  /// Operations are as long as their errors; an Event is not the place for all of them.
  private static final int LENGTH = 8192;

  Announcement {
    if (message.length() > LENGTH) {
      message = message.substring(0, LENGTH - 1) + "…";
    }
  }

  /// @return empty for what another service announces: a sync that a user started
  static Optional<Announcement> of(AppEvent event) {
    return switch (event) {
      case SyncStatusChanged(var from, var to) ->
          Optional.of(
              new Announcement(UPDATED, false, "Updated sync status: " + from + " -> " + to));
      case HealthChanged(var from, var to, var causes) ->
          Optional.of(
              new Announcement(
                  UPDATED, false, "Updated health status: " + from + " -> " + to + by(causes)));
      case SyncStarted(var automated, var _, var target) ->
          automated
              ? Optional.of(
                  new Announcement(STARTED, false, "Initiated automated sync to '" + target + "'"))
              : Optional.empty();
      case OperationEnded ended -> Optional.of(ended(ended));
      case ObjectsLeft(var staying) -> Optional.of(new Announcement(LEFT, false, left(staying)));
      case DeletionFailed(var message) ->
          Optional.of(
              new Announcement(
                  REFRESHED, true, "Unable to delete application resources: " + message));
    };
  }

  private static Announcement ended(OperationEnded ended) {
    var text = new StringBuilder(ended.isPartial() ? "Partial sync operation" : "Sync operation");
    if (ended.state().syncResult() != null) {
      text.append(" to ").append(ended.revision());
    }
    boolean isWarning = !ended.state().phase().equals(OperationPhase.SUCCEEDED.text());
    text.append(isWarning ? " failed: " + ended.state().message() : " succeeded");
    return new Announcement(COMPLETED, isWarning, text.toString());
  }

  /// https://argo-cd.readthedocs.io/en/latest/operator-manual/upgrading/3.5-3.6/
  private static String by(List<ResourceKey> causes) {
    if (causes.isEmpty()) {
      return "";
    }
    return causes.stream()
        .limit(CAUSES)
        .map(Announcement::name)
        .collect(Collectors.joining(", ", " (Caused by ", ")"));
  }

  private static String left(Map<ResourceKey, String> staying) {
    String named =
        staying.entrySet().stream()
            .limit(MOST_LEFT)
            .map(one -> "%s (%s)".formatted(name(one.getKey()), one.getValue()))
            .collect(Collectors.joining(", "));
    int more = staying.size() - MOST_LEFT;
    return "Deleted application resources, these stay: "
        + named
        + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private static String name(ResourceKey key) {
    String kind = key.group().isEmpty() ? key.kind() : key.group() + "/" + key.kind();
    String name = key.namespace().isEmpty() ? key.name() : key.namespace() + "/" + key.name();
    return kind + ":" + name;
  }
}
