package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tiphys.exchange.state.AppRef;
import io.tiphys.exchange.state.AppStateWriter;
import io.tiphys.exchange.state.Item;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.tree.InfoItem;
import io.tiphys.model.tree.ResourceDiffBuilder;
import io.tiphys.model.tree.ResourceNode;
import io.tiphys.model.tree.ResourceNodeBuilder;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.git.TestingGit;
import io.tiphys.testkit.redis.TestingRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Two projects that share a cluster and a namespace in it: `own`, of which a reader may see
/// Applications, and `foreign`. Whatever there is of the foreign one is called so or carries
/// [#UNSEEN]; nothing is called `nowhere`, which is as long.
///
/// `reader` may get Applications of the own project; `member` may do everything to them and look at
/// all else of the project.
final class TwoProjects implements AutoCloseable {

  static final String IN_CLUSTER = "https://kubernetes.default.svc";
  static final String OWN = "own";
  static final String FOREIGN = "foreign";
  static final String NOWHERE = "nowhere";

  /// In all that only those of the foreign project may see.
  static final String UNSEEN = "qx7unseen";

  private static final String READER =
      """
      p, reader, applications, get, own/*, allow
      p, member, applications, *, own/*, allow
      p, member, applicationsets, *, own/*, allow
      p, member, logs, get, own/*, allow
      p, member, exec, create, own/*, allow
      p, member, repositories, get, own/*, allow
      p, member, clusters, get, own/*, allow
      p, member, projects, get, own, allow
      """;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final TestingCluster cluster;
  final String namespace;

  /// Where Applications may be, beside the control plane's.
  final String tenants;

  /// Where they may not be.
  final String closed;

  /// Where both projects deploy to.
  final String shared;

  /// Where the foreign project alone deploys to.
  final String apart;

  final TestingGit git = held(TestingGit.start());
  final TestingRedis redis = held(TestingRedis.start());
  final AtomicInteger clusterCalls = new AtomicInteger();
  final AtomicInteger homeCalls = new AtomicInteger();
  final TestingRepoServer repoServer;
  final String foreignCommit;
  final String foreignServer;
  final String foreignConfigMap;
  final String foreignPod;
  final ApiServer server;
  final Ear reader;
  final Ear member;
  final String readerToken;
  private final TestingApi api;
  private final AnyClient client;
  private final String admin;
  private final AppStateWriter states;

  static TwoProjects start(TestingCluster cluster) {
    try {
      return new TwoProjects(cluster);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private TwoProjects(TestingCluster cluster) throws Exception {
    this.cluster = cluster;
    namespace = cluster.newNamespace();
    tenants = cluster.newNamespace();
    closed = cluster.newNamespace();
    shared = cluster.newNamespace();
    apart = cluster.newNamespace();
    foreignServer = foreignServer();
    Definitions.define(cluster);
    git.repository(OWN).commit(Map.of("app/own.yaml", of(OWN).manifest()));
    foreignCommit =
        git.repository(FOREIGN)
            .commit("main", UNSEEN, Map.of("app/foreign.yaml", of(FOREIGN).manifest()), Set.of());
    repoServer = held(TestingRepoServer.start("", ""));
    settings();
    for (String name : List.of(OWN, FOREIGN)) {
      post(argo(namespace, "appprojects"), of(name).appProject(tenants));
      secret("repo-" + name, "repository", of(name).repositoryData());
      for (String where : List.of(namespace, tenants)) {
        application(where, name);
        post(argo(where, "applicationsets"), of(name).applicationSet());
      }
    }
    registrations();
    application(closed, FOREIGN);
    api =
        held(
            new TestingApi(
                cluster,
                namespace,
                repoServer.channel(),
                redis.address(),
                request -> homeCalls.incrementAndGet()));
    server =
        held(
            api.start(
                "--insecure",
                "--hydrator-enabled",
                "--application-namespaces",
                tenants,
                "--repo-server-timeout-seconds",
                "20"));
    client = held(new AnyClient(server.port()));
    admin = client.loginAsAdmin(cluster, namespace);
    readerToken = client.tokenOf("reader", admin);
    reader = held(new Ear(server.port(), readerToken));
    member = held(new Ear(server.port(), client.tokenOf("member", admin)));
    states = new AppStateWriter(api.cache(), Duration.ofHours(1));
    objects();
    foreignConfigMap = uid(core(shared, "configmaps"), FOREIGN);
    foreignPod = uid(core(shared, "pods"), FOREIGN);
  }

  private <T extends AutoCloseable> T held(T one) {
    open.push(one);
    return one;
  }

  /// A registered cluster that counts who asks it for anything.
  private String foreignServer() throws IOException {
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          clusterCalls.incrementAndGet();
          byte[] answer = ("{\"gitVersion\":\"" + UNSEEN + "\"}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    http.start();
    open.push(() -> http.stop(0));
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/" + FOREIGN;
  }

  private void settings() throws IOException {
    post(
        core(namespace, "configmaps"),
        Map.of(
            "metadata",
            Map.of("name", "argocd-cm"),
            "data",
            Map.of(
                "accounts.reader", "apiKey",
                "accounts.member", "apiKey",
                "accounts.guest", "apiKey",
                "accounts.foreign", "apiKey")));
    post(
        core(namespace, "configmaps"),
        Map.of("metadata", Map.of("name", "argocd-rbac-cm"), "data", Map.of("policy.csv", READER)));
  }

  String repository(String name) {
    return "file://" + git.root().resolve(name + ".git");
  }

  private void registrations() throws IOException {
    secret(
        "template-foreign",
        "repo-creds",
        Map.of("url", "https://git.example.com/" + FOREIGN, "username", UNSEEN));
    secret(
        "cluster-foreign",
        "cluster",
        Map.of(
            "server",
            foreignServer,
            "name",
            FOREIGN,
            "project",
            FOREIGN,
            "namespaces",
            UNSEEN,
            "config",
            "{}"));
  }

  private void secret(String name, String type, Map<String, String> data) throws IOException {
    post(
        core(namespace, "secrets"),
        Map.of(
            "metadata",
            Map.of("name", name, "labels", Map.of("argocd.argoproj.io/secret-type", type)),
            "stringData",
            data));
  }

  void application(String where, String name) throws IOException {
    application(where, name, name);
  }

  void application(String where, String name, String project) throws IOException {
    post(argo(where, "applications"), of(project).application(name));
  }

  private ProjectObjects of(String project) {
    return project.equals(OWN)
        ? new ProjectObjects(OWN, "plain", repository(OWN), IN_CLUSTER, shared)
        : new ProjectObjects(FOREIGN, UNSEEN, repository(FOREIGN), foreignServer, UNSEEN);
  }

  /// Objects of both in the namespace that they share, and what the controller tells of them.
  private void objects() throws IOException {
    for (String name : List.of(OWN, FOREIGN)) {
      post(core(shared, "configmaps"), of(name).configMap());
      post(core(shared, "pods"), of(name).pod(container(name)));
      event(shared, "ConfigMap", name, uid(core(shared, "configmaps"), name));
      event(namespace, "Application", name, uid(argo(namespace, "applications"), name));
      for (String where : List.of(namespace, tenants)) {
        tell(where, name, name, of(name).hint());
      }
    }
    // of the name of an object of ours, where we may not look
    post(
        core(apart, "configmaps"),
        Map.of("metadata", Map.of("name", OWN), "data", Map.of("hint", UNSEEN)));
    for (String pod : List.of(OWN, FOREIGN)) {
      awaitRunning(pod);
    }
  }

  private void awaitRunning(String pod) throws IOException {
    for (int i = 0; !get(core(shared, "pods") + "/" + pod).contains("\"Running\""); i++) {
      assertThat(i).isLessThan(600);
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String container(String name) {
    return name.equals(OWN) ? "log-1" : "log-2";
  }

  /// What the pods say, which share their logs with those of other tests.
  void writeLogs() throws IOException {
    Files.createDirectories(cluster.connection().podLogs());
    for (String name : List.of(OWN, FOREIGN)) {
      Files.writeString(logFile(name), logLine(of(name).hint()));
    }
  }

  Path logFile(String name) {
    return cluster.connection().podLogs().resolve(container(name));
  }

  static String logLine(String text) {
    return "2026-01-02T03:04:05.000000000Z stdout F " + text + "\n";
  }

  private void event(String where, String kind, String name, String uid) throws IOException {
    post(
        core(where, "events"),
        Map.of(
            "metadata", Map.of("name", kind.toLowerCase(Locale.ROOT) + "-" + name),
            "involvedObject", Map.of("kind", kind, "name", name, "namespace", where, "uid", uid),
            "reason", "Hint",
            "message", of(name).hint(),
            "type", "Normal"));
  }

  /// Writes tree and comparison as the controller does.
  ///
  /// @param name of the objects
  void tell(String where, String application, String name, String hint) throws IOException {
    var app = new AppRef(where, application, uid(argo(where, "applications"), application));
    assertThat(
            states.writeTree(
                app,
                List.of(node("ConfigMap", name, hint), node("Pod", name, hint)),
                List.of(),
                List.of()))
        .isTrue();
    String live = get(core(shared, "configmaps") + "/" + name);
    var diff =
        ResourceDiffBuilder.builder()
            .kind("ConfigMap")
            .namespace(shared)
            .name(name)
            .liveState(live)
            .targetState(live)
            .build();
    assertThat(states.writeManaged(app, List.of(new Item<>(name, hint, () -> diff)))).isTrue();
  }

  private Item<ResourceNode> node(String kind, String name, String hint) throws IOException {
    ResourceNode node =
        ResourceNodeBuilder.builder()
            .version("v1")
            .kind(kind)
            .namespace(shared)
            .name(name)
            .uid(uid(core(shared, kind.equals("Pod") ? "pods" : "configmaps"), name))
            .info(List.of(new InfoItem("hint", hint, Unknown.NONE)))
            .build();
    return new Item<>(kind + "/" + name, hint, () -> node);
  }

  /// What names something foreign and does not say so.
  List<String> identifiers() {
    return List.of(foreignCommit, foreignConfigMap, foreignPod);
  }

  String uid(String collection, String name) throws IOException {
    byte[] object = get(collection + "/" + name).getBytes(StandardCharsets.UTF_8);
    return String.valueOf(
        JsonTree.objectOrEmpty(JsonTree.parseObject(object).get("metadata")).get("uid"));
  }

  static String core(String namespace, String plural) {
    return "/api/v1/namespaces/" + namespace + "/" + plural;
  }

  static String argo(String namespace, String plural) {
    return "/apis/argoproj.io/v1alpha1/namespaces/" + namespace + "/" + plural;
  }

  String get(String path) throws IOException {
    return cluster.admin().get(path).body();
  }

  void post(String path, Map<String, ?> object) throws IOException {
    var answer = cluster.admin().post(path, JsonTree.writeString(object));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  void patch(String path, Map<String, ?> patch) throws IOException {
    var answer = cluster.admin().patch(path, JsonTree.writeString(patch));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  void delete(String path) throws IOException {
    var answer = cluster.admin().delete(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /// Adds to the policy, in place of what was added before.
  void allow(String line) throws IOException {
    patch(
        core(namespace, "configmaps") + "/argocd-rbac-cm",
        Map.of("data", Map.of("policy.csv", READER + line)));
  }

  /// One more token of an account.
  String token(String account) {
    return client.tokenOf(account, admin);
  }

  Ear administrator() {
    return new Ear(server.port(), admin);
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }
}
