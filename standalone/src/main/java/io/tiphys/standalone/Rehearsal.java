package io.tiphys.standalone;

import io.grpc.ManagedChannel;
import io.tiphys.apiserver.gateway.Dispatcher;
import io.tiphys.apiserver.gateway.Gateway;
import io.tiphys.apiserver.gateway.Operations;
import io.tiphys.apiserver.operation.EverybodyBelieved;
import io.tiphys.apiserver.operation.LoginSessions;
import io.tiphys.apiserver.options.ApiServerOptions;
import io.tiphys.apiserver.version.Build;
import io.tiphys.apiserver.version.VersionOperations;
import io.tiphys.apiserver.web.ControlPlaneAccess;
import io.tiphys.apiserver.web.Listener;
import io.tiphys.apiserver.web.WebServer;
import io.tiphys.controller.ApplicationController;
import io.tiphys.controller.desired.DesiredAnswer;
import io.tiphys.controller.desired.DesiredState;
import io.tiphys.controller.options.ControllerOptions;
import io.tiphys.exchange.repo.Freshness;
import io.tiphys.exchange.repo.ManifestQuery;
import io.tiphys.exchange.repo.RepoServerChannel;
import io.tiphys.exchange.repo.RepoServerClient;
import io.tiphys.flags.GoFlags;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.repository.RepositoryBuilder;
import io.tiphys.reposerver.RepoServer;
import io.tiphys.reposerver.RepoServerOptions;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.telemetry.http.Health;
import io.tiphys.telemetry.metrics.GrpcServerMetrics;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.telemetry.metrics.ProcessMetrics;
import io.tiphys.trust.seal.CacheListener;
import io.tiphys.trust.seal.RedisAddress;
import io.tiphys.trust.seal.Seal;
import io.tiphys.trust.seal.SealedCache;
import io.tiphys.trust.seal.SealedCacheSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import picocli.CommandLine;

/// A little of each service's work, on this machine alone: requests, a commit that is rendered over
/// mutual TLS and kept in Redis, a cluster that is not one.
final class Rehearsal {

  private static final Duration MOMENT = Duration.ofSeconds(2);
  private static final String MANIFEST =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: rehearsal}
      data:
        text: hello
      """;
  private static final String APPLICATION =
      """
      {"apiVersion":"argoproj.io/v1alpha1","kind":"Application",
       "metadata":{"name":"rehearsal","namespace":"argocd","creationTimestamp":"2026-01-01T00:00:00Z"},
       "spec":{"project":"default","source":{"repoURL":"file:///nowhere","path":"."},
       "destination":{"server":"https://kubernetes.default.svc","namespace":"default"},
       "syncPolicy":{"automated":{"prune":true,"selfHeal":true}}}}
      """;

  private final Running running;
  private final Path home;

  /// @param running keeps what is started
  /// @param home an empty directory
  Rehearsal(Running running, Path home) {
    this.running = running;
    this.home = home;
  }

  /// Serves, and asks what needs no cluster.
  ///
  /// @return its port
  int answer() throws IOException {
    var options =
        parse(
            new ApiServerOptions(),
            List.of("--insecure", "--disable-auth", "--port=0", "--metrics-port=0"));
    var metrics = new GrpcServerMetrics(new Metrics(), false);
    var gateway =
        running.add(
            new Gateway(
                new Operations(new VersionOperations(Build.current()).operations()),
                new Dispatcher(new EverybodyBelieved(), metrics),
                LoginSessions.NONE,
                new Gateway.Rules("", List::of, "/", false)));
    var nowhere = new ControlPlaneAccess(client("http://127.0.0.1:1"), "argocd");
    var server =
        running.add(
            WebServer.start(
                new Listener(options.listen, Optional.empty()),
                gateway,
                nowhere,
                options.web,
                Map.of()));
    for (String path : new String[] {"/healthz", "/healthz?full=true", "/api/version"}) {
      ask(server.port(), path);
    }
    return server.port();
  }

  private static void ask(int port, String path) throws IOException {
    var connection = URI.create("http://localhost:" + port + path).toURL().openConnection();
    try (var body = connection.getInputStream()) {
      body.readAllBytes();
    } catch (IOException e) {
      // an error is an answer, too
    }
  }

  /// Renders a commit, twice: the second answer comes from the cache.
  ///
  /// @throws IOException when it is not rendered; the cache would lack most of what a service loads
  void render() throws IOException, GitAPIException {
    Path work = Files.createDirectories(home.resolve("work"));
    try (var git = Git.init().setDirectory(work.toFile()).call()) {
      Files.writeString(work.resolve("rehearsal.yaml"), MANIFEST);
      git.add().addFilepattern(".").call();
      git.commit()
          .setSign(false)
          .setAuthor("rehearsal", "rehearsal@tiphys.example")
          .setCommitter("rehearsal", "rehearsal@tiphys.example")
          .setMessage("Rehearse")
          .call();
    }
    var redis =
        running.add(EmbeddedRedis.start(Files.createDirectories(home.resolve("redis")))).address();
    Path trust = home.resolve("trust");
    var options =
        parse(
            new RepoServerOptions(),
            List.of(
                "--address=127.0.0.1",
                "--port=0",
                "--metrics-address=127.0.0.1",
                "--metrics-port=0",
                "--redis=%s:%d".formatted(redis.host(), redis.port()),
                "--data-path=" + home.resolve("repositories"),
                "--settings-path=" + Files.createDirectories(home.resolve("settings")),
                "--trust-path=" + trust));
    var server = running.add(RepoServer.start(options, Map.of("REDIS_PASSWORD", redis.password())));
    var channel =
        running.add(
            RepoServerChannel.secured(
                "127.0.0.1:" + server.port(), trust, "application-controller"));
    var desired =
        new DesiredState(
            new RepoServerClient(
                channel.channel(),
                (url, project) -> RepositoryBuilder.builder().repo(url).build(),
                Duration.ofSeconds(20)));
    for (var freshness : List.of(Freshness.LATEST, Freshness.LATEST)) {
      if (desired.ask(query(work, freshness)) instanceof DesiredAnswer.Failed(var message)) {
        throw new IOException(message);
      }
    }
  }

  private static ManifestQuery query(Path repository, Freshness freshness) {
    var source =
        ApplicationSource.EMPTY
            .withRepoURL(repository.toUri().toString())
            .withPath(".")
            .withTargetRevision("HEAD");
    return new ManifestQuery(
        "rehearsal",
        "default",
        "default",
        List.of(source),
        List.of(),
        freshness,
        Duration.ZERO,
        "v1.36.0",
        List.of("v1"));
  }

  /// Starts to follow a cluster that knows no kinds at all, for a moment.
  ///
  /// @param port of a server that answers not found
  void follow(int port) throws InterruptedException {
    var kube = client("http://127.0.0.1:" + port);
    var settings = running.add(SettingsWatch.start(kube, "argocd", kube.access()));
    var options = parse(new ControllerOptions(), List.of("--metrics-port=0"));
    ManagedChannel channel = AllServices.channelToRepoServer();
    running.add(channel::shutdownNow);
    var metrics = new Metrics();
    ProcessMetrics.register(metrics);
    var state =
        running.add(
            new SealedCache(
                RedisAddress.of("127.0.0.1:1"),
                Seal.derivedFrom(new byte[32], "rehearsal"),
                SealedCacheSettings.defaults(),
                CacheListener.NONE));
    var around =
        new ApplicationController.Surroundings(
            kube, "argocd", settings, channel, state, Map.of(), metrics, new Health());
    Thread start =
        Thread.ofVirtual()
            .start(() -> {
              try {
                ApplicationController.start(options, around).close();
              } catch (InterruptedException | RuntimeException e) {
                // as it has to be: there are no Applications
              }
            });
    start.join(MOMENT);
    start.interrupt();
    start.join(MOMENT);
  }

  /// Reads an Application and writes it.
  void readAndWrite() {
    var tree = JsonTree.parseObject(APPLICATION.getBytes(StandardCharsets.UTF_8));
    var application = ModelJson.fromTree(tree, Application.class);
    var unused = ModelJson.write(application);
  }

  private static <T> T parse(T options, List<String> flags) {
    var command = new CommandLine(options);
    GoFlags.applyTo(command);
    command.parseArgs(flags.toArray(String[]::new));
    return options;
  }

  private KubeClient client(String server) {
    var access = new ClusterAccess(server, new Auth.Bearer("none"), Tls.DEFAULT);
    return running.add(new KubeClient(access, KubeClientOptions.DEFAULT));
  }
}
