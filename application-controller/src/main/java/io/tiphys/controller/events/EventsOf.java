package io.tiphys.controller.events;

import io.tiphys.controller.events.AppEvent.DeletionFailed;
import io.tiphys.controller.events.AppEvent.HealthChanged;
import io.tiphys.controller.events.AppEvent.OperationEnded;
import io.tiphys.controller.events.AppEvent.SyncStarted;
import io.tiphys.controller.events.AppEvent.SyncStatusChanged;
import io.tiphys.controller.reconcile.Reports;
import io.tiphys.controller.status.Conditions;
import io.tiphys.engine.sync.OperationPhase;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.Operation;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.SyncOperation;
import io.tiphys.model.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out what happened between two states of an Application.
public final class EventsOf {

  private static final String HEALTHY = "Healthy";

  private EventsOf() {}

  /// @param before as it was
  /// @param after as it is
  /// @param objects asked for those that caused another health
  /// @return what happened, in the order in which it did
  public static List<AppEvent> transition(
      Application before, Application after, Reports.Objects objects) {
    var events = new ArrayList<AppEvent>();
    ended(before, after).ifPresent(events::add);
    String sync = after.status().sync().status();
    if (!sync.equals(before.status().sync().status())) {
      events.add(new SyncStatusChanged(before.status().sync().status(), sync));
    }
    String health = after.status().health().status();
    if (!health.equals(before.status().health().status())) {
      List<ResourceKey> causes =
          health.equals(HEALTHY) || health.isEmpty() ? List.of() : objects.inHealth(health);
      events.add(new HealthChanged(before.status().health().status(), health, causes));
    }
    started(before, after).ifPresent(events::add);
    deletionFailed(before, after).ifPresent(events::add);
    return events;
  }

  private static Optional<AppEvent> ended(Application before, Application after) {
    OperationState state = after.status().operationState();
    OperationState known = before.status().operationState();
    if (state == null || !isCompleted(state)) {
      return Optional.empty();
    }
    boolean isKnown = known != null && isCompleted(known) && isSame(known, state);
    return isKnown ? Optional.empty() : Optional.of(new OperationEnded(state));
  }

  private static Optional<AppEvent> started(Application before, Application after) {
    OperationState state = after.status().operationState();
    OperationState known = before.status().operationState();
    Operation operation = after.operation();
    if (operation == null || state == null || isCompleted(state)) {
      return Optional.empty();
    }
    if (known != null && isSame(known, state)) {
      return Optional.empty();
    }
    return Optional.of(
        new SyncStarted(
            operation.initiatedBy().automated(),
            operation.initiatedBy().username(),
            target(operation.sync())));
  }

  private static Optional<AppEvent> deletionFailed(Application before, Application after) {
    return after.status().conditions().stream()
        .filter(condition -> condition.type().equals(Conditions.DELETION_ERROR))
        .filter(condition ->
            before.status().conditions().stream()
                .noneMatch(known ->
                    known.type().equals(condition.type())
                        && known.message().equals(condition.message())))
        .<AppEvent>map(condition -> new DeletionFailed(condition.message()))
        .findFirst();
  }

  private static String target(@Nullable SyncOperation sync) {
    if (sync == null) {
      return "";
    }
    return sync.revisions().isEmpty() ? sync.revision() : String.join(", ", sync.revisions());
  }

  /// A start is what tells operations apart: all tries of one have the same.
  private static boolean isSame(OperationState one, OperationState other) {
    return Objects.equals(one.startedAt(), other.startedAt());
  }

  private static boolean isCompleted(OperationState state) {
    return OperationPhase.of(state.phase()).map(OperationPhase::completed).orElse(false);
  }
}
