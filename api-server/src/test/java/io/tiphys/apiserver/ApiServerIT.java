package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.apiserver.options.ApiServerOptions;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
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
import picocli.CommandLine;

class ApiServerIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private KubeClient kube;

  @BeforeEach
  void connect() {
    kube = client(cluster.connection().token());
  }

  @AfterEach
  void disconnect() {
    kube.close();
  }

  @Test
  void servesHealthAndTheVersionToEverybody() throws Exception {
    try (var server = ApiServer.start(options("--insecure"), kube, cluster.namespace())) {
      assertThat(get(server, "/healthz").body()).isEqualTo("ok\n");
      assertThat(get(server, "/healthz?full=true").statusCode()).isEqualTo(200);
      var version = JsonTree.parseObject(get(server, "/api/version").body().getBytes());
      assertThat(version).containsOnlyKeys("Version");
      assertThat((String) version.get("Version")).startsWith("v3.6.0+tiphys");
    }
  }

  @Test
  void tellsMoreOfTheVersionToThoseItBelieves() throws Exception {
    var options = options("--insecure", "--disable-auth");
    try (var server = ApiServer.start(options, kube, cluster.namespace())) {
      var version = JsonTree.parseObject(get(server, "/api/version").body().getBytes());
      assertThat(version).containsKeys("Version", "BuildDate", "GoVersion", "Platform");
    }
  }

  @Test
  void fullHealthFailsWithoutAccessToTheControlPlane() throws Exception {
    try (var stranger = client("nobody");
        var server = ApiServer.start(options("--insecure"), stranger, cluster.namespace())) {
      assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(server, "/healthz?full=true").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void speaksHttp2InPlainText() throws Exception {
    try (var server = ApiServer.start(options("--insecure"), kube, cluster.namespace());
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
    try (var server = ApiServer.start(options(), kube, cluster.namespace())) {
      var data = secret(path);
      assertThat(data).containsKeys("tls.crt", "tls.key", "other");
      assertThat(getTrusting(String.valueOf(data.get("tls.crt")), server)).isEqualTo("ok\n");
    }
    var first = secret(path);
    try (var again = ApiServer.start(options(), kube, cluster.namespace())) {
      assertThat(again.port()).isPositive();
      assertThat(secret(path)).isEqualTo(first);
    }
  }

  @Test
  void plainTextMakesNoSecret() throws Exception {
    try (var server = ApiServer.start(options("--insecure"), kube, cluster.namespace())) {
      assertThat(server.port()).isPositive();
      String list = "/api/v1/namespaces/" + cluster.namespace() + "/secrets";
      assertThat(cluster.admin().get(list).body()).contains("\"items\":[]");
    }
  }

  @Test
  void saysWhenThePortIsTaken() {
    try (var server = ApiServer.start(options("--insecure"), kube, cluster.namespace())) {
      var second = options("--insecure", "--port", Integer.toString(server.port()));
      assertThatThrownBy(() -> ApiServer.start(second, kube, cluster.namespace()))
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

  private static ApiServerOptions options(String... arguments) {
    var options = new ApiServerOptions();
    options.listen.port = 0;
    var command = new CommandLine(options);
    var all = new java.util.ArrayList<>(java.util.List.of("--metrics-port", "0"));
    all.addAll(java.util.List.of(arguments));
    if (!all.contains("--port")) {
      all.addAll(java.util.List.of("--port", "0"));
    }
    command.parseArgs(all.toArray(String[]::new));
    return options;
  }

  private static KubeClient client(String token) {
    var connection = cluster.connection();
    var access =
        new ClusterAccess(
            connection.server(),
            new Auth.Bearer(token),
            Tls.trusting(connection.certificateAuthority()));
    return new KubeClient(access, KubeClientOptions.DEFAULT);
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
