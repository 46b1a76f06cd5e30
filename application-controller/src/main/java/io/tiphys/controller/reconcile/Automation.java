package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.application.Seen;
import io.tiphys.controller.status.Conditions;
import io.tiphys.controller.status.Conditions.Finding;
import io.tiphys.controller.sync.OperationRunner;
import io.tiphys.engine.automation.AutoSync;
import io.tiphys.engine.automation.AutoSyncDecision;
import io.tiphys.engine.automation.Hold;
import io.tiphys.engine.automation.SelfHeal;
import io.tiphys.engine.dependency.Gate;
import io.tiphys.engine.project.SyncWindows;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationStatus;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.SyncStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a sync that nobody asked for, when the Application's policy wants it, and says why it
/// does not.
final class Automation {

  private static final Logger log = LoggerFactory.getLogger(Automation.class);

  /// What is said of an Application without an operation.
  private static final Set<String> SAID =
      Set.of(
          Conditions.SYNC_ERROR,
          Conditions.AUTO_SYNC_HOLD,
          Conditions.DEPENDENCY_ERROR,
          Conditions.DEPENDENCY_WAIT);

  private final Reconciler.Rooms rooms;
  private final Reconciler.Again again;

  Automation(Reconciler.Rooms rooms, Reconciler.Again again) {
    this.rooms = rooms;
    this.again = again;
  }

  /// @param app without an operation, and with a fresh comparison in its status
  Application decide(
      Seen seen, Application app, AppMemory memory, Ground.Firm ground, Instant now) {
    AppKey key = seen.key();
    Application held = held(key, app, now);
    ApplicationStatus status = held.status();
    if (isHeld(held)) {
      return held;
    }
    SelfHeal selfHeal =
        memory.rewriting.isGoingOn() ? rooms.selfHeal().patient() : rooms.selfHeal();
    boolean isNew = isNew(seen, held, memory, ground);
    var decision = AutoSync.decide(held, status.sync(), status.resources(), isNew, selfHeal, now);
    return switch (decision) {
      case AutoSyncDecision.Start(var operation) -> {
        Duration pause = OperationTurn.pause(held, now);
        if (pause.isPositive()) {
          again.after(key, pause);
          yield held;
        }
        if (!SyncWindows.of(ground.project().spec()).of(held).canSync(false, now)) {
          again.after(key, Windows.AGAIN);
          yield held;
        }
        if (rooms.dependencies().gate(key, held) instanceof Gate.Wrong(var message)) {
          yield say(held, new Finding(Conditions.DEPENDENCY_ERROR, message), now);
        }
        yield OperationTurn.with(
            say(held, null, now).withOperation(operation), OperationRunner.begin(operation, now));
      }
      case AutoSyncDecision.Skip(var _) ->
          status.sync().status().equals("Synced") ? say(held, null, now) : held;
      case AutoSyncDecision.Later(var at, var _) -> {
        again.after(key, Duration.between(now, at));
        yield held;
      }
      case AutoSyncDecision.Refused(var message) ->
          say(held, new Finding(Conditions.SYNC_ERROR, message), now);
    };
  }

  /// Whether what Git asks for now may be another thing than what was synced the last time.
  private boolean isNew(Seen seen, Application app, AppMemory memory, Ground.Firm ground) {
    SyncStatus sync = app.status().sync();
    OperationState last = app.status().operationState();
    if (last == null || !AutoSync.isOn(app.spec()) || !sync.status().equals("OutOfSync")) {
      return true;
    }
    List<String> revisions =
        sync.revisions().isEmpty() ? List.of(sync.revision()) : sync.revisions();
    return !rooms.wanted().isSame(seen, memory, ground, AutoSync.attempted(last), revisions);
  }

  private static boolean isHeld(Application app) {
    return app.metadata().annotations().containsKey(Hold.ANNOTATION) && AutoSync.isOn(app.spec());
  }

  /// With the hold as it stands now: completed, or taken off when it is over.
  private Application held(AppKey key, Application app, Instant now) {
    String text = app.metadata().annotations().get(Hold.ANNOTATION);
    if (text == null || !AutoSync.isOn(app.spec())) {
      return Conditions.say(app, Set.of(Conditions.AUTO_SYNC_HOLD), List.of(), now);
    }
    return switch (Hold.parse(text).standing(app.status().sync(), now)) {
      case Hold.Standing.Over(var reason) -> {
        log.info("Application {}: automated sync goes on, {}", key, reason);
        yield Conditions.say(
            annotated(app, Hold.ANNOTATION, null),
            Set.of(Conditions.AUTO_SYNC_HOLD),
            List.of(),
            now);
      }
      case Hold.Standing.Holds(var hold) -> {
        Instant until = hold.until();
        if (until != null) {
          again.after(key, Duration.between(now, until));
        }
        yield say(
            hold.problem().isEmpty() ? completed(app, text, hold) : app,
            new Finding(Conditions.AUTO_SYNC_HOLD, hold.message()),
            now);
      }
    };
  }

  /// What somebody wrote stays as it is written, unless something is to be added.
  private static Application completed(Application app, String text, Hold hold) {
    return Hold.parse(text).equals(hold) ? app : annotated(app, Hold.ANNOTATION, hold.text());
  }

  static Application annotated(Application app, String name, @Nullable String value) {
    var annotations = new HashMap<>(app.metadata().annotations());
    if (value == null) {
      annotations.remove(name);
    } else {
      annotations.put(name, value);
    }
    return app.withMetadata(app.metadata().withAnnotations(annotations));
  }

  private static Application say(Application app, @Nullable Finding finding, Instant now) {
    return Conditions.say(app, SAID, finding == null ? List.of() : List.of(finding), now);
  }
}
