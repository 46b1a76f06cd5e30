package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.Seen;
import io.tiphys.controller.status.Conditions;
import io.tiphys.controller.status.Conditions.Finding;
import io.tiphys.engine.deletion.Blockers;
import io.tiphys.model.application.Application;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The turn of an Application that is being deleted: its operation is dropped or goes on to its
/// end, then its objects go; and what is in the way is said.
final class DeletionTurn {

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration STUCK = Duration.ofSeconds(15);

  private final Reconciler.Rooms rooms;
  private final Reconciler.Again again;
  private final StatusWriter writer;
  private final OperationTurn operations;

  DeletionTurn(
      Reconciler.Rooms rooms,
      Reconciler.Again again,
      StatusWriter writer,
      OperationTurn operations) {
    this.rooms = rooms;
    this.again = again;
    this.writer = writer;
    this.operations = operations;
  }

  /// Goes as far as it can without waiting.
  void take(Seen seen, AppMemory memory, Ground ground, Instant now) throws InterruptedException {
    Optional<Application> dropped = operations.dropped(seen.app(), memory, now);
    if (dropped.isPresent()) {
      if (writer.write(seen, memory, dropped.get())) {
        again.now(seen.key());
      }
    } else if (seen.app().operation() != null && ground instanceof Ground.Firm firm) {
      endOperation(seen, memory, firm, now);
    } else {
      delete(seen, memory, ground, now);
    }
  }

  /// Says that nobody may connect to the cluster where its objects are.
  ///
  /// @param server the cluster's URL
  void leftAlone(Seen seen, AppMemory memory, String server) {
    String why =
        "cluster %s is left alone: take the annotation %s off its Secret"
            .formatted(server, Reconciler.SKIP_RECONCILE);
    tell(seen, memory, Optional.of(why), rooms.clock().instant());
  }

  /// As in Argo CD, a sync that runs is not cut off by the deletion; who does not want to wait for
  /// it terminates it.
  private void endOperation(Seen seen, AppMemory memory, Ground.Firm ground, Instant now)
      throws InterruptedException {
    if (ground.cluster().isStarting()) {
      again.after(seen.key(), SOON);
    } else {
      again.after(seen.key(), Blockers.PATIENCE.plusSeconds(1)); // to say what takes so long
      Application app = awaited(operations.operate(seen, memory, ground, now), now);
      if (writer.write(seen, memory, app) && app.operation() == null) {
        again.now(seen.key());
      }
    }
  }

  /// Says that the deletion waits for the operation, if that takes long.
  private static Application awaited(Application app, Instant now) {
    var state = app.status().operationState();
    Instant deleted = app.metadata().deletionTimestamp();
    boolean isLong = deleted != null && now.isAfter(deleted.plus(Blockers.PATIENCE));
    return saying(
        app,
        app.operation() == null || state == null || !isLong
            ? Optional.empty()
            : Optional.of(
                "its sync still runs (%s); terminate it to have the Application deleted now"
                    .formatted(state.message())),
        now);
  }

  private void delete(Seen seen, AppMemory memory, Ground ground, Instant now)
      throws InterruptedException {
    switch (rooms.deletion().step(seen, memory, ground, now)) {
      case Deletion.Step.Done _ -> {}
      case Deletion.Step.Waits(var delay) -> {
        tell(seen, memory, Optional.empty(), now);
        again.after(seen.key(), delay);
      }
      case Deletion.Step.Stuck(var message) -> {
        tell(seen, memory, Optional.of(message), now);
        again.after(seen.key(), STUCK);
      }
    }
  }

  /// The finalizers may be others by now: it is said of the newest state.
  private void tell(Seen seen, AppMemory memory, Optional<String> trouble, Instant now) {
    rooms
        .applications()
        .get(seen.key())
        .ifPresent(newest -> writer.write(newest, memory, saying(newest.app(), trouble, now)));
  }

  /// @param trouble what is in the way, and what to do
  private static Application saying(Application app, Optional<String> trouble, Instant now) {
    var findings = trouble.map(text -> new Finding(Conditions.DELETION_ERROR, text)).stream();
    return Conditions.say(app, Set.of(Conditions.DELETION_ERROR), findings.toList(), now);
  }
}
