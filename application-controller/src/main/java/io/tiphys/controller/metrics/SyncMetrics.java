package io.tiphys.controller.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.tiphys.controller.events.AppEvent;
import io.tiphys.controller.events.AppEvent.OperationEnded;
import io.tiphys.controller.events.EventListener;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.application.OperationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// How often Applications were synced, how it ended and how long it took. Each operation counts
/// once, when it is over.
final class SyncMetrics implements EventListener {

  private final Counter syncs;
  private final Counter seconds;
  private final Function<ApplicationDestination, String> servers;

  SyncMetrics(Counted counted, Function<ApplicationDestination, String> servers) {
    this.servers = servers;
    this.syncs =
        counted.ofApps(
            "argocd_app_sync_total",
            "Number of application syncs.",
            "dest_server",
            "phase",
            "dry_run");
    this.seconds =
        counted.ofApps(
            "argocd_app_sync_duration_seconds_total",
            "Application sync performance in seconds total.",
            "dest_server");
  }

  @Override
  public void happened(Application app, List<AppEvent> events) {
    for (AppEvent event : events) {
      if (event instanceof OperationEnded ended) {
        count(app, ended);
      }
    }
  }

  private void count(Application app, OperationEnded ended) {
    OperationState state = ended.state();
    String server = servers.apply(app.spec().destination());
    String namespace = app.metadata().namespace();
    String name = app.metadata().name();
    String project = AppFacts.project(app);
    syncs
        .labelValues(
            namespace, name, project, server, state.phase(), Boolean.toString(ended.isDryRun()))
        .inc();
    Instant from = state.startedAt();
    Instant to = state.finishedAt();
    if (from != null && to != null && !to.isBefore(from)) {
      seconds
          .labelValues(namespace, name, project, server)
          .inc(Duration.between(from, to).toMillis() / 1000.0);
    }
  }
}
