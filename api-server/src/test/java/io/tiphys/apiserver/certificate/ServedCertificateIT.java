package io.tiphys.apiserver.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.Empty;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.tiphys.apiserver.ApiServer;
import io.tiphys.apiserver.TestingApi;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.version.VersionServiceGrpc;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class ServedCertificateIT {

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
  void aChangedSecretIsShownToNewConnectionsAndOldOnesGoOn() throws Exception {
    try (var server = api.start();
        var old = connect(server)) {
      var own = shown(old);
      assertThat(own).isEqualTo(stored("argocd-secret"));
      var given = give("argocd-server-tls", made()).orElseThrow();
      awaitShown(server, given);
      assertThat(health(old)).endsWith("ok");
      var renewed = change("argocd-server-tls", made()).orElseThrow();
      awaitShown(server, renewed);
      cluster.admin().delete(path("argocd-server-tls"));
      awaitShown(server, own);
      assertThat(health(old)).endsWith("ok");
    }
  }

  @Test
  void whatCannotBeUsedLeavesTheLastGoodOneAndIsLogged() throws Exception {
    var given = give("argocd-server-tls", made()).orElseThrow();
    try (var server = api.start();
        var log = new Said()) {
      assertThat(shown(server)).isEqualTo(given);
      change("argocd-server-tls", Map.of("tls.crt", "nonsense"));
      log.await("tls.crt or tls.key cannot be read as PEM");
      log.await("the last good serving certificate stays");
      assertThat(shown(server)).isEqualTo(given);
      var others = made();
      change("argocd-server-tls", Map.of("tls.crt", others.get("tls.crt")));
      log.await("tls.key is not the key of the first certificate");
      assertThat(shown(server)).isEqualTo(given);
      assertThat(log.all()).noneMatch(line -> line.contains("PRIVATE KEY"));
      awaitShown(server, change("argocd-server-tls", others).orElseThrow());
    }
  }

  @Test
  void aBrokenOneAtTheStartIsLeftAsItIs() throws Exception {
    give("argocd-server-tls", Map.of("tls.crt", "nonsense", "tls.key", "nonsense"));
    give("argocd-secret", Map.of("tls.crt", "nonsense", "tls.key", "nonsense"));
    try (var server = api.start()) {
      assertThat(shown(server).getSubjectX500Principal().getName()).isEqualTo("O=Tiphys");
      assertThat(data("argocd-secret").get("tls.crt")).isEqualTo(encoded("nonsense"));
      awaitShown(server, change("argocd-server-tls", made()).orElseThrow());
    }
  }

  @Test
  void theFirstStartMakesOneForTheServiceAndPlainTextIsSentToIt() throws Exception {
    try (var server = api.start();
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      String service = "argocd-server." + cluster.namespace();
      assertThat(shown(server).getSubjectAlternativeNames())
          .extracting(name -> String.valueOf(name.get(1)))
          .containsExactly(
              "localhost",
              "argocd-server",
              service,
              service + ".svc",
              service + ".svc.cluster.local");
      String place = "localhost:" + server.port() + "/healthz?full=true&a=%2F";
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://" + place)).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(307);
      assertThat(answer.headers().firstValue("location")).contains("https://" + place);
      var channel =
          NettyChannelBuilder.forAddress(
                  "localhost", server.port(), InsecureChannelCredentials.create())
              .build();
      try {
        var versions = VersionServiceGrpc.newBlockingStub(channel);
        assertThatThrownBy(() -> versions.version(Empty.getDefaultInstance()))
            .isInstanceOfSatisfying(
                StatusRuntimeException.class,
                e ->
                    assertThat(e.getStatus().getCode())
                        .isIn(Status.Code.UNAVAILABLE, Status.Code.INTERNAL));
      } finally {
        channel.shutdownNow();
      }
    }
  }

  private static Map<String, String> made() throws Exception {
    var made = SelfSigned.create("elsewhere", Instant.now());
    return Map.of(
        "tls.crt", CertificatePem.text(made.chain().getFirst()),
        "tls.key", CertificatePem.text(made.key()));
  }

  private static Optional<X509Certificate> give(String secret, Map<String, String> data)
      throws Exception {
    var object = Map.of("metadata", Map.of("name", secret), "stringData", data);
    var answer =
        cluster
            .admin()
            .post(
                "/api/v1/namespaces/" + cluster.namespace() + "/secrets",
                JsonTree.writeString(object));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return certificate(data);
  }

  private static Optional<X509Certificate> change(String secret, Map<String, String> data)
      throws Exception {
    var patch = JsonTree.writeString(Map.of("stringData", data));
    var answer = cluster.admin().patch(path(secret), patch);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return certificate(data);
  }

  /// Of a pair that can be used.
  private static Optional<X509Certificate> certificate(Map<String, String> data) {
    try {
      return Optional.of(
          CertificatePem.parse(data.getOrDefault("tls.crt", ""), data.getOrDefault("tls.key", ""))
              .chain()
              .getFirst());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static X509Certificate stored(String secret) throws IOException {
    var data = data(secret);
    return CertificatePem.parse(decoded(data.get("tls.crt")), decoded(data.get("tls.key")))
        .chain()
        .getFirst();
  }

  private static Map<String, ?> data(String secret) throws IOException {
    byte[] body = cluster.admin().get(path(secret)).body().getBytes(StandardCharsets.UTF_8);
    return JsonTree.objectOrEmpty(JsonTree.parseObject(body).get("data"));
  }

  private static String path(String secret) {
    return "/api/v1/namespaces/" + cluster.namespace() + "/secrets/" + secret;
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(@Nullable Object base64) {
    return new String(Base64.getDecoder().decode(String.valueOf(base64)), StandardCharsets.UTF_8);
  }

  private static SSLSocket connect(ApiServer server) throws Exception {
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new TrustAny()}, null);
    var socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", server.port());
    socket.startHandshake();
    return socket;
  }

  private static X509Certificate shown(SSLSocket socket) throws Exception {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  private static X509Certificate shown(ApiServer server) throws Exception {
    try (var socket = connect(server)) {
      return shown(socket);
    }
  }

  private static void awaitShown(ApiServer server, X509Certificate wanted) throws Exception {
    for (int i = 0; i < 1200 && !shown(server).equals(wanted); i++) {
      Thread.sleep(50);
    }
    assertThat(shown(server)).isEqualTo(wanted);
  }

  /// Asks over a connection that stays.
  private static String health(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    var answer = new StringBuilder();
    while (!answer.toString().endsWith("ok")) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        break;
      }
      answer.append((char) next);
    }
    return answer.toString();
  }

  /// It is looked at by the test.
  private record TrustAny() implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /// What the log says of certificates.
  private static final class Said implements AutoCloseable {
    private final Logger log =
        (Logger) LoggerFactory.getLogger(ServedCertificate.class.getPackageName());
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    Said() {
      appender.list = new CopyOnWriteArrayList<>();
      appender.start();
      log.addAppender(appender);
    }

    List<String> all() {
      return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    void await(String text) throws InterruptedException {
      for (int i = 0; i < 1200 && all().stream().noneMatch(it -> it.contains(text)); i++) {
        Thread.sleep(50);
      }
      assertThat(all()).anyMatch(it -> it.contains(text));
    }

    @Override
    public void close() {
      log.detachAppender(appender);
    }
  }
}
