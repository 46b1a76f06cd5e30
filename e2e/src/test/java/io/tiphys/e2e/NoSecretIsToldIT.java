package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.git.TestingRepository;
import io.tiphys.testkit.secret.Taint;
import io.tiphys.testkit.secret.TellingServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Applications deploy Secrets, and have sources and destinations that repeat each credential in
/// their errors: what the services tell each other, and whoever asks, has none in it.
@Behaviour("DIF-23")
class NoSecretIsToldIT {

  @RegisterExtension
  static final SharedTiphys tiphys = SharedTiphys.with(Map.of("ARGOCD_LOG_LEVEL", "debug"));

  private static final TellingServer telling = server();

  private static TellingServer server() {
    try {
      return new TellingServer();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String target;
  private static String password;
  private static String token = "";
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void deploy() throws Exception {
    target = tiphys.newNamespace();
    secret(
        "argocd-initial",
        "cluster",
        Map.of(
            "name",
            "telling",
            "server",
            telling.url("cluster/deny"),
            "config",
            "{\"bearerToken\":\"" + Taint.plain("cluster") + "\"}"));
    secret(
        "repository",
        "repository",
        Map.of(
            "url",
            telling.url("err.git"),
            "username",
            "ada",
            "password",
            Taint.plain("repository")));
    TestingRepository repository = tiphys.git().repository("secrets");
    repository.commit(
        Map.of(
            "app/secret.yaml",
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: deployed}
            stringData: {key: %s}
            """
                .formatted(Taint.plain("git"))));
    var apps = tiphys.apps();
    apps.create("deployed", repository, target, "{automated: {}}");
    apps.create("refused", spec(telling.url("err.git"), Apps.IN_CLUSTER));
    apps.create("failing", spec(url(), Apps.IN_CLUSTER));
    apps.create("elsewhere", spec(repository.fileUrl(), telling.url("cluster/deny")));
    apps.await("deployed", "Synced", "Healthy");
    // somebody else's change, which is a difference
    var live =
        "{\"metadata\":{\"annotations\":{\"kubectl.kubernetes.io/last-applied-configuration\":%s}},"
            + "\"stringData\":{\"key\":\"%s\"}}";
    String applied =
        "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"stringData\":{\"key\":\"%s\"}}"
            .formatted(Taint.plain("applied"));
    tiphys
        .admin()
        .patch(
            "/api/v1/namespaces/" + target + "/secrets/deployed",
            live.formatted(JsonTree.writeString(applied), Taint.plain("live")));
    apps.await("deployed", app -> assertThat(app.status().sync().status()).isEqualTo("OutOfSync"));
    for (String name : List.of("refused", "failing", "elsewhere")) {
      apps.await(name, app -> assertThat(app.status().conditions()).isNotEmpty());
    }
    password = initialPassword();
  }

  @AfterAll
  static void stop() {
    telling.close();
  }

  /// As a tenant might write it.
  private static String url() {
    return telling.url("url.git").replace("://", "://ada:" + Taint.plain("url") + "@");
  }

  private static String spec(String url, String server) {
    return """
    project: default
    source: {repoURL: "%s", targetRevision: main, path: app}
    destination: {server: "%s", namespace: %s}
    """
        .formatted(url, server, target);
  }

  private static void secret(String name, String type, Map<String, String> data)
      throws IOException {
    var labels = Map.of("argocd.argoproj.io/secret-type", type);
    var secret = Map.of("metadata", Map.of("name", name, "labels", labels), "stringData", data);
    var answer =
        tiphys
            .admin()
            .post(
                "/api/v1/namespaces/" + tiphys.namespace() + "/secrets",
                JsonTree.writeString(secret));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static String initialPassword() throws IOException {
    String path =
        "/api/v1/namespaces/" + tiphys.namespace() + "/secrets/argocd-initial-admin-secret";
    byte[] body = tiphys.admin().get(path).body().getBytes(StandardCharsets.UTF_8);
    var data = JsonTree.objectOrEmpty(JsonTree.parseObject(body).get("data"));
    return new String(
        Base64.getDecoder().decode(String.valueOf(data.get("password"))), StandardCharsets.UTF_8);
  }

  private String ask(String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + tiphys.installation().apiServer() + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private void logIn() throws Exception {
    token = "";
    String answer =
        ask(
            "POST",
            "/api/v1/session",
            JsonTree.writeString(Map.of("username", "admin", "password", password)));
    byte[] json = answer.getBytes(StandardCharsets.UTF_8);
    token = String.valueOf(JsonTree.parseObject(json).get("token"));
  }

  @Test
  void byNoServiceToNobody() throws Exception {
    logIn();
    var softly = new SoftAssertions();
    String secret = "/resource?resourceName=deployed&kind=Secret&version=v1&namespace=" + target;
    String list = ask("GET", "/api/v1/applications", "");
    assertThat(list).contains("\"deployed\"", "\"elsewhere\"");
    check(softly, "list", list);
    for (String app : List.of("deployed", "refused", "failing", "elsewhere")) {
      for (String below :
          List.of(
              "",
              "?refresh=normal",
              "/resource-tree",
              "/managed-resources",
              secret,
              "/manifests",
              "/events",
              "/syncwindows",
              "/revisions/main/metadata")) {
        String answer = ask("GET", "/api/v1/applications/" + app + below, "");
        check(softly, app + below, answer);
      }
      check(softly, app + " patch", ask("POST", "/api/v1/applications/" + app + secret, "\"{}\""));
    }
    for (String path : List.of("/api/v1/clusters", "/api/v1/repositories", "/api/v1/repocreds")) {
      check(softly, path, ask("GET", path, ""));
    }
    check(softly, "sync", ask("POST", "/api/v1/applications/deployed/sync", "{\"prune\":true}"));
    String events = "/api/v1/namespaces/" + tiphys.namespace() + "/events";
    check(softly, "Events", tiphys.admin().get(events).body());
    String stored = "/apis/argoproj.io/v1alpha1/namespaces/" + tiphys.namespace() + "/applications";
    check(softly, "Applications", tiphys.admin().get(stored).body());
    check(softly, "metrics", tiphys.installation().askController("/metrics"));
    check(softly, "log", tiphys.installation().service("standalone").log());
    softly.assertAll();
    assertThat(telling.told()).isPositive();
    assertThat(list).contains("you may not");
    assertThat(ask("GET", "/api/v1/applications/deployed" + secret, "")).contains("++++++++");
    assertThat(ask("GET", "/api/v1/applications/deployed/managed-resources", ""))
        .contains("++++++++");
  }

  /// Without the URL that somebody gave a source, which is in the source.
  private static void check(SoftAssertions softly, String what, String text) {
    String shown =
        text.replace("\"repoURL\":\"" + url() + "\"", "")
            .replace(URLEncoder.encode(url(), StandardCharsets.UTF_8), "");
    softly.assertThat(Taint.in(shown)).as(what).isEmpty();
  }
}
