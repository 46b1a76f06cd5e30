package io.tiphys.controller;

import io.grpc.Channel;
import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.application.Applications;
import io.tiphys.controller.application.EndingProjects;
import io.tiphys.controller.application.Projects;
import io.tiphys.controller.cluster.ChangeRules;
import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.cluster.Clusters;
import io.tiphys.controller.dependency.Dependencies;
import io.tiphys.controller.desired.DesiredState;
import io.tiphys.controller.metrics.RedisRequests;
import io.tiphys.controller.options.ControllerOptions;
import io.tiphys.controller.queue.WorkQueue;
import io.tiphys.controller.reconcile.ComparisonRules;
import io.tiphys.controller.reconcile.Deletion;
import io.tiphys.controller.reconcile.Grounds;
import io.tiphys.controller.reconcile.Reconciler;
import io.tiphys.controller.reconcile.WantedState;
import io.tiphys.controller.share.ClusterReports;
import io.tiphys.controller.share.Orphans;
import io.tiphys.controller.share.Sharing;
import io.tiphys.controller.status.StatusComposer;
import io.tiphys.controller.sync.OperationRunner;
import io.tiphys.engine.project.NamespaceList;
import io.tiphys.exchange.cluster.ClusterInfoWriter;
import io.tiphys.exchange.repo.RepoServerClient;
import io.tiphys.exchange.state.AppStateWriter;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.cache.CacheSettings;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.settings.ArgocdSettings;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.telemetry.http.Health;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.trust.seal.CacheListener;
import io.tiphys.trust.seal.SealedCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The application controller as a whole: follows Applications, projects, settings and clusters,
/// and gives each Application its turn.
public final class ApplicationController implements AutoCloseable {

  private static final Duration READ_PATIENCE = Duration.ofSeconds(60);
  private static final Duration BURST = Duration.ofMillis(50);

  /// A look for orphaned objects takes in the whole cluster.
  private static final Duration ORPHANS = Duration.ofSeconds(2);

  private final Reconciler reconciler;
  private final WorkQueue<AppKey> refreshes;
  private final WorkQueue<AppKey> operations;
  private final Applications applications;
  private final Projects projects;
  private final EndingProjects endingProjects;
  private final Clusters clusters;
  private final Telling telling;
  private final Dependencies dependencies;
  private final Orphans orphans;
  private final Sharing sharing;
  private volatile boolean isFollowing;

  /// What it is started with.
  ///
  /// @param home the cluster of the control plane
  /// @param namespace of the control plane
  /// @param settings followed already
  /// @param repoServer a channel to it
  /// @param state where other services find what is known of Applications and clusters; without a
  ///   first level in this process
  /// @param env the process' environment
  /// @param metrics gets those of the application controller
  /// @param health is told whether Applications can be followed
  public record Surroundings(
      KubeClient home,
      String namespace,
      SettingsWatch settings,
      Channel repoServer,
      SealedCache state,
      Map<String, String> env,
      Metrics metrics,
      Health health) {}

  private ApplicationController(ControllerOptions options, Surroundings around) {
    String namespace = around.namespace();
    var strangers = new NamespaceList(options.apps.namespaces);
    applications =
        new Applications(
            around.home(),
            strangers.isEmpty() ? namespace : "",
            one -> one.equals(namespace) || strangers.includes(one),
            this::now);
    projects = new Projects(around.home(), namespace, this::ofProject);
    endingProjects = new EndingProjects(projects, applications);
    telling = new Telling(options, around, applications, projects, this::inUse, this::isBusy);
    clusters =
        new Clusters(
            () -> around.settings().current().clusters(),
            () -> opening(options, around),
            new ChangeRules(() -> argocd(around), options.jqTimeout),
            new Told(namespace),
            telling.traffic());
    orphans = new Orphans(name -> applications.keys().contains(AppKey.of(name, namespace)));
    sharing =
        new Sharing(
            new AppStateWriter(around.state(), options.appStateExpiration),
            new ClusterReports(
                new ClusterInfoWriter(around.state(), InstantSource.system()),
                () -> around.settings().current().clusters().all(),
                this::inUse),
            orphans,
            () -> argocd(around));
    dependencies = new Dependencies(applications, projects, this::woken);
    reconciler = reconciler(options, around);
    refreshes =
        new WorkQueue<>(
            "app_reconciliation_queue",
            options.statusProcessors,
            options.rates.limits(),
            key -> false,
            reconciler::refresh,
            telling.queues());
    operations =
        new WorkQueue<>(
            "app_operation_processing_queue",
            options.operationProcessors,
            options.rates.limits(),
            reconciler::waits,
            reconciler::operate,
            telling.queues());
  }

  /// Starts it; returns when all Applications and projects are known.
  ///
  /// @throws IllegalStateException when they cannot be read, with the reason
  public static ApplicationController start(ControllerOptions options, Surroundings around)
      throws InterruptedException {
    var controller = new ApplicationController(options, around);
    try {
      controller.follow(around);
    } catch (RuntimeException e) {
      controller.close();
      throw e;
    }
    return controller;
  }

  private void follow(Surroundings around) throws InterruptedException {
    around.health().add("applications", this::problem);
    projects.start();
    // before any Application has its turn: it would be told that its project does not exist
    boolean areProjectsKnown = projects.awaitSynced(READ_PATIENCE);
    applications.start();
    if (!areProjectsKnown || !applications.awaitSynced(READ_PATIENCE)) {
      throw new IllegalStateException(
          "Applications and AppProjects cannot be read (are their CRDs installed?): "
              + applications.problem().orElse("no answer"));
    }
    isFollowing = true;
    dependencies.start();
    endingProjects.start();
    around
        .settings()
        .onChange((before, after) -> {
          clusters.refresh();
          all();
        });
    all();
  }

  private Reconciler reconciler(ControllerOptions options, Surroundings around) {
    String namespace = around.namespace();
    var desired =
        new DesiredState(
            new RepoServerClient(
                around.repoServer(),
                (url, project) -> around.settings().current().repositories().find(url, project),
                options.repoServerTimeout()));
    var wanted =
        new WantedState(
            desired,
            () -> argocd(around),
            () -> options.resync.polling(argocd(around)),
            namespace,
            Duration.ofSeconds(options.repoErrorGraceSeconds));
    var rooms =
        new Reconciler.Rooms(
            applications,
            new Grounds(
                projects,
                clusters,
                () -> around.settings().current(),
                namespace,
                new ComparisonRules(options.serverSideDiff, options.jqTimeout)),
            wanted,
            new Deletion(applications, wanted, telling.reports(), namespace),
            new OperationRunner(
                Duration.ofSeconds(options.syncWaveDelaySeconds),
                Duration.ofSeconds(options.syncTimeoutSeconds),
                InstantSource.system()),
            new StatusComposer(namespace, options.persistResourceHealth),
            namespace,
            options.selfHeal.pauses(),
            Duration.ofSeconds(options.syncSupersedeAfterSeconds),
            dependencies,
            orphans,
            sharing,
            telling.reports(),
            InstantSource.system());
    return new Reconciler(
        rooms,
        new Reconciler.Again() {
          @Override
          public void now(AppKey key) {
            ApplicationController.this.now(key);
          }

          @Override
          public void after(AppKey key, Duration delay) {
            refreshes.addAfter(key, delay);
          }

          @Override
          public void operation(AppKey key, Duration delay) {
            operations.addAfter(key, delay);
          }
        });
  }

  private Optional<String> problem() {
    return isFollowing ? applications.problem() : Optional.of("not read yet");
  }

  private boolean isBusy() {
    return refreshes.depth() > 0 || operations.depth() > 0;
  }

  private Collection<Cluster> inUse() {
    return clusters.inUse();
  }

  private static ArgocdSettings argocd(Surroundings around) {
    return around.settings().current().argocd();
  }

  private static Clusters.Opening opening(ControllerOptions options, Surroundings around) {
    ArgocdSettings settings = argocd(around);
    return new Clusters.Opening(
        KubeClientOptions.from(around.env()),
        CacheSettings.from(around.env())
            .withKinds(settings.kinds(), settings.respectRbac() != ArgocdSettings.RespectRbac.OFF)
            .withShownLabels(shownLabels(settings))
            .withHealth(settings.health()),
        settings.tracking(),
        options.kubectlParallelism);
  }

  /// What Redis is asked for the controller, as its metrics.
  public static CacheListener requestsOfCache(Metrics metrics, Map<String, String> env) {
    return new RedisRequests(metrics, Telling.hostname(env));
  }

  /// `resource.customLabels`.
  private static List<String> shownLabels(ArgocdSettings settings) {
    return Arrays.stream(settings.data().getOrDefault("resource.customLabels", "").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /// One that waits for another.
  private void woken(AppKey key) {
    refreshes.addInPace(key, BURST);
  }

  private void now(AppKey key) {
    dependencies.changed(key);
    refreshes.add(key);
    if (applications.version(key).isEmpty()) {
      endingProjects.applicationGone();
    }
  }

  private void ofProject(String name) {
    endingProjects.changed(name);
    reconciler.ofProject(name).forEach(refreshes::add);
    dependencies.projectChanged();
  }

  private void all() {
    applications.keys().forEach(refreshes::add);
  }

  private final class Told implements Clusters.Listener {
    private final String namespace;

    Told(String namespace) {
      this.namespace = namespace;
    }

    @Override
    public void changed(Set<String> appInstances) {
      for (String instance : appInstances) {
        refreshes.addInPace(AppKey.of(instance, namespace), BURST);
      }
    }

    @Override
    public void unclaimed(String server, ResourceKey object) {
      for (AppKey key : reconciler.monitoring(server, object.namespace())) {
        refreshes.addAfter(key, ORPHANS);
      }
    }

    @Override
    public void stateChanged(Cluster cluster) {
      reconciler.onCluster(cluster.server()).forEach(ApplicationController.this::now);
    }
  }

  @Override
  public void close() {
    applications.close();
    endingProjects.close();
    projects.close();
    refreshes.close();
    operations.close();
    sharing.close();
    clusters.close();
    telling.close();
  }
}
