package io.tiphys.controller.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.application.Applications;
import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.cluster.Traffic;
import io.tiphys.controller.events.EventListener;
import io.tiphys.controller.queue.QueueObserver;
import io.tiphys.controller.reconcile.Reports;
import io.tiphys.kube.access.RequestObserver;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.settings.Clusters;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.telemetry.metrics.WorkQueueMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All metrics of the application controller, by who has something to measure.
public final class ControllerMetrics implements Reports, Traffic, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ControllerMetrics.class);

  private final Counted counted;
  private final AppMetrics apps;
  private final SyncMetrics syncs;
  private final RequestMetrics requests;
  private final Histogram turns;
  private final Counter changes;
  private final WorkQueueMetrics queues;
  private final @Nullable Thread expiry;

  /// Where metrics are looked up.
  ///
  /// @param clusters those in use
  /// @param registered all, as the settings have them now
  public record Sources(
      Applications applications,
      Supplier<Collection<Cluster>> clusters,
      Supplier<Clusters> registered) {

    /// The server that a destination names, or what it says when there is none.
    String server(ApplicationDestination destination) {
      return switch (registered.get().resolve(destination.server(), destination.name())) {
        case Clusters.Resolution.Found(var entry) -> entry.server();
        case Clusters.Resolution.Invalid _ -> destination.server();
      };
    }
  }

  public ControllerMetrics(Metrics metrics, MetricsSettings settings, Sources sources) {
    counted = new Counted(metrics);
    Function<ApplicationDestination, String> servers = sources::server;
    apps = new AppMetrics(metrics, settings, sources.applications(), servers);
    syncs = new SyncMetrics(counted, servers);
    requests = new RequestMetrics(counted, settings.hostname());
    turns =
        counted.histogram(
            "argocd_app_reconcile",
            "Application reconciliation performance in seconds.",
            new double[] {0.25, .5, 1, 2, 4, 8, 16},
            "namespace",
            "dest_server");
    changes =
        counted.counter(
            "argocd_cluster_events_total",
            "Number of processes k8s resource events.",
            "server",
            "group",
            "kind");
    var unused =
        new ClusterMetrics(
            metrics,
            settings.clusterLabels(),
            sources.clusters(),
            sources.registered(),
            InstantSource.system());
    queues = new WorkQueueMetrics(metrics);
    expiry = settings.expiration().isPositive() ? expireEach(settings.expiration()) : null;
  }

  /// Counts syncs.
  public EventListener events() {
    return syncs;
  }

  public QueueObserver queues() {
    return new QueueObserver() {
      @Override
      public void added(String queue, int depth) {
        queues.added(queue, depth);
      }

      @Override
      public void taken(String queue, int depth, Duration waited) {
        queues.taken(queue, depth, waited);
      }

      @Override
      public void done(String queue, Duration took, boolean failed) {
        queues.done(queue, took, failed);
      }
    };
  }

  @Override
  public void reconciled(AppKey key, Duration took, String destinationServer) {
    turns.labelValues(key.namespace(), destinationServer).observe(took.toNanos() / 1e9);
  }

  @Override
  public void gone(AppKey key) {
    apps.gone(key);
    counted.gone(key);
  }

  @Override
  public RequestObserver requestsOf(Application app, String destinationServer) {
    return requests.of(app, destinationServer);
  }

  @Override
  public RequestObserver requests(String server, String url) {
    return requests.of(server, url);
  }

  @Override
  public void changed(String server, GroupKind kind) {
    changes.labelValues(server, kind.group(), kind.kind()).inc();
  }

  private Thread expireEach(Duration pause) {
    return Thread.ofVirtual()
        .name("metrics-expiry")
        .start(() -> {
          try {
            while (true) {
              Thread.sleep(pause);
              log.info("the metrics start anew after {}", pause);
              counted.clear();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Override
  public void close() {
    if (expiry != null) {
      expiry.interrupt();
    }
  }
}
