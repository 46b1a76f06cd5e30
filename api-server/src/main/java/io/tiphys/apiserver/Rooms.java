package io.tiphys.apiserver;

import io.tiphys.apiserver.access.Access;
import io.tiphys.apiserver.account.LoginLimits;
import io.tiphys.apiserver.application.ApplicationAccess;
import io.tiphys.apiserver.application.ApplicationOperations;
import io.tiphys.apiserver.application.ApplicationWriter;
import io.tiphys.apiserver.application.LabelQuery;
import io.tiphys.apiserver.application.store.AppName;
import io.tiphys.apiserver.application.store.ApplicationStore;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.applicationset.ApplicationSetOperations;
import io.tiphys.apiserver.applicationset.ApplicationSets;
import io.tiphys.apiserver.cluster.ClusterOperations;
import io.tiphys.apiserver.destination.Destinations;
import io.tiphys.apiserver.event.AuditLog;
import io.tiphys.apiserver.gpgkey.GpgKeyOperations;
import io.tiphys.apiserver.hostkeys.CertificateOperations;
import io.tiphys.apiserver.logs.PodLogs;
import io.tiphys.apiserver.notification.NotificationOperations;
import io.tiphys.apiserver.operation.EverybodyBelieved;
import io.tiphys.apiserver.operation.Gatekeeper;
import io.tiphys.apiserver.operation.LoginSessions;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.options.ApiServerOptions;
import io.tiphys.apiserver.project.ProjectService;
import io.tiphys.apiserver.project.Projects;
import io.tiphys.apiserver.repocreds.RepoCredsOperations;
import io.tiphys.apiserver.repository.RepositoryOperations;
import io.tiphys.apiserver.settings.Offered;
import io.tiphys.apiserver.settings.SettingsOperations;
import io.tiphys.apiserver.token.OwnTokens;
import io.tiphys.apiserver.version.Build;
import io.tiphys.apiserver.version.VersionOperations;
import io.tiphys.engine.project.NamespaceList;
import io.tiphys.engine.project.Project;
import io.tiphys.exchange.repo.RepoServerClient;
import io.tiphys.exchange.state.AppStateReader;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.model.application.Application;
import io.tiphys.model.time.GoDuration;
import io.tiphys.settings.Settings;
import io.tiphys.settings.event.EventReasons;
import io.tiphys.telemetry.metrics.Metrics;
import jakarta.servlet.Servlet;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/// All rooms of the API server, put together.
final class Rooms implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long STATE_MEMORY = 64L << 20;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<Operation<?, ?>> operations = new ArrayList<>();
  private final InstantSource clock = InstantSource.system();
  private final ApiServerOptions options;
  private final Surroundings around;
  private final Metrics metrics;
  private final Supplier<Settings> settings;
  private final Projects projects;
  private final ApplicationStore applications;
  private final Gatekeeper gatekeeper;
  private final LoginSessions sessions;
  private final Pages pages;

  /// Returns when projects and Applications are known.
  ///
  /// @param metrics gets those of the rooms
  /// @throws IllegalStateException when they cannot be read
  Rooms(ApiServerOptions options, Surroundings around, Metrics metrics)
      throws InterruptedException {
    this.options = options;
    this.around = around;
    this.metrics = metrics;
    this.settings = around.settings()::current;
    projects = add(new Projects(around.home(), around.namespace(), settings));
    applications = add(applications());
    follow();
    var repoServer =
        new RepoServerClient(
            around.repoServer(),
            (url, project) -> settings.get().repositories().find(url, project),
            options.repoServer.patience());
    var audit = new AuditLog(around.home(), EventReasons.of(options.apps.events)::allow, clock);
    var access = add(access());
    operations.addAll(access.operations());
    gatekeeper = options.login.disabled ? new EverybodyBelieved() : access.gatekeeper();
    sessions = options.login.disabled ? LoginSessions.NONE : access.sessions();
    var apps = applicationRoom(repoServer, audit);
    operations.addAll(apps.operations());
    projectRoom(access.tokens(), audit);
    applicationSetRoom(audit);
    repositoryRooms(repoServer);
    clusterRoom();
    settingsRooms();
    pages = add(new Pages(applications, apps::refresh, settings, around.namespace(), options));
  }

  private ApplicationStore applications() {
    var strangers = new NamespaceList(options.apps.namespaces);
    String own = around.namespace();
    return new ApplicationStore(
        around.home(),
        strangers.isEmpty() ? own : "",
        namespace -> namespace.equals(own) || strangers.includes(namespace));
  }

  private void follow() throws InterruptedException {
    projects.start();
    applications.start();
    if (!projects.awaitSynced(PATIENCE) || !applications.awaitSynced(PATIENCE)) {
      throw new IllegalStateException(
          "Applications and AppProjects cannot be read (are their CRDs installed?): "
              + applications.problem().or(projects::problem).orElse("no answer"));
    }
  }

  private Access access() throws InterruptedException {
    return Access.start(
        new Access.Surroundings(
            around.home(),
            around.namespace(),
            around.settings(),
            projects::get,
            Optional.of(around.cache()),
            LoginLimits.of(around.env()),
            clock,
            metrics));
  }

  private ApplicationOperations applicationRoom(RepoServerClient repoServer, AuditLog audit) {
    var destinations =
        add(Destinations.of(around.settings(), KubeClientOptions.from(around.env())));
    return new ApplicationOperations(
        new ApplicationOperations.Rooms(
            new ApplicationAccess(applications, around.namespace()),
            new ApplicationWriter(around.home(), applications),
            audit,
            projects,
            around.settings(),
            repoServer,
            add(new AppStateReader(around.cache(), STATE_MEMORY)),
            destinations,
            new PodLogs(settings, Clock.systemUTC()),
            around.home(),
            options.syncWithReplaceAllowed,
            clock));
  }

  private void projectRoom(OwnTokens tokens, AuditLog audit) {
    operations.addAll(
        new ProjectService(
                new ProjectService.Surroundings(
                    around.home(),
                    around.namespace(),
                    projects,
                    settings,
                    this::ofProject,
                    tokens::sign,
                    audit,
                    clock))
            .operations());
  }

  private void applicationSetRoom(AuditLog audit) throws InterruptedException {
    var namespaces = options.apps.namespaces;
    var strangers = new NamespaceList(namespaces);
    String own = around.namespace();
    var sets =
        add(
            new ApplicationSets(
                around.home(),
                own,
                !strangers.isEmpty(),
                namespace -> namespace.equals(own) || strangers.includes(namespace)));
    sets.start();
    operations.addAll(
        new ApplicationSetOperations(
                sets, projects, selector -> LabelQuery.parse(selector)::matches, audit)
            .operations());
  }

  private Collection<Application> ofProject(String project) {
    return applications.all().stream()
        .filter(app -> app.facts().project().equals(project))
        .map(StoredApp::app)
        .toList();
  }

  private void repositoryRooms(RepoServerClient repoServer) {
    operations.addAll(
        new RepositoryOperations(
                new RepositoryOperations.Surroundings(
                    around.home(),
                    around.namespace(),
                    around.settings(),
                    repoServer,
                    this::application,
                    (project, url) ->
                        projects
                            .effective(project)
                            .map(Project::of)
                            .filter(one -> one.sourceRefusal(url).isEmpty())
                            .isPresent(),
                    Optional.of(around.cache())),
                GoDuration.parse(options.cache.connectionStatus).orElse(Duration.ofHours(1)),
                options.hydrator)
            .operations());
    operations.addAll(
        new RepoCredsOperations(around.home(), around.namespace(), around.settings()).operations());
  }

  /// @param qualified `name`, or `namespace/name`
  private Optional<Application> application(String qualified) {
    int slash = qualified.indexOf('/');
    var name =
        slash < 0
            ? new AppName(around.namespace(), qualified)
            : new AppName(qualified.substring(0, slash), qualified.substring(slash + 1));
    return applications.get(name).map(StoredApp::app);
  }

  private void clusterRoom() {
    operations.addAll(
        new ClusterOperations(
                around.settings(),
                around.home(),
                around.namespace(),
                new SharedClusterInfos(around.cache(), clock),
                KubeClientOptions.from(around.env()))
            .operations());
  }

  private void settingsRooms() {
    operations.addAll(
        new CertificateOperations(around.settings(), around.home(), around.namespace())
            .operations());
    operations.addAll(
        new GpgKeyOperations(around.settings(), around.home(), around.namespace()).operations());
    operations.addAll(new NotificationOperations(settings).operations());
    operations.addAll(new VersionOperations(Build.current()).operations());
    operations.addAll(
        new SettingsOperations(
                settings,
                new Offered(
                    around.namespace(),
                    !new NamespaceList(options.apps.namespaces).isEmpty(),
                    options.hydrator,
                    options.syncWithReplaceAllowed,
                    options.login.disabled),
                List::of) // the repo server runs no plugins
            .operations());
  }

  private <T extends AutoCloseable> T add(T one) {
    open.push(one);
    return one;
  }

  List<Operation<?, ?>> operations() {
    return List.copyOf(operations);
  }

  Gatekeeper gatekeeper() {
    return gatekeeper;
  }

  LoginSessions sessions() {
    return sessions;
  }

  /// What is served beside the API's operations, by path.
  Map<String, Servlet> servlets() {
    return pages.servlets();
  }

  /// Why Applications may be outdated; empty while all is well.
  Optional<String> problem() {
    return applications.problem().or(projects::problem);
  }

  /// The last opened first.
  @Override
  public void close() {
    for (AutoCloseable one : open) {
      try {
        one.close();
      } catch (Exception e) {
        LoggerFactory.getLogger(Rooms.class).warn("{} did not close: {}", one, e.toString());
      }
    }
  }
}
