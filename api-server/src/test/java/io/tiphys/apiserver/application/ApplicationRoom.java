package io.tiphys.apiserver.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.tiphys.apiserver.ApiServer;
import io.tiphys.apiserver.TestingApi;
import io.tiphys.exchange.state.AppRef;
import io.tiphys.exchange.state.AppStateWriter;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import io.tiphys.proto.application.ApplicationServiceGrpc;
import io.tiphys.proto.application.ApplicationServiceGrpc.ApplicationServiceBlockingStub;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.redis.TestingRedis;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An API server that believes everybody, in a namespace of its own, with a Redis to which a test
/// writes what a controller would. No controller runs: what is asked of one stays written.
final class ApplicationRoom implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestingCluster cluster;
  private final String namespace;
  private final TestingRedis redis = TestingRedis.start();
  private final TestingApi api;
  private final ApiServer server;
  private final ManagedChannel channel;

  /// @param flags of the API server
  ApplicationRoom(TestingCluster cluster, String... flags) throws Exception {
    this.cluster = cluster;
    this.namespace = cluster.newNamespace();
    this.api = new TestingApi(cluster, namespace, redis.address());
    var all = new ArrayList<>(List.of("--insecure", "--disable-auth"));
    all.addAll(List.of(flags));
    this.server = api.start(all.toArray(String[]::new));
    this.channel =
        NettyChannelBuilder.forAddress(
                "localhost", server.port(), InsecureChannelCredentials.create())
            .build();
  }

  String namespace() {
    return namespace;
  }

  ApplicationServiceBlockingStub apps() {
    return ApplicationServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  /// What the API server shows of itself.
  String metrics() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://localhost:" + server.metricsPort() + "/metrics");
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  /// What a controller writes with.
  AppStateWriter state() {
    return new AppStateWriter(api.cache(), Duration.ofHours(1));
  }

  /// Writes an Application as its owner, its status too, and waits until the API has it.
  ///
  /// @param rest YAML of what is not its name
  void apply(String name, String rest) throws Exception {
    String version = write("applications", "Application", name, rest);
    await(() -> assertThat(shownVersion(name)).isGreaterThanOrEqualTo(Long.parseLong(version)));
  }

  /// The same of a project; the API may have it a moment later.
  void applyProject(String name, String rest) throws IOException {
    write("appprojects", "AppProject", name, rest);
  }

  private String write(String plural, String kind, String name, String rest) throws IOException {
    var object =
        new TreeMap<String, @Nullable Object>(
            JsonTree.objectOrEmpty(YamlTree.parse(name, rest, YamlLimits.DEFAULT)));
    var metadata = new TreeMap<String, @Nullable Object>(metadata(object));
    metadata.put("name", name);
    object.put("metadata", metadata);
    object.put("apiVersion", "argoproj.io/v1alpha1");
    object.put("kind", kind);
    var answer = cluster.admin().apply(path(plural + "/" + name), JsonTree.writeString(object));
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return String.valueOf(metadata(parse(answer.body())).get("resourceVersion"));
  }

  private long shownVersion(String name) {
    var query = io.tiphys.proto.application.ApplicationQuery.newBuilder().setName(name).build();
    return apps().list(query).getItemsList().stream()
        .map(it -> it.getMetadata().getResourceVersion())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  /// An Application as it is stored.
  Map<String, @Nullable Object> app(String name) throws IOException {
    return parse(cluster.admin().get(path("applications/" + name)).body());
  }

  AppRef ref(String name) throws IOException {
    return new AppRef(namespace, name, String.valueOf(metadata(app(name)).get("uid")));
  }

  /// The Events of the namespace.
  List<Map<String, @Nullable Object>> events() throws IOException {
    var list = parse(cluster.admin().get("/api/v1/namespaces/" + namespace + "/events").body());
    var events = new ArrayList<Map<String, @Nullable Object>>();
    JsonTree.listOrEmpty(list.get("items"))
        .forEach(item -> events.add(JsonTree.objectOrEmpty(item)));
    return events;
  }

  /// Writes into `argocd-cm`, and waits until the API has read it.
  void configure(Map<String, String> data) throws Exception {
    String path = "/api/v1/namespaces/" + namespace + "/configmaps";
    var object = Map.of("metadata", Map.of("name", "argocd-cm"), "data", data);
    var answer = cluster.admin().post(path, JsonTree.writeString(object));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    api.awaitSettings(now -> now.argocd().data().equals(data));
  }

  private String path(String rest) {
    return "/apis/argoproj.io/v1alpha1/namespaces/" + namespace + "/" + rest;
  }

  static Map<String, @Nullable Object> metadata(Map<String, @Nullable Object> object) {
    return JsonTree.objectOrEmpty(object.get("metadata"));
  }

  private static Map<String, @Nullable Object> parse(String json) {
    return JsonTree.parseObject(json.getBytes(StandardCharsets.UTF_8));
  }

  /// Something that comes true.
  interface Check {
    void run() throws Exception;
  }

  static void await(Check check) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        check.run();
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(25);
      }
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
    api.close();
    redis.close();
  }
}
