package io.tiphys.controller.events;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.events.AppEvent.DeletionFailed;
import io.tiphys.controller.events.AppEvent.HealthChanged;
import io.tiphys.controller.events.AppEvent.ObjectsLeft;
import io.tiphys.controller.events.AppEvent.OperationEnded;
import io.tiphys.controller.events.AppEvent.SyncStarted;
import io.tiphys.controller.events.AppEvent.SyncStatusChanged;
import io.tiphys.controller.reconcile.Reports;
import io.tiphys.engine.sync.OperationPhase;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.OperationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Log lines about Applications: a sync's start and end at level info, everything else, each turn
/// too, at level debug. The names of the fields are Argo CD's.
public final class TurnLog implements EventListener, Reports {

  private static final Logger log = LoggerFactory.getLogger(TurnLog.class);

  /// The operations whose start was logged: a turn may write one's state several times.
  private final Map<AppKey, SyncStarted> started = new ConcurrentHashMap<>();

  @Override
  public void happened(Application app, List<AppEvent> events) {
    for (AppEvent event : events) {
      line(app, event);
    }
  }

  private void line(Application app, AppEvent event) {
    AppKey key = AppKey.of(app);
    switch (event) {
      case SyncStatusChanged _, HealthChanged _ -> announce(log.atDebug(), app, event);
      case ObjectsLeft _ -> announce(log.atInfo(), app, event);
      case DeletionFailed _ -> announce(log.atWarn(), app, event);
      case SyncStarted start -> {
        if (!start.equals(started.put(key, start))) {
          of(log.atInfo(), app)
              .addKeyValue("automated", start.automated())
              .addKeyValue("user", start.user())
              .addKeyValue("revision", start.target())
              .log("sync started");
        }
      }
      case OperationEnded ended -> {
        started.remove(key);
        OperationState state = ended.state();
        boolean isWell = state.phase().equals(OperationPhase.SUCCEEDED.text());
        announce(
            (isWell ? log.atInfo() : log.atWarn())
                .addKeyValue("phase", state.phase())
                .addKeyValue("revision", ended.revision())
                .addKeyValue("retries", state.retryCount())
                .addKeyValue("time_ms", millis(state.startedAt(), state.finishedAt())),
            app,
            event);
      }
    }
  }

  private static void announce(LoggingEventBuilder line, Application app, AppEvent event) {
    Announcement.of(event)
        .ifPresent(announcement ->
            of(line, app).addKeyValue("reason", announcement.reason()).log(announcement.message()));
  }

  private static LoggingEventBuilder of(LoggingEventBuilder line, Application app) {
    return line.addKeyValue("application", app.metadata().name())
        .addKeyValue("app-namespace", app.metadata().namespace())
        .addKeyValue("project", app.spec().project())
        .addKeyValue("dest-server", app.spec().destination().server())
        .addKeyValue("dest-namespace", app.spec().destination().namespace());
  }

  private static long millis(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? 0 : Duration.between(from, to).toMillis();
  }

  @Override
  public void reconciled(AppKey key, Duration took, String destinationServer) {
    log.atDebug()
        .addKeyValue("application", key.name())
        .addKeyValue("app-namespace", key.namespace())
        .addKeyValue("dest-server", destinationServer)
        .addKeyValue("time_ms", took.toMillis())
        .log("reconciled");
  }

  @Override
  public void gone(AppKey key) {
    started.remove(key);
  }
}
