package io.tiphys.exchange.repo;

import io.grpc.ChannelCredentials;
import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.tiphys.trust.identity.ServiceIdentity;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A connection to a repo server in another process. It is made when it is needed, and again when
/// it breaks.
public final class RepoServerChannel implements AutoCloseable {

  private static final long KEEP_ALIVE_SECONDS = 30;

  private static final long RETRY_MILLIS = 500;

  private final ManagedChannel channel;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private RepoServerChannel(String address, ChannelCredentials credentials) {
    channel =
        Grpc.newChannelBuilder(address, credentials)
            .executor(threads)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .build();
    retrySoon();
  }

  /// gRPC waits for up to two minutes before it connects again, and a repo server starts within
  /// seconds.
  private void retrySoon() {
    ConnectivityState state = channel.getState(false);
    if (state == ConnectivityState.SHUTDOWN) {
      return;
    }
    channel.notifyWhenStateChanged(state, this::retrySoon);
    if (state == ConnectivityState.TRANSIENT_FAILURE) {
      CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS, threads)
          .execute(channel::resetConnectBackoff);
    }
  }

  /// With mutual TLS.
  ///
  /// @param address `host:port`
  /// @param trust the directory of the installation's certificate authority
  /// @param service who calls, such as `application-controller`
  public static RepoServerChannel secured(String address, Path trust, String service) {
    var identity = ServiceIdentity.loadOrCreate(trust, service);
    return new RepoServerChannel(
        address,
        TlsChannelCredentials.newBuilder()
            .keyManager(identity.keyManager())
            .trustManager(identity.trustManager())
            .build());
  }

  /// Without: only where the network keeps others out.
  public static RepoServerChannel plain(String address) {
    return new RepoServerChannel(address, InsecureChannelCredentials.create());
  }

  public ManagedChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    threads.shutdownNow();
  }
}
