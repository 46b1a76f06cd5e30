package io.tiphys.e2e;

import io.tiphys.model.crds.Crds;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.cluster.AdminRequest;
import io.tiphys.testkit.cluster.Connection;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.process.ChildProcess;
import io.tiphys.testkit.process.Ports;
import io.tiphys.testkit.process.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tiphys as its users start it, for one namespace of a cluster. Its processes end with the test,
/// and when the test's JVM is killed.
final class Installation implements AutoCloseable {

  private final Path directory;
  private final Map<String, String> environment;
  private final Map<String, ChildProcess> services = new HashMap<>();
  private int port;
  private int controllerMetricsPort;
  private int repoServerMetricsPort;

  private Installation(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  /// One that nothing has been started of.
  ///
  /// @param variables as an administrator sets them
  static Installation in(TestingCluster cluster, Map<String, String> variables) {
    return through(cluster.connection().server(), cluster, variables);
  }

  /// The same, with another way to the API server.
  ///
  /// @param server its URL
  static Installation through(
      String server, TestingCluster cluster, Map<String, String> variables) {
    return through(server, cluster, cluster.namespace(), variables);
  }

  /// One for a namespace that may outlive a test.
  static Installation in(TestingCluster cluster, String namespace, Map<String, String> variables) {
    return through(cluster.connection().server(), cluster, namespace, variables);
  }

  private static Installation through(
      String server, TestingCluster cluster, String namespace, Map<String, String> variables) {
    installDefinitions(cluster);
    try {
      Path directory = Files.createTempDirectory("tiphys-e2e");
      var environment = new HashMap<String, String>();
      environment.put("KUBECONFIG", kubeconfig(server, cluster, namespace, directory));
      environment.put("TIPHYS_DATA_PATH", directory.resolve("data").toString());
      environment.put("TIPHYS_REPO_DATA_PATH", directory.resolve("repositories").toString());
      environment.put("TIPHYS_TRUST_PATH", directory.resolve("trust").toString());
      environment.put("ARGOCD_SYNC_WAVE_DELAY", "0");
      environment.put("ARGOCD_GIT_REQUEST_TIMEOUT", "60s"); // other tests take the machine, too
      environment.put(
          "PATH", Tools.path("helm").getParent() + ":" + System.getenv().getOrDefault("PATH", ""));
      environment.putAll(variables);
      return new Installation(directory, environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All services in one process, serving.
  static Installation standalone(TestingCluster cluster, Map<String, String> variables) {
    var installation = in(cluster, variables);
    installation.startStandalone();
    return installation;
  }

  /// The same for one namespace, which may outlive a test.
  static Installation standalone(
      TestingCluster cluster, String namespace, Map<String, String> variables) {
    var installation = in(cluster, namespace, variables);
    installation.startStandalone();
    return installation;
  }

  void startStandalone() {
    port = Ports.free();
    controllerMetricsPort = Ports.free();
    repoServerMetricsPort = Ports.free();
    start(
        "standalone",
        "standalone",
        "--insecure",
        "--port=" + port,
        "--metrics-port=" + Ports.free(),
        "--controller-metrics-port=" + controllerMetricsPort,
        "--repo-server-metrics-port=" + repoServerMetricsPort);
    awaitHealthy("http", port);
  }

  /// Where the API server listens, as `host:port`.
  String apiServer() {
    return "localhost:" + port;
  }

  /// Waits until a service says that it is well.
  ///
  /// @param scheme `http`, or `https` with any certificate
  void awaitHealthy(String scheme, int port) {
    Await.until("port " + port + " serves", () -> read(scheme, port, "/healthz"), this::logs);
  }

  /// What the application controller answers at the port of its metrics.
  ///
  /// @param path `/metrics` or `/healthz`
  String askController(String path) throws IOException, InterruptedException {
    return read("http", controllerMetricsPort, path);
  }

  /// What the repo server answers at the port of its metrics.
  String askRepoServer(String path) throws IOException, InterruptedException {
    return read("http", repoServerMetricsPort, path);
  }

  private static String read(String scheme, int port, String path)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newBuilder().sslContext(AdminRequest.anyTls()).build()) {
      var url = "%s://localhost:%d%s".formatted(scheme, port, path);
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(answer.body());
      }
      return answer.body();
    }
  }

  /// Starts a service, also one that was killed.
  ///
  /// @param name for the log and for [#service]
  void start(String name, String... arguments) {
    var command = Program.command(List.of(arguments));
    services.put(name, ChildProcess.start(name, directory, environment, command));
  }

  /// Starts a repo server as a process of its own.
  ///
  /// @param port where it serves
  void startRepoServer(int port, String redis) {
    repoServerMetricsPort = Ports.free();
    start(
        "repo-server",
        "repo-server",
        "--port=" + port,
        "--metrics-port=" + repoServerMetricsPort,
        "--redis=" + redis);
  }

  /// Starts an application controller as a process of its own.
  void startController(int repoServerPort, String redis) {
    start(
        "application-controller",
        "application-controller",
        "--repo-server=localhost:" + repoServerPort,
        "--metrics-port=" + Ports.free(),
        "--redis=" + redis);
  }

  /// Starts an API server as a process of its own.
  ///
  /// @param name for the log and for [#service]
  /// @param flags more of them
  /// @return where it will serve
  int startApiServer(String name, int repoServerPort, String redis, String... flags) {
    int itsPort = Ports.free();
    var arguments =
        new ArrayList<>(
            List.of(
                "api-server",
                "--port=" + itsPort,
                "--metrics-port=" + Ports.free(),
                "--repo-server=localhost:" + repoServerPort,
                "--redis=" + redis));
    arguments.addAll(List.of(flags));
    start(name, arguments.toArray(String[]::new));
    return itsPort;
  }

  /// Starts an API server as a process of its own, and does not wait until it serves.
  ///
  /// @param port where it serves, also after it was killed
  void startApiServer(int port, int repoServerPort, String redis) {
    this.port = port;
    start(
        "api-server",
        "api-server",
        "--insecure",
        "--port=" + port,
        "--metrics-port=" + Ports.free(),
        "--repo-server=localhost:" + repoServerPort,
        "--redis=" + redis);
  }

  void awaitApiServer() {
    awaitHealthy("http", port);
  }

  ChildProcess service(String name) {
    ChildProcess service = services.get(name);
    if (service == null) {
      throw new IllegalArgumentException("not started: " + name);
    }
    return service;
  }

  /// The ends of all logs, for a failure's message.
  String logs() {
    var text = new StringBuilder();
    services.forEach((name, process) ->
        text.append("-- ").append(name).append("\n").append(process.lastLines()).append("\n"));
    return text.toString();
  }

  private static String kubeconfig(
      String server, TestingCluster cluster, String namespace, Path directory) throws IOException {
    Path file = directory.resolve("kubeconfig");
    Connection connection = cluster.connection();
    String text =
        Files.readString(connection.kubeconfig())
            .replace("namespace: default", "namespace: " + namespace)
            .replace(connection.server(), server);
    Files.writeString(file, text);
    return file.toString();
  }

  private static void installDefinitions(TestingCluster cluster) {
    String path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";
    try {
      for (Manifest crd : Crds.all()) {
        var answer =
            cluster
                .admin()
                .apply(path + crd.name(), new String(crd.toJson(), StandardCharsets.UTF_8));
        if (answer.statusCode() >= 300) {
          throw new IllegalStateException(answer.body());
        }
      }
      for (String kind : List.of("applications", "appprojects", "applicationsets")) {
        Await.until(
            kind + " are served",
            () -> {
              var answer = cluster.admin().get("/apis/argoproj.io/v1alpha1/" + kind);
              if (answer.statusCode() != 200) {
                throw new AssertionError(answer.body());
              }
            },
            () -> "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    services.values().forEach(ChildProcess::close);
    delete(directory);
  }

  private static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
