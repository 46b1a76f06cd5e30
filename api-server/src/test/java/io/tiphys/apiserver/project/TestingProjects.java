package io.tiphys.apiserver.project;

import io.tiphys.apiserver.Definitions;
import io.tiphys.apiserver.event.AuditLog;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Selection;
import io.tiphys.kube.access.Tls;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationList;
import io.tiphys.model.json.ModelJson;
import io.tiphys.settings.Settings;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.Callable;

/// The projects of a test's namespace on a real API server, with the settings of the same
/// namespace.
final class TestingProjects implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final TestingCluster cluster;
  final KubeClient kube;
  final SettingsWatch settings;
  final Projects projects;

  private TestingProjects(TestingCluster cluster) {
    this.cluster = cluster;
    var connection = cluster.connection();
    var home =
        new ClusterAccess(
            connection.server(),
            new Auth.Bearer(connection.token()),
            Tls.trusting(connection.certificateAuthority()));
    kube = new KubeClient(home, KubeClientOptions.DEFAULT);
    settings = SettingsWatch.start(kube, cluster.namespace(), home);
    projects = new Projects(kube, cluster.namespace(), settings::current);
  }

  static TestingProjects start(TestingCluster cluster) throws Exception {
    Definitions.define(cluster);
    var started = new TestingProjects(cluster);
    started.projects.start();
    if (!started.settings.awaitRead(PATIENCE) || !started.projects.awaitSynced(PATIENCE)) {
      throw new IllegalStateException("the control plane is silent");
    }
    return started;
  }

  /// The operations of all this, with the Applications that there are when they are asked for.
  ProjectService service(InstantSource clock) {
    return new ProjectService(
        new ProjectService.Surroundings(
            kube,
            cluster.namespace(),
            projects,
            settings::current,
            this::applications,
            new TestingSigner(),
            new AuditLog(kube, reason -> true, InstantSource.system()),
            clock));
  }

  private Collection<Application> applications(String project) {
    var path =
        ResourcePath.collection("argoproj.io", "v1alpha1", "applications", cluster.namespace());
    byte[] body = kube.listAll(path, Selection.ALL).bodyOr(IllegalStateException::new);
    return ModelJson.read(body, ApplicationList.class).items().stream()
        .filter(app -> app.spec().project().equals(project))
        .toList();
  }

  Settings now() {
    return settings.current();
  }

  String path(String plural) {
    return "/apis/argoproj.io/v1alpha1/namespaces/" + cluster.namespace() + "/" + plural;
  }

  /// @param spec the members of the spec, as JSON
  void project(String name, String spec) throws IOException {
    created(
        path("appprojects"),
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"AppProject","metadata":{"name":"%s"},
         "spec":{%s}}
        """
            .formatted(name, spec));
  }

  void application(String name, String project, String repo, String server, String namespace)
      throws IOException {
    created(
        path("applications"),
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"Application","metadata":{"name":"%s"},
         "spec":{"project":"%s","source":{"repoURL":"%s","path":"."},
                 "destination":{"server":"%s","namespace":"%s"}}}
        """
            .formatted(name, project, repo, server, namespace));
  }

  /// @param data the members of `argocd-cm`, as JSON
  void configMap(String data) throws IOException {
    created(
        "/api/v1/namespaces/" + cluster.namespace() + "/configmaps",
        "{\"metadata\":{\"name\":\"argocd-cm\"},\"data\":{%s}}".formatted(data));
  }

  void secret(String name, String type, String data) throws IOException {
    created(
        "/api/v1/namespaces/" + cluster.namespace() + "/secrets",
        "{\"metadata\":{\"name\":\"%s\",\"labels\":{\"argocd.argoproj.io/secret-type\":\"%s\"}},\"stringData\":{%s}}"
            .formatted(name, type, data));
  }

  private void created(String path, String json) throws IOException {
    var answer = cluster.admin().post(path, json);
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(answer.body());
    }
  }

  static void until(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain for: " + what);
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    projects.close();
    settings.close();
    kube.close();
  }
}
