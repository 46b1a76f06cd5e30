package io.tiphys.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls of a real gRPC server, counted.
class GrpcServerMetricsIT {

  private static final String CHECK =
      "grpc_method=\"Check\",grpc_service=\"grpc.health.v1.Health\",grpc_type=\"unary\"}";

  private final Metrics metrics = new Metrics();
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    var counted = new GrpcServerMetrics(metrics, true);
    var health = new HealthStatusManager().getHealthService().bindService();
    counted.expect(health);
    server =
        InProcessServerBuilder.forName("counted")
            .directExecutor()
            .addService(ServerInterceptors.intercept(health, counted))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName("counted").directExecutor().build();
  }

  @AfterEach
  void stop() throws InterruptedException {
    channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
  }

  private void check(String service) {
    HealthGrpc.newBlockingStub(channel)
        .check(HealthCheckRequest.newBuilder().setService(service).build());
  }

  @Test
  void callsAndMessagesAreCountedByGoNames() {
    check("");
    assertThatThrownBy(() -> check("unknown")).isInstanceOf(StatusRuntimeException.class);

    assertThat(Scrape.lines(metrics, "grpc_server_started_total{" + CHECK))
        .containsExactly("grpc_server_started_total{" + CHECK + " 2.0");
    assertThat(Scrape.lines(metrics, "grpc_server_handled_total{"))
        .contains(
            "grpc_server_handled_total{grpc_code=\"OK\"," + CHECK + " 1.0",
            "grpc_server_handled_total{grpc_code=\"NotFound\"," + CHECK + " 1.0",
            "grpc_server_handled_total{grpc_code=\"Unauthenticated\"," + CHECK + " 0.0");
    assertThat(Scrape.lines(metrics, "grpc_server_msg_received_total{" + CHECK))
        .containsExactly("grpc_server_msg_received_total{" + CHECK + " 2.0");
    assertThat(Scrape.lines(metrics, "grpc_server_msg_sent_total{" + CHECK))
        .containsExactly("grpc_server_msg_sent_total{" + CHECK + " 1.0");
    assertThat(Scrape.lines(metrics, "grpc_server_handling_seconds_count{" + CHECK))
        .containsExactly("grpc_server_handling_seconds_count{" + CHECK + " 2");
  }

  @Test
  void aStreamThatTheClientLeavesIsCanceledOnce() {
    var watch = HealthGrpc.newBlockingStub(channel).watch(HealthCheckRequest.getDefaultInstance());
    assertThat(watch.hasNext()).isTrue();
    channel.shutdownNow();

    assertThat(Scrape.lines(metrics, "grpc_server_handled_total{grpc_code=\"Canceled\""))
        .contains(
            "grpc_server_handled_total{grpc_code=\"Canceled\",grpc_method=\"Watch\",grpc_service=\"grpc.health.v1.Health\",grpc_type=\"server_stream\"} 1.0");
  }
}
