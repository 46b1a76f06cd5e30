package io.tiphys.controller;

import io.tiphys.controller.application.Applications;
import io.tiphys.controller.application.Projects;
import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.cluster.Traffic;
import io.tiphys.controller.events.EventReports;
import io.tiphys.controller.events.EventWriter;
import io.tiphys.controller.events.TurnLog;
import io.tiphys.controller.metrics.ControllerMetrics;
import io.tiphys.controller.metrics.MetricsSettings;
import io.tiphys.controller.options.ControllerOptions;
import io.tiphys.controller.queue.QueueObserver;
import io.tiphys.controller.reconcile.Reports;
import io.tiphys.model.application.Application;
import io.tiphys.settings.event.EventLabels;
import io.tiphys.settings.event.EventReasons;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Everything that tells operators what the controller does: metrics, Events, log lines.
final class Telling implements AutoCloseable {

  private final ControllerMetrics metrics;
  private final EventWriter events;
  private final Reports reports;

  Telling(
      ControllerOptions options,
      ApplicationController.Surroundings around,
      Applications applications,
      Projects projects,
      Supplier<Collection<Cluster>> clusters,
      BooleanSupplier isBusy) {
    metrics =
        new ControllerMetrics(
            around.metrics(),
            new MetricsSettings(
                hostname(around.env()),
                options.metricsLabels,
                options.metricsConditions,
                options.metricsClusterLabels,
                options.metricsExpiration),
            new ControllerMetrics.Sources(
                applications, clusters, () -> around.settings().current().clusters()));
    events =
        new EventWriter(
            around.home(),
            EventReasons.of(options.apps.events),
            app -> labels(app, around, projects),
            isBusy);
    var log = new TurnLog();
    reports =
        Reports.all(
            List.of(metrics, log, new EventReports(List.of(metrics.events(), events, log))));
  }

  /// For the turns of Applications.
  Reports reports() {
    return reports;
  }

  /// For the clusters.
  Traffic traffic() {
    return metrics;
  }

  QueueObserver queues() {
    return metrics.queues();
  }

  private static Map<String, String> labels(
      Application app, ApplicationController.Surroundings around, Projects projects) {
    var wanted = EventLabels.from(around.settings().current().argocd().data());
    if (wanted.included().isEmpty()) {
      return Map.of();
    }
    return wanted.of(
        app.metadata().labels(),
        projects.get(app.spec().project()).map(it -> it.metadata().labels()).orElse(Map.of()));
  }

  /// As Kubernetes names a pod in its environment.
  static String hostname(Map<String, String> env) {
    String given = env.getOrDefault("HOSTNAME", "");
    if (!given.isEmpty()) {
      return given;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }

  @Override
  public void close() {
    events.close();
    metrics.close();
  }
}
