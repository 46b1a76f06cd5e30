package io.tiphys.trust.seal;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to Redis that never throws and never makes many callers wait: after a question
/// without an answer, Redis is not asked for a pause, then by one caller alone until it answers.
final class RedisLink implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RedisLink.class);

  private final RedisAddress address;
  private final Duration timeout;
  private final Duration pause;
  private final CacheListener listener;
  private final ClientResources resources;
  private final RedisClient client;
  private final ReentrantLock connecting = new ReentrantLock();
  private volatile @Nullable StatefulRedisConnection<byte[], byte[]> connection;

  /// When Redis may be asked again, as `System.nanoTime`; 0 while it answers.
  private final AtomicLong closedUntil = new AtomicLong();

  RedisLink(RedisAddress address, Duration timeout, Duration pause, CacheListener listener) {
    this.address = address;
    this.timeout = timeout;
    this.pause = pause;
    this.listener = listener;
    this.resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(Delay.constant(pause.dividedBy(4).plusMillis(1)))
            .build();
    this.client = RedisClient.create(resources, uri(address, timeout));
    client.setOptions(options(address, timeout));
  }

  /// Asks Redis.
  ///
  /// @return its answer, or none when Redis could not be asked
  <T> Optional<Reply<T>> ask(
      String command, Function<RedisAsyncCommands<byte[], byte[]>, Future<T>> question) {
    long closed = closedUntil.get();
    if (closed != 0) {
      long now = System.nanoTime();
      if (now - closed < 0 || !closedUntil.compareAndSet(closed, later(now))) {
        return Optional.empty();
      }
    }
    long start = System.nanoTime();
    try {
      var link = connection();
      if (link == null) {
        return Optional.empty(); // who connects will say whether Redis is there
      }
      var future = question.apply(link.async());
      T answer = future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      listener.requested(command, false, since(start));
      if (closedUntil.getAndSet(0) != 0) {
        log.info("Redis at {} answers again", address);
      }
      return Optional.of(new Reply<>(answer));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      listener.requested(command, true, since(start));
      return Optional.empty();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      listener.requested(command, true, since(start));
      failed(e);
      return Optional.empty();
    }
  }

  /// An answer, which may be "there is none".
  record Reply<T>(@Nullable T value) {}

  private void failed(Exception failure) {
    if (closedUntil.getAndSet(later(System.nanoTime())) == 0) {
      log.warn("Redis at {} does not answer, going on without it: {}", address, reason(failure));
    }
  }

  /// The cause that says most: a refused connection, a wrong password.
  private static String reason(Throwable failure) {
    var root = failure;
    for (var cause = root.getCause(); cause != null && cause != root; cause = root.getCause()) {
      root = cause;
    }
    return root.toString();
  }

  private long later(long now) {
    long until = now + pause.toNanos();
    return until == 0 ? 1 : until;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /// @return null while another caller still connects
  private @Nullable StatefulRedisConnection<byte[], byte[]> connection()
      throws InterruptedException {
    var present = connection;
    if (present != null) {
      return present;
    }
    if (!connecting.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      return null;
    }
    try {
      present = connection;
      if (present == null) {
        present = client.connect(ByteArrayCodec.INSTANCE);
        connection = present;
      }
      return present;
    } finally {
      connecting.unlock();
    }
  }

  /// Connects on its own, again and again until it can; the client takes up what breaks later.
  Subscription subscribe(byte[] channel, Subscriber subscriber) {
    return RedisSubscription.start(client, channel, pause, subscriber);
  }

  private static RedisURI uri(RedisAddress address, Duration timeout) {
    var uri =
        RedisURI.builder()
            .withHost(address.host())
            .withPort(address.port())
            .withDatabase(address.database())
            .withTimeout(timeout);
    String username = address.username();
    String password = address.password();
    if (password != null && username != null) {
      uri.withAuthentication(username, password.toCharArray());
    } else if (password != null) {
      uri.withPassword(password.toCharArray());
    }
    var tls = address.tls();
    if (tls != null) {
      uri.withSsl(true).withVerifyPeer(tls.verify() ? SslVerifyMode.FULL : SslVerifyMode.NONE);
    }
    return uri.build();
  }

  private static ClientOptions options(RedisAddress address, Duration timeout) {
    var options =
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(timeout).keepAlive(true).build())
            .timeoutOptions(TimeoutOptions.enabled(timeout));
    var tls = address.tls();
    if (tls != null) {
      var ssl = SslOptions.builder().jdkSslProvider().handshakeTimeout(timeout);
      var authority = tls.authority();
      if (authority != null) {
        ssl.trustManager(authority.toFile());
      }
      var certificate = tls.certificate();
      var key = tls.key();
      if (certificate != null && key != null) {
        ssl.keyManager(certificate.toFile(), key.toFile(), null);
      }
      options.sslOptions(ssl.build());
    }
    return options.build();
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
