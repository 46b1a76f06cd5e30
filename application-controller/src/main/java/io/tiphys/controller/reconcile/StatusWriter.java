package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.Seen;
import io.tiphys.controller.status.StatusPatch;
import io.tiphys.kube.access.Answer;
import io.tiphys.model.application.Application;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what a turn wants an Application to say.
final class StatusWriter {

  private static final Logger log = LoggerFactory.getLogger(StatusWriter.class);
  private static final Duration SOON = Duration.ofSeconds(1);

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
    boolean starts = seen.app().operation() == null && wanted.operation() != null;
    Optional<byte[]> patch = StatusPatch.between(seen, wanted, starts);
    if (patch.isEmpty()) {
      return true;
    }
    return switch (rooms.applications().patch(seen.key(), patch.get())) {
      case Answer.Ok _ -> {
        rooms.reports().wrote(seen.app(), wanted, memory::inHealth);
        yield true;
      }
      case Answer.Refused refused when refused.isNotFound() -> false;
      case Answer.Refused refused when refused.isConflict() -> unwritten(seen, "");
      case Answer.Refused refused -> unwritten(seen, refused.message());
      case Answer.Unreachable(var cause) -> unwritten(seen, String.valueOf(cause));
    };
  }

  private boolean unwritten(Seen seen, String problem) {
    if (!problem.isEmpty()) {
      log.warn("Application {}: status not written: {}", seen.key(), problem);
    }
    again.after(seen.key(), SOON);
    return false;
  }
}
