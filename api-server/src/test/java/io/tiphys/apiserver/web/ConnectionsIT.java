package io.tiphys.apiserver.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.tiphys.apiserver.gateway.Dispatcher;
import io.tiphys.apiserver.gateway.Gateway;
import io.tiphys.apiserver.gateway.Operations;
import io.tiphys.apiserver.operation.EverybodyBelieved;
import io.tiphys.apiserver.operation.LoginSessions;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.apiserver.options.ListenFlags;
import io.tiphys.apiserver.options.WebFlags;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.proto.application.ApplicationQuery;
import io.tiphys.proto.application.ApplicationServiceGrpc;
import io.tiphys.proto.v1alpha1.ApplicationWatchEvent;
import io.tiphys.telemetry.metrics.GrpcServerMetrics;
import io.tiphys.telemetry.metrics.Metrics;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// A watch that says something at its begin and long after, over connections that may be idle for
/// less than that.
class ConnectionsIT {

  private static final Duration IDLE = Duration.ofMillis(700);
  private static final Duration QUIET = IDLE.multipliedBy(3);
  private static final Duration KEEP_ALIVE_MIN = Duration.ofMillis(400);
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int ENHANCE_YOUR_CALM = 0xb;

  private final KubeClient nowhere =
      new KubeClient(
          new ClusterAccess("http://localhost:1", new Auth.None(), Tls.DEFAULT),
          KubeClientOptions.DEFAULT);

  private Gateway gateway;
  private WebServer server;

  @BeforeEach
  void start() {
    gateway =
        new Gateway(
            new Operations(List.of(watch())),
            new Dispatcher(new EverybodyBelieved(), new GrpcServerMetrics(new Metrics(), false)),
            LoginSessions.NONE,
            new Gateway.Rules("", List::of, "/", false));
    var flags = new ListenFlags();
    flags.address = "localhost";
    flags.grpcKeepAliveMin = KEEP_ALIVE_MIN;
    var web = new WebFlags();
    new CommandLine(CommandSpec.forAnnotatedObject(web)).parseArgs();
    server =
        WebServer.start(
            new Listener(flags, Optional.empty(), new Listener.Patience(IDLE, Duration.ofHours(1))),
            gateway,
            new ControlPlaneAccess(nowhere, "argocd"),
            web,
            Map.of());
  }

  @AfterEach
  void stop() {
    server.close();
    gateway.close();
    nowhere.close();
  }

  private static Operation<?, ?> watch() {
    return Operation.streaming(
        ApplicationServiceGrpc.getWatchMethod(),
        (query, call, frames) -> {
          frames.send(Reply.of(event("first")));
          Thread.sleep(QUIET);
          frames.send(Reply.of(event("second")));
        });
  }

  private static ApplicationWatchEvent event(String type) {
    return ApplicationWatchEvent.newBuilder().setType(type).buildPartial();
  }

  @Test
  void aQuietWatchOfGrpcStays() {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(
                "localhost", server.port(), InsecureChannelCredentials.create())
            .build();
    try {
      var events =
          ApplicationServiceGrpc.newBlockingStub(channel)
              .watch(ApplicationQuery.getDefaultInstance());
      assertThat(events.next().getType()).isEqualTo("first");
      assertThat(events.next().getType()).isEqualTo("second");
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void aQuietWatchOfRestStaysAndAConnectionWithoutARequestDoesNot() throws Exception {
    try (var socket = new Socket("localhost", server.port())) {
      String request = "GET /api/v1/stream/applications HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(all).contains("first").contains("second");
    }
    try (var half = new Socket("localhost", server.port())) {
      half.getOutputStream().write("GET /heal".getBytes(StandardCharsets.US_ASCII));
      half.getInputStream().readAllBytes(); // ends
    }
  }

  @Test
  void whoPingsTooOftenIsToldSoAndLeft() throws Exception {
    try (var client = new Http2()) {
      int code = -1;
      for (int i = 0; i < 20 && code < 0; i++) {
        client.send(PING, new byte[8]);
        code = client.untilPingOrGoaway();
      }
      assertThat(code).isEqualTo(ENHANCE_YOUR_CALM);
      assertThat(client.reason).isEqualTo("too_many_pings");
    }
  }

  @Test
  void whoKeepsTheMinimumIsNot() throws Exception {
    try (var client = new Http2()) {
      for (int i = 0; i < 5; i++) {
        client.send(PING, new byte[8]);
        assertThat(client.untilPingOrGoaway()).isNegative();
        Thread.sleep(KEEP_ALIVE_MIN.plusMillis(50));
      }
    }
  }

  /// As little of HTTP/2 as pings need.
  private final class Http2 implements AutoCloseable {
    private final Socket socket = new Socket("localhost", server.port());
    private final DataInputStream in = new DataInputStream(socket.getInputStream());
    private String reason = "";

    Http2() throws IOException {
      socket
          .getOutputStream()
          .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      send(4, new byte[0]);
    }

    void send(int type, byte[] payload) throws IOException {
      socket
          .getOutputStream()
          .write(
              ByteBuffer.allocate(9 + payload.length)
                  .putInt(payload.length << 8 | type)
                  .put((byte) 0)
                  .putInt(0)
                  .put(payload)
                  .array());
    }

    /// The code of a GOAWAY; -1 for an answer to a ping.
    int untilPingOrGoaway() throws IOException {
      while (true) {
        int head = in.readInt();
        in.skipNBytes(5);
        byte[] payload = in.readNBytes(head >>> 8);
        switch (head & 0xff) {
          case PING -> {
            return -1;
          }
          case GOAWAY -> {
            reason = new String(payload, 8, payload.length - 8, StandardCharsets.US_ASCII);
            return ByteBuffer.wrap(payload).getInt(4);
          }
          default -> {}
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
