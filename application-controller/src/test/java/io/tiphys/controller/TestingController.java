package io.tiphys.controller;

import io.tiphys.controller.options.ControllerOptions;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.model.application.Application;
import io.tiphys.model.crds.Crds;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.telemetry.http.Health;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.testkit.cluster.AdminRequest;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.cluster.TroubledApiServer;
import io.tiphys.testkit.redis.TestingRedis;
import io.tiphys.trust.seal.CacheListener;
import io.tiphys.trust.seal.RedisAddress;
import io.tiphys.trust.seal.Seal;
import io.tiphys.trust.seal.SealedCache;
import io.tiphys.trust.seal.SealedCacheSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import picocli.CommandLine;

/// The whole application controller in the test's process, on a real control plane and a real
/// Redis, for all tests of a class: `@RegisterExtension static final TestingController tiphys =
/// TestingController.start();`. Each test takes names and a target namespace of its own.
public final class TestingController implements BeforeAllCallback, AfterAllCallback {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final TestingCluster cluster = TestingCluster.shared();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final boolean isTroubled;
  private final String[] flags;
  private @Nullable TroubledApiServer server;
  private @Nullable TestingManifestService manifests;
  private @Nullable KubeClient home;
  private @Nullable SettingsWatch settings;
  private @Nullable SealedCache state;
  private @Nullable ApplicationController controller;
  private String namespace = "";

  private TestingController(boolean isTroubled, String... flags) {
    this.isTroubled = isTroubled;
    this.flags = flags;
  }

  /// @param flags of the application controller
  public static TestingController start(String... flags) {
    return new TestingController(false, flags);
  }

  /// One whose API server may be in trouble, see [#server].
  public static TestingController troubled() {
    return new TestingController(true);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    cluster.beforeAll(context);
    namespace = cluster.newNamespace();
    for (Manifest crd : Crds.all()) {
      var answer =
          admin()
              .apply(
                  "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + crd.name(),
                  new String(crd.toJson(), StandardCharsets.UTF_8));
      ok(answer);
    }
    await(
        "Applications are served",
        () -> ok(admin().get(apps()))); // a definition takes a moment to be served
    manifests = held(new TestingManifestService());
    var redis = held(TestingRedis.start());
    state =
        held(
            new SealedCache(
                RedisAddress.of(redis.address()),
                Seal.derivedFrom(new byte[32], "test"),
                SealedCacheSettings.defaults(),
                CacheListener.NONE));
    var connection = cluster.connection();
    String url = connection.server();
    if (isTroubled) {
      server = held(new TroubledApiServer(connection));
      url = server.url();
    }
    var access =
        new ClusterAccess(
            url,
            new Auth.Bearer(connection.token()),
            Tls.trusting(connection.certificateAuthority()));
    home = held(new KubeClient(access, KubeClientOptions.DEFAULT));
    settings = held(SettingsWatch.start(home, namespace, access));
    if (!settings.awaitRead(PATIENCE)) {
      throw new IllegalStateException("the settings cannot be read");
    }
    startAgain();
  }

  /// Another process takes over: what the one before remembered is lost.
  ///
  /// @param more flags than the class asks for
  public void startAgain(String... more) throws InterruptedException {
    if (controller != null) {
      controller.close();
    }
    var options =
        CommandLine.populateCommand(
            new ControllerOptions(),
            Stream.of(new String[] {"--metrics-port=0", "--sync-wave-delay=0"}, flags, more)
                .flatMap(Arrays::stream)
                .toArray(String[]::new));
    controller =
        ApplicationController.start(
            options,
            new ApplicationController.Surroundings(
                Objects.requireNonNull(home),
                namespace,
                Objects.requireNonNull(settings),
                manifests().channel(),
                Objects.requireNonNull(state),
                Map.of(),
                new Metrics(),
                new Health()));
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (controller != null) {
      controller.close();
    }
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  private <T extends AutoCloseable> T held(T resource) {
    opened.push(resource);
    return resource;
  }

  /// What stands between it and the cluster.
  public TroubledApiServer server() {
    return Objects.requireNonNull(server, "take one that is troubled");
  }

  /// Of the control plane.
  public String namespace() {
    return namespace;
  }

  public String newNamespace() {
    return cluster.newNamespace();
  }

  public AdminRequest admin() {
    return cluster.admin();
  }

  /// Puts manifests in place of what a path held, and has the Application that is named so look.
  ///
  /// @return the commit
  public String commit(String path, @Nullable String yaml) throws IOException {
    String revision = manifests().commit(path, yaml);
    if (admin().get(apps() + "/" + path).statusCode() == 200) {
      annotate(path, "argocd.argoproj.io/refresh", "normal");
    }
    return revision;
  }

  /// Writes `argocd-cm`, and waits until it holds.
  public void configure(Map<String, String> data) throws Exception {
    var object =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            Map.of("name", "argocd-cm", "labels", Map.of("app.kubernetes.io/part-of", "argocd")),
            "data",
            data);
    String path = "/api/v1/namespaces/%s/configmaps/argocd-cm".formatted(namespace);
    ok(admin().apply(path, JsonTree.writeString(object)));
    await(
        "the settings are read",
        () -> {
          if (!Objects.requireNonNull(settings).current().argocd().data().equals(data)) {
            throw new AssertionError("not yet");
          }
          return true;
        });
  }

  /// How often the repo server was asked for the manifests of a path.
  public int asked(String path) {
    return manifests().asked(path);
  }

  /// The repo server is gone until [#repoServerIsBack].
  public void repoServerIsGone() throws InterruptedException {
    manifests().gone();
  }

  public void repoServerIsBack() throws IOException {
    manifests().back();
  }

  /// The repo server cannot make the manifests of a path any more.
  public void failToRender(String path) {
    manifests().fail(path);
  }

  /// Makes an Application of the path that is named as it is.
  ///
  /// @param metadata more of it, in YAML's flow style, such as `{labels: {a: b}}` without braces
  /// @param policy the `syncPolicy` in flow style
  public void create(String name, String target, String metadata, String policy)
      throws IOException {
    String yaml =
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: %s%s}
        spec:
          project: default
          source: {repoURL: "https://git.example.org/all.git", targetRevision: main, path: %s}
          destination: {server: "https://kubernetes.default.svc", namespace: %s}
          syncPolicy: %s
        """
            .formatted(name, metadata.isEmpty() ? "" : ", " + metadata, name, target, policy);
    ok(admin().apply(apps() + "/" + name, yaml));
  }

  public void annotate(String name, String annotation, @Nullable String value) throws IOException {
    String text = value == null ? "null" : '"' + value.replace("\"", "\\\"") + '"';
    patch(name, "{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(annotation, text));
  }

  /// A JSON merge patch of an Application.
  public void patch(String name, String json) throws IOException {
    ok(admin().patch(apps() + "/" + name, json));
  }

  /// Asks for a sync as a person does.
  ///
  /// @param sync the operation's `sync`, JSON
  public void sync(String name, String sync) throws IOException {
    patch(
        name,
        "{\"operation\":{\"sync\":%s,\"initiatedBy\":{\"username\":\"alice\"}}}".formatted(sync));
  }

  /// Puts settings in place of those that are in `argocd-cm`.
  ///
  /// @param data its keys in YAML
  public void configure(String data) throws IOException {
    String yaml =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: argocd-cm}
        data:
        """;
    ok(
        admin()
            .apply(
                "/api/v1/namespaces/%s/configmaps/argocd-cm".formatted(namespace),
                yaml + data.indent(2)));
  }

  /// Asks for a comparison, and waits until it was made.
  public Application refreshed(String name) throws Exception {
    annotate(name, "argocd.argoproj.io/refresh", "normal");
    return await(
        name,
        app -> {
          if (app.metadata().annotations().containsKey("argocd.argoproj.io/refresh")) {
            throw new AssertionError("not refreshed");
          }
        });
  }

  public void delete(String name) throws IOException {
    ok(admin().delete(apps() + "/" + name));
  }

  public Application get(String name) throws IOException {
    var answer = admin().get(apps() + "/" + name);
    ok(answer);
    return ModelJson.read(answer.body().getBytes(StandardCharsets.UTF_8), Application.class);
  }

  /// Looks until nothing is thrown any more.
  public interface Look {
    void at(Application app) throws Exception;
  }

  /// Waits until an Application looks like that.
  public Application await(String name, Look look) throws Exception {
    try {
      return await(
          name,
          () -> {
            Application app = get(name);
            look.at(app);
            return app;
          });
    } catch (AssertionError e) {
      throw new AssertionError(admin().get(apps() + "/" + name).body(), e);
    }
  }

  public void awaitGone(String name) throws Exception {
    awaitAbsent(apps() + "/" + name);
  }

  /// Waits until the cluster has no such object.
  public void awaitAbsent(String path) throws Exception {
    await(
        path + " goes",
        () -> {
          var answer = admin().get(path);
          if (answer.statusCode() != 404) {
            throw new AssertionError(answer.body());
          }
          return true;
        });
  }

  /// Waits until the cluster has an object.
  public void awaitPresent(String path) throws Exception {
    await(path + " comes", () -> ok(admin().get(path)));
  }

  public boolean has(String path) throws IOException {
    return admin().get(path).statusCode() == 200;
  }

  private static <T> T await(String what, Callable<T> look) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return look.call();
      } catch (Exception | AssertionError e) {
        if (System.nanoTime() > end) {
          throw new AssertionError(what + ": not after " + PATIENCE.toSeconds() + " s", e);
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  private static HttpResponse<String> ok(HttpResponse<String> answer) {
    if (answer.statusCode() >= 300) {
      throw new AssertionError(answer.body());
    }
    return answer;
  }

  private TestingManifestService manifests() {
    return Objects.requireNonNull(manifests, "register it in a static field");
  }

  private String apps() {
    return "/apis/argoproj.io/v1alpha1/namespaces/%s/applications".formatted(namespace);
  }
}
