package io.tiphys.trust.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gRPC server that only the services of its own installation can call.
class MutualTlsIT {

  @TempDir Path installation;
  @TempDir Path elsewhere;
  private final TestingClock clock = new TestingClock();
  private final AtomicReference<X509Certificate> caller = new AtomicReference<>();
  private ServiceIdentity identity;
  private Server server;

  @BeforeEach
  void start() throws IOException {
    identity = load(installation, "repo-server");
    server =
        Grpc.newServerBuilderForPort(
                0,
                TlsServerCredentials.newBuilder()
                    .keyManager(identity.keyManager())
                    .trustManager(identity.trustManager())
                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                    .build())
            .addService(new HealthStatusManager().getHealthService())
            .intercept(new RememberCaller())
            .build()
            .start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
  }

  @Test
  void aServiceOfTheInstallationIsAnsweredAndKnownByName() throws Exception {
    assertThat(check(credentials(load(installation, "application-controller"))))
        .isEqualTo(ServingStatus.SERVING);
    assertThat(ServiceIdentity.serviceOf(Objects.requireNonNull(caller.get())))
        .contains("application-controller");
  }

  @Test
  void aCallerWithoutCertificateIsRefused() {
    var anonymous =
        TlsChannelCredentials.newBuilder()
            .trustManager(load(installation, "application-controller").trustManager())
            .build();

    assertRefused(anonymous);
    assertRefused(InsecureChannelCredentials.create());
    assertThat(caller.get()).isNull();
  }

  @Test
  void aCallerOfAnotherInstallationIsRefused() {
    var stranger =
        TlsChannelCredentials.newBuilder()
            .keyManager(load(elsewhere, "application-controller").keyManager())
            .trustManager(load(installation, "application-controller").trustManager())
            .build();

    assertRefused(stranger);
  }

  @Test
  void aServerOfAnotherInstallationIsNotBelieved() {
    var misled =
        TlsChannelCredentials.newBuilder()
            .keyManager(load(installation, "application-controller").keyManager())
            .trustManager(load(elsewhere, "application-controller").trustManager())
            .build();

    assertRefused(misled);
  }

  @Test
  void aRenewedCertificateIsShownWithoutRestart() throws Exception {
    X509Certificate before = identity.certificate();

    clock.advance(TestingClock.BEHIND); // the handshake itself looks at the files again

    assertThat(check(credentials(load(installation, "application-controller"))))
        .isEqualTo(ServingStatus.SERVING);
    assertThat(identity.certificate()).isNotEqualTo(before);
  }

  private void assertRefused(ChannelCredentials credentials) {
    assertThatThrownBy(() -> check(credentials))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refused ->
                assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
  }

  private ServingStatus check(ChannelCredentials credentials) throws InterruptedException {
    ManagedChannel channel =
        Grpc.newChannelBuilderForAddress("127.0.0.1", server.getPort(), credentials).build();
    try {
      return HealthGrpc.newBlockingStub(channel)
          .withDeadlineAfter(20, TimeUnit.SECONDS)
          .check(HealthCheckRequest.getDefaultInstance())
          .getStatus();
    } finally {
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private static ChannelCredentials credentials(ServiceIdentity identity) {
    return TlsChannelCredentials.newBuilder()
        .keyManager(identity.keyManager())
        .trustManager(identity.trustManager())
        .build();
  }

  private ServiceIdentity load(Path directory, String service) {
    return ServiceIdentity.loadOrCreate(
        directory, ServiceNames.of(service, List.of("argocd")), clock);
  }

  private final class RememberCaller implements ServerInterceptor {
    @Override
    public <Q, S> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
      try {
        var session =
            Objects.requireNonNull(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
        caller.set((X509Certificate) session.getPeerCertificates()[0]);
      } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
        throw new IllegalStateException(e);
      }
      return next.startCall(call, headers);
    }
  }
}
