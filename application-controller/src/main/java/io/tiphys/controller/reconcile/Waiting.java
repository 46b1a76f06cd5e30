package io.tiphys.controller.reconcile;

import io.tiphys.controller.status.Conditions;
import io.tiphys.controller.status.Conditions.Finding;
import io.tiphys.engine.dependency.Gate;
import io.tiphys.engine.sync.OperationPhase;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.SyncOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An operation that was not begun yet, because of other Applications.
final class Waiting {

  /// When to look again, if nobody wakes it.
  static final Duration AGAIN = Duration.ofMinutes(1);

  private static final Set<String> SAID =
      Set.of(Conditions.DEPENDENCY_WAIT, Conditions.DEPENDENCY_ERROR);

  private Waiting() {}

  /// Whether the operation changes nothing, and so waits for nobody.
  static boolean isHarmless(OperationState state) {
    SyncOperation sync = state.operation().sync();
    return sync == null || sync.dryRun();
  }

  /// @return the message for an operation that may not begin; empty when it may
  static Optional<String> message(Gate gate) {
    return switch (gate) {
      case Gate.Open() -> Optional.empty();
      case Gate.Waits(var message) -> Optional.of(message);
      case Gate.Wrong(var message) -> Optional.of(message);
    };
  }

  /// Says in conditions why it waits; says nothing when it does not.
  static Application told(Application app, Gate gate, Instant now) {
    List<Finding> findings =
        switch (gate) {
          case Gate.Open() -> List.of();
          case Gate.Waits(var message) -> List.of(new Finding(Conditions.DEPENDENCY_WAIT, message));
          case Gate.Wrong(var message) ->
              List.of(new Finding(Conditions.DEPENDENCY_ERROR, message));
        };
    return Conditions.say(app, SAID, findings, now);
  }

  /// Somebody asked for what can never be done as things are: he is told so, and mends it. An
  /// automated sync goes on by itself when it is mended.
  static boolean isRefused(OperationState state, Gate gate) {
    return gate instanceof Gate.Wrong && !state.operation().initiatedBy().automated();
  }

  static OperationState refused(OperationState state, String message, Instant now) {
    return ended(state, OperationPhase.ERROR, message, now);
  }

  static OperationState ended(
      OperationState state, OperationPhase phase, String message, Instant now) {
    return state.withPhase(phase.text()).withMessage(message).withFinishedAt(now);
  }

  /// An automated sync that has not begun goes to what Git has by the time that it may begin. One
  /// of some objects puts back what was synced before: a newer commit is for a whole sync, which
  /// the history tells of.
  static OperationState newest(OperationState state, List<String> revisions) {
    SyncOperation sync = state.operation().sync();
    if (sync == null
        || !state.operation().initiatedBy().automated()
        || !sync.resources().isEmpty()
        || revisions.isEmpty()
        || revisions.equals(
            sync.revisions().isEmpty() ? List.of(sync.revision()) : sync.revisions())) {
      return state;
    }
    SyncOperation newer =
        sync.revisions().isEmpty()
            ? sync.withRevision(revisions.getFirst())
            : sync.withRevisions(revisions);
    return state.withOperation(state.operation().withSync(newer));
  }
}
