package io.tiphys.reposerver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.tiphys.proto.reposerver.ManifestRequest;
import io.tiphys.proto.reposerver.RepoServerServiceGrpc;
import io.tiphys.proto.v1alpha1.ApplicationSource;
import io.tiphys.proto.v1alpha1.Repository;
import io.tiphys.testkit.git.TestingGit;
import io.tiphys.testkit.redis.TestingRedis;
import io.tiphys.trust.identity.ServiceIdentity;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RepoServerIT {

  @TempDir Path directory;
  private final TestingGit git = TestingGit.start();
  private final TestingRedis redis = TestingRedis.start();

  @AfterEach
  void stop() {
    git.close();
    redis.close();
  }

  @Test
  void servesTheOtherServicesAndRefusesStrangers() throws Exception {
    var repository = git.repository("app");
    String commit =
        repository.commit(
            Map.of("cm.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"));
    var request =
        ManifestRequest.newBuilder()
            .setRepo(Repository.newBuilder().setRepo(repository.fileUrl()))
            .setRevision("main")
            .setApplicationSource(ApplicationSource.newBuilder().setPath("."))
            .build();
    int metricsPort;
    try (var socket = new ServerSocket(0)) {
      metricsPort = socket.getLocalPort();
    }
    var options = options("--port", "0", "--metrics-port", Integer.toString(metricsPort));
    try (var server = RepoServer.start(options, System.getenv())) {
      var controller =
          ServiceIdentity.loadOrCreate(directory.resolve("trust"), "application-controller");
      var known =
          channel(
              server.port(),
              TlsChannelCredentials.newBuilder()
                  .keyManager(controller.keyManager())
                  .trustManager(controller.trustManager())
                  .build());
      var answer = RepoServerServiceGrpc.newBlockingStub(known).generateManifest(request);
      assertThat(answer.getRevision()).isEqualTo(commit);
      assertThat(
              HealthGrpc.newBlockingStub(known)
                  .check(HealthCheckRequest.getDefaultInstance())
                  .getStatus())
          .isEqualTo(ServingStatus.SERVING);
      assertThat(redis.command("KEYS *")).contains("mfst|tiphys|");

      var nameless =
          channel(
              server.port(),
              TlsChannelCredentials.newBuilder().trustManager(controller.trustManager()).build());
      refused(nameless, request);
      refused(channel(server.port(), InsecureChannelCredentials.create()), request);
      var stranger = ServiceIdentity.loadOrCreate(directory.resolve("other"), "api-server");
      refused(
          channel(
              server.port(),
              TlsChannelCredentials.newBuilder()
                  .keyManager(stranger.keyManager())
                  .trustManager(controller.trustManager())
                  .build()),
          request);

      try (var http = HttpClient.newHttpClient()) {
        var uri = URI.create("http://127.0.0.1:" + metricsPort + "/metrics");
        String metrics =
            http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        assertThat(metrics)
            .contains("argocd_git_request_total{repo=")
            .contains("argocd_git_request_duration_seconds_bucket")
            .contains("argocd_redis_request_total")
            .contains("tiphys_renders_total")
            .contains("grpc_method=\"GenerateManifest\"");
      }
    }
  }

  @Test
  void namesAPortThatIsTaken() throws Exception {
    try (var taken = new ServerSocket(0)) {
      var options = options("--port", Integer.toString(taken.getLocalPort()), "--disable-tls");
      assertThatThrownBy(() -> RepoServer.start(options, Map.of()))
          .hasMessageContaining("cannot listen on 0.0.0.0:" + taken.getLocalPort());
    }
  }

  private RepoServerOptions options(String... more) {
    var options = new RepoServerOptions();
    var all = new ArrayList<String>();
    all.addAll(
        List.of(
            "--data-path", directory.resolve("data").toString(),
            "--trust-path", directory.resolve("trust").toString(),
            "--settings-path", directory.resolve("cm").toString(),
            "--redis", redis.address()));
    all.addAll(List.of(more));
    new CommandLine(options).parseArgs(all.toArray(String[]::new));
    return options;
  }

  private static ManagedChannel channel(int port, ChannelCredentials credentials) {
    return Grpc.newChannelBuilderForAddress("localhost", port, credentials).build();
  }

  private static void refused(ManagedChannel channel, ManifestRequest request) {
    assertThatThrownBy(() ->
            RepoServerServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .generateManifest(request))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    channel.shutdownNow();
  }
}
