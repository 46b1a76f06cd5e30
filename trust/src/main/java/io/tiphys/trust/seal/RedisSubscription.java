package io.tiphys.trust.seal;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A channel on a connection of its own. The first connection is tried until it is there; the
/// client makes it anew, and subscribes again, when it breaks later.
final class RedisSubscription implements Subscription {

  private static final Logger log = LoggerFactory.getLogger(RedisSubscription.class);

  private final RedisClient client;
  private final byte[] channel;
  private final Subscriber subscriber;
  private @Nullable StatefulRedisPubSubConnection<byte[], byte[]> connection;
  private boolean isClosed;

  private RedisSubscription(RedisClient client, byte[] channel, Subscriber subscriber) {
    this.client = client;
    this.channel = channel;
    this.subscriber = subscriber;
  }

  /// @param pause between attempts to connect
  static RedisSubscription start(
      RedisClient client, byte[] channel, Duration pause, Subscriber subscriber) {
    var subscription = new RedisSubscription(client, channel, subscriber);
    Thread.ofVirtual().name("redis-subscribe").start(() -> subscription.connectUntilDone(pause));
    return subscription;
  }

  private void connectUntilDone(Duration pause) {
    try {
      while (!isDone()) {
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isDone() {
    if (isClosed) {
      return true;
    }
    try {
      var made = client.connectPubSub(ByteArrayCodec.INSTANCE);
      connection = made;
      made.addListener(
          new RedisPubSubAdapter<byte[], byte[]>() {
            @Override
            public void message(byte[] from, byte[] message) {
              guarded(() -> subscriber.received(message));
            }

            @Override
            public void subscribed(byte[] to, long count) {
              guarded(subscriber::connected);
            }
          });
      made.sync().subscribe(channel);
      return true;
    } catch (RedisException | IllegalStateException e) {
      log.debug("Redis cannot be listened to yet: {}", e.toString());
      disconnect();
      return false;
    }
  }

  private static void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      log.error("a message from Redis could not be taken", e);
    }
  }

  private void disconnect() {
    var made = connection;
    connection = null;
    if (made != null) {
      made.close();
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    disconnect();
  }
}
