package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.exchange.state.AppRef;
import io.tiphys.exchange.state.AppStateWriter;
import io.tiphys.exchange.state.Item;
import io.tiphys.kube.access.RequestObserver;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.tree.ResourceDiffBuilder;
import io.tiphys.model.tree.ResourceNodeBuilder;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.git.TestingGit;
import io.tiphys.testkit.redis.TestingRedis;
import io.tiphys.testkit.secret.Taint;
import io.tiphys.testkit.secret.TellingServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An installation with a [Taint] in each place for a secret. Its repositories and clusters tell
/// what they are told: `err`, `deny` and `fail` are names of a repository, a cluster and an
/// Application each; Application `app` deploys a Secret, and `url` has a password in its URL.
final class TaintedInstallation implements AutoCloseable {

  static final List<String> NAMES = List.of("app", "err", "deny", "fail", "url");

  private static final List<String> CREDENTIALS =
      List.of(
          "password",
          "bearerToken",
          "sshPrivateKey",
          "tlsClientCertKey",
          "githubAppPrivateKey",
          "gcpServiceAccountKey",
          "azureServicePrincipalClientSecret");

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final TestingCluster cluster;
  final String namespace;
  final String target;
  final TellingServer telling = held(new TellingServer());
  final TestingGit git = held(TestingGit.start());
  final ApiServer server;
  final String adminToken;
  final Ear admin;

  TaintedInstallation(TestingCluster cluster) throws Exception {
    this.cluster = cluster;
    namespace = cluster.newNamespace();
    target = cluster.newNamespace();
    Definitions.define(cluster);
    git.repository("app").commit("main", "Secrets", Map.of("app/s.yaml", manifest()), Set.of());
    settings();
    for (String name : List.of("err", "deny", "fail")) {
      repositories(name);
      registerCluster(name);
    }
    for (String name : NAMES) {
      application(name);
    }
    create(
        core(target, "secrets"), JsonTree.parseObject(deployed().getBytes(StandardCharsets.UTF_8)));
    var repoServer = held(TestingRepoServer.start("", ""));
    var redis = held(TestingRedis.start());
    var api =
        held(
            new TestingApi(
                cluster, namespace, repoServer.channel(), redis.address(), RequestObserver.none()));
    server = held(api.start("--insecure", "--hydrator-enabled"));
    var client = held(new AnyClient(server.port()));
    adminToken = client.loginAsAdmin(cluster, namespace);
    admin = held(new Ear(server.port(), adminToken));
    tell(new AppStateWriter(api.cache(), Duration.ofHours(1)));
  }

  private <T extends AutoCloseable> T held(T one) {
    open.push(one);
    return one;
  }

  /// The Secret as Git has it.
  private static String manifest() {
    return """
    apiVersion: v1
    kind: Secret
    metadata:
      name: app
      annotations: {hidden: %s}
    stringData: {plain: %s}
    data: {encoded: %s}
    """
        .formatted(Taint.plain("annotation"), Taint.plain("git"), "dDQxbnQzZGszeQ==");
  }

  /// The Secret as somebody applied it.
  private static String deployed() {
    String data = "{\"plain\":\"dDQxbnQzZGszeWdpdA==\",\"encoded\":\"dDQxbnQzZGszeQ==\"}";
    String applied = "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":" + data + "}";
    return JsonTree.writeString(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Secret",
            "metadata",
            Map.of(
                "name",
                "app",
                "annotations",
                Map.of(
                    "hidden",
                    Taint.of("live"),
                    "kubectl.kubernetes.io/last-applied-configuration",
                    applied)),
            "data",
            JsonTree.parseObject(data.getBytes(StandardCharsets.UTF_8))));
  }

  /// The same, for requests.
  static String target() {
    return JsonTree.writeString(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Secret",
            "metadata",
            Map.of("name", "app", "annotations", Map.of("hidden", Taint.of("sent"))),
            "stringData",
            Map.of("plain", Taint.of("sent"))));
  }

  private void settings() throws IOException {
    create(
        core(namespace, "configmaps"),
        Map.of(
            "metadata",
            Map.of("name", "argocd-cm"),
            "data",
            Map.of(
                "accounts.err", "apiKey, login",
                "resource.sensitive.mask.annotations", "hidden",
                "url", "https://argocd.example.com",
                "oidc.config",
                    """
                    name: Tainted
                    issuer: https://err.example.com
                    clientID: public
                    clientSecret: '%s'
                    """
                        .formatted(Taint.plain("oidc")),
                "dex.config",
                    """
                    connectors:
                    - type: github
                      id: github
                      name: GitHub
                      config:
                        clientID: public
                        clientSecret: $dex.github.clientSecret
                        bindPW: %s
                    """
                        .formatted(Taint.plain("dex")))));
    secret(
        "argocd-secret",
        "",
        Map.of(
            "server.secretkey", Taint.of("server.secretkey"),
            "dex.github.clientSecret", Taint.of("dex"),
            "accounts.err.password", Taint.of("accounts.err.password"),
            "webhook.github.secret", Taint.of("webhook.github.secret"),
            "webhook.gitlab.secret", Taint.of("webhook.gitlab.secret"),
            "webhook.azuredevops.password", Taint.of("webhook.azuredevops.password")));
    secret("argocd-notifications-secret", "", Map.of("token", Taint.of("notifications")));
    create(
        core(namespace, "configmaps"),
        Map.of(
            "metadata",
            Map.of("name", "argocd-notifications-cm"),
            "data",
            Map.of(
                "service.slack", "token: " + Taint.plain("slack"),
                "template.err", "message: " + Taint.plain("template"),
                "trigger.err", "- send: [err]")));
  }

  private void repositories(String name) throws IOException {
    for (String type :
        List.of("repository", "repository-write", "repo-creds", "repo-write-creds")) {
      var data = new HashMap<String, String>();
      String place = type.startsWith("repository") ? name + ".git" : name + ".template/";
      data.put("url", telling.url(place));
      data.put("name", name);
      data.put("username", "ada");
      data.put("password", Taint.plain("password"));
      if (type.startsWith("repo-")) {
        CREDENTIALS.forEach(key -> data.put(key, Taint.of(key)));
        data.put("proxy", "http://ada:" + Taint.plain("proxy") + "@127.0.0.1:1");
      }
      secret(name + "-" + type, type, data);
    }
  }

  private void registerCluster(String name) throws IOException {
    String config =
        switch (name) {
          case "err" -> "{'bearerToken':'T'}";
          case "deny" -> "{'username':'ada','password':'T','tlsClientConfig':{'insecure':true}}";
          default ->
              "{'execProviderConfig':{'command':'sh','apiVersion':'client.authentication.k8s.io/v1',"
                  + "'args':['-c','echo $KEY; echo $KEY >&2; exit 1'],'env':{'KEY':'T'}},"
                  + "'awsAuthConfig':{'clusterName':'c'}}";
        };
    secret(
        "cluster-" + name,
        "cluster",
        Map.of(
            "name", name,
            "server", telling.url("cluster/" + name),
            "config", config.replace('\'', '"').replace("\"T\"", "\"" + Taint.plain(name) + "\"")));
  }

  private void secret(String name, String type, Map<String, String> data) throws IOException {
    var labels = new HashMap<String, String>();
    labels.put("app.kubernetes.io/part-of", "argocd");
    if (!type.isEmpty()) {
      labels.put("argocd.argoproj.io/secret-type", type);
    }
    create(
        core(namespace, "secrets"),
        Map.of("metadata", Map.of("name", name, "labels", labels), "stringData", data));
  }

  /// @param name of a repository
  String url(String name) {
    return switch (name) {
      case "app" -> "file://" + git.root().resolve("app.git");
      case "url" -> telling.url("url.git").replace("://", "://ada:" + Taint.plain("url") + "@");
      default -> telling.url(name + ".git");
    };
  }

  /// @param name of an Application
  private String destination(String name) {
    return Set.of("deny", "fail").contains(name) ? server(name) : TwoProjects.IN_CLUSTER;
  }

  /// @param name of a cluster
  String server(String name) {
    return name.equals("app") || name.equals("url")
        ? TwoProjects.IN_CLUSTER
        : telling.url("cluster/" + name);
  }

  private void application(String name) throws IOException {
    boolean isCompared = name.equals("app");
    var conditions =
        isCompared
            ? List.of()
            : List.of(Map.of("type", "ComparisonError", "message", "cannot be compared"));
    create(
        TwoProjects.argo(namespace, "applications"),
        Map.of(
            "apiVersion", "argoproj.io/v1alpha1",
            "kind", "Application",
            "metadata", Map.of("name", name),
            "spec",
                Map.of(
                    "project", "default",
                    "source", Map.of("repoURL", url(name), "path", "app", "targetRevision", "main"),
                    "destination", Map.of("server", destination(name), "namespace", target)),
            "status", Map.of("conditions", conditions)));
  }

  /// What the controller shares of Application `app`, which holds no secret.
  private void tell(AppStateWriter states) throws IOException {
    String path = TwoProjects.argo(namespace, "applications") + "/app";
    byte[] json = cluster.admin().get(path).body().getBytes(StandardCharsets.UTF_8);
    String uid =
        String.valueOf(
            JsonTree.objectOrEmpty(JsonTree.parseObject(json).get("metadata")).get("uid"));
    var app = new AppRef(namespace, "app", uid);
    var node =
        ResourceNodeBuilder.builder()
            .version("v1")
            .kind("Secret")
            .namespace(target)
            .name("app")
            .uid("1")
            .build();
    var diff = ResourceDiffBuilder.builder().kind("Secret").namespace(target).name("app").build();
    assertThat(
            states.writeTree(
                app, List.of(new Item<>("app", "1", () -> node)), List.of(), List.of()))
        .isTrue();
    assertThat(states.writeManaged(app, List.of(new Item<>("app", "1", () -> diff)))).isTrue();
  }

  private static String core(String namespace, String plural) {
    return "/api/v1/namespaces/" + namespace + "/" + plural;
  }

  private void create(String path, Map<String, ?> object) throws IOException {
    var answer = cluster.admin().post(path, JsonTree.writeString(object));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /// Objects of the control plane, as JSON.
  String events() throws IOException {
    return cluster.admin().get(core(namespace, "events")).body();
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }
}
