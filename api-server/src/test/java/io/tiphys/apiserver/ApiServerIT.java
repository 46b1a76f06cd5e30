package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.TestingCluster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.web.server.PortInUseException;

class ApiServerIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private TestingApi api;

  @BeforeEach
  void install() throws Exception {
    api = new TestingApi(cluster);
  }

  @AfterEach
  void leave() {
    api.close();
  }

  @Test
  void servesHealthAndTheVersionToEverybody() throws Exception {
    try (var server = api.start("--insecure")) {
      assertThat(get(server, "/healthz").body()).isEqualTo("ok\n");
      assertThat(get(server, "/healthz?full=true").statusCode()).isEqualTo(200);
      var version = JsonTree.parseObject(get(server, "/api/version").body().getBytes());
      assertThat(version).containsOnlyKeys("Version");
      assertThat((String) version.get("Version")).startsWith("v3.6.0+tiphys");
    }
  }

  @Test
  void tellsMoreOfTheVersionToThoseItBelieves() throws Exception {
    try (var server = api.start("--insecure", "--disable-auth")) {
      var version = JsonTree.parseObject(get(server, "/api/version").body().getBytes());
      assertThat(version).containsKeys("Version", "BuildDate", "GoVersion", "Platform");
    }
  }

  @Test
  void speaksHttp2InPlainText() throws Exception {
    try (var server = api.start("--insecure");
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(uri("http", server, "/healthz")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }
  }

  @Test
  void keepsItsCertificateInTheInstallationsSecret() throws Exception {
    String path = "/api/v1/namespaces/" + cluster.namespace() + "/secrets/argocd-secret";
    cluster
        .admin()
        .post(
            path.replace("/argocd-secret", ""),
            "{\"metadata\":{\"name\":\"argocd-secret\"},\"stringData\":{\"other\":\"kept\"}}");
    try (var server = api.start()) {
      var data = secret(path);
      assertThat(data).containsKeys("tls.crt", "tls.key", "other");
      assertThat(getTrusting(String.valueOf(data.get("tls.crt")), server)).isEqualTo("ok\n");
    }
    var first = secret(path);
    try (var again = api.start()) {
      assertThat(again.port()).isPositive();
      assertThat(secret(path)).isEqualTo(first);
    }
  }

  @Test
  void plainTextMakesNoCertificate() throws Exception {
    try (var server = api.start("--insecure")) {
      assertThat(server.port()).isPositive();
      String path = "/api/v1/namespaces/" + cluster.namespace() + "/secrets/argocd-secret";
      assertThat(secret(path)).containsKey("server.secretkey").doesNotContainKey("tls.crt");
    }
  }

  @Test
  void saysWhenThePortIsTaken() throws Exception {
    try (var server = api.start("--insecure")) {
      String port = Integer.toString(server.port());
      assertThatThrownBy(() -> api.start("--insecure", "--port", port))
          .hasRootCauseInstanceOf(java.net.BindException.class)
          .satisfiesAnyOf(
              e -> assertThat(e).isInstanceOf(PortInUseException.class),
              e -> assertThat(e).hasStackTraceContaining("PortInUseException"));
    }
  }

  private static java.util.Map<String, ?> secret(String path) throws Exception {
    byte[] body = cluster.admin().get(path).body().getBytes(StandardCharsets.UTF_8);
    return JsonTree.objectOrEmpty(JsonTree.parseObject(body).get("data"));
  }

  private static URI uri(String scheme, ApiServer server, String path) {
    return URI.create(scheme + "://localhost:" + server.port() + path);
  }

  private static HttpResponse<String> get(ApiServer server, String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(uri("http", server, path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String getTrusting(String certificateBase64, ApiServer server) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry(
        "server",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new java.io.ByteArrayInputStream(Base64.getDecoder().decode(certificateBase64))));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    try (var client = HttpClient.newBuilder().sslContext(tls).build()) {
      return client
          .send(
              HttpRequest.newBuilder(uri("https", server, "/healthz")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
