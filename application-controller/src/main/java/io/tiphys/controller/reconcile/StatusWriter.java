package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.Seen;
import io.tiphys.controller.status.SmallStatus;
import io.tiphys.controller.status.StatusPatch;
import io.tiphys.engine.automation.Hold;
import io.tiphys.kube.access.Answer;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.OperationState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what a turn wants an Application to say.
final class StatusWriter {

  private static final Logger log = LoggerFactory.getLogger(StatusWriter.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATE = Duration.ofSeconds(32);
  private static final Answer NOTHING_TO_DO = new Answer.Ok(200, new byte[0]);

  private final Reconciler.Rooms rooms;
  private final Reconciler.Again again;

  StatusWriter(Reconciler.Rooms rooms, Reconciler.Again again) {
    this.rooms = rooms;
    this.again = again;
  }

  /// Writes what differs. A change that somebody made meanwhile brings the Application's turn
  /// again.
  ///
  /// @return whether it stands there now
  boolean write(Seen seen, AppMemory memory, Application wanted) {
    return SmallStatus.size(wanted) < memory.tooLarge
        ? write(seen, memory, wanted, false)
        : write(seen, memory, small(seen, wanted), true);
  }

  private Application small(Seen seen, Application wanted) {
    return SmallStatus.of(seen.app(), wanted, rooms.clock().instant());
  }

  /// @param isSmall whether all that can be left out is left out
  private boolean write(Seen seen, AppMemory memory, Application wanted, boolean isSmall) {
    boolean isExact = wouldLose(seen.app(), wanted) || isTurningPoint(seen.app(), wanted);
    Answer answer = write(seen, memory, wanted, isExact ? seen.resourceVersion() : "");
    if (answer instanceof Answer.Refused refused
        && refused.isConflict()
        && !wouldLose(seen.app(), wanted)) {
      Optional<String> version = versionWithSameOperation(seen, wanted);
      if (version.isPresent()) {
        answer = write(seen, memory, wanted, version.get());
      }
    }
    return switch (answer) {
      case Answer.Ok _ -> true;
      case Answer.Refused refused when refused.isNotFound() -> false;
      case Answer.Refused refused when refused.isConflict() -> {
        again.after(seen.key(), SOON);
        yield false;
      }
      case Answer.Refused refused when !isSmall && SmallStatus.isNeeded(refused) -> {
        memory.tooLarge = SmallStatus.size(wanted);
        yield write(seen, memory, small(seen, wanted), true);
      }
      case Answer.Refused refused -> {
        log.warn("Application {}: status not written: {}", seen.key(), refused.message());
        yield unwritten(seen, memory);
      }
      case Answer.Unreachable _ -> unwritten(seen, memory); // the watch says it, once for all
    };
  }

  /// @param version that it must have; empty for any
  private Answer write(Seen seen, AppMemory memory, Application wanted, String version) {
    Optional<byte[]> patch = StatusPatch.between(seen, wanted, version);
    if (patch.isEmpty()) {
      return NOTHING_TO_DO;
    }
    Answer answer = rooms.applications().patch(seen.key(), patch.get());
    if (answer.isOk()) {
      memory.unwritten = 0;
      rooms.reports().wrote(seen.app(), wanted, memory::inHealth);
      rooms.dependencies().changed(seen.key());
    }
    return answer;
  }

  /// The version that it has by now, if what others changed is not its operation.
  private Optional<String> versionWithSameOperation(Seen seen, Application wanted) {
    var known = List.of(start(seen.app()), start(wanted));
    return rooms
        .applications()
        .ask(seen.key())
        .filter(newest -> Objects.equals(newest.app().operation(), seen.app().operation()))
        .filter(newest -> known.contains(start(newest.app())))
        .map(Seen::resourceVersion);
  }

  private static Instant start(Application app) {
    OperationState state = app.status().operationState();
    Instant start = state == null ? null : state.startedAt();
    return start == null ? Instant.EPOCH : start.truncatedTo(ChronoUnit.SECONDS);
  }

  /// Whether it says that an operation begins or is over. A write may come late, of a process that
  /// is gone by then: it must not touch the operation that another one has begun since.
  private static boolean isTurningPoint(Application before, Application wanted) {
    return before.operation() != null && wanted.operation() == null
        || !start(before).equals(start(wanted));
  }

  /// Whether a change that somebody made meanwhile would be lost: an operation that he started, a
  /// hold that he put on, a finalizer.
  private static boolean wouldLose(Application before, Application wanted) {
    return before.operation() == null && wanted.operation() != null
        || !before.metadata().finalizers().equals(wanted.metadata().finalizers())
        || !Objects.equals(hold(before), hold(wanted));
  }

  private static @Nullable String hold(Application app) {
    return app.metadata().annotations().get(Hold.ANNOTATION);
  }

  /// Thousands may wait for the same thing, so each waits longer from time to time.
  private boolean unwritten(Seen seen, AppMemory memory) {
    again.after(seen.key(), pause(memory.unwritten++));
    return false;
  }

  /// @param failures that came before, in a row
  static Duration pause(int failures) {
    return failures >= 5 ? LATE : SOON.multipliedBy(1L << failures);
  }
}
