package io.tiphys.trust.seal;

import io.lettuce.core.SetArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A cache in Redis, with a first level in this process if the settings say so. Entries carry a
/// [Seal] and are believed only when it is whole: whoever can write to Redis can make the services
/// slower, but cannot make them apply anything.
///
/// Nothing here throws because of Redis. While it is down, `get` misses at once and `put` does
/// nothing; it is used again soon after it came back.
public final class SealedCache implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SealedCache.class);
  private static final Lookup MISS = new Lookup.Miss();
  private static final Lookup FORGED = new Lookup.Forged();

  private final RedisLink redis;
  private final Seal seal;
  private final SealedCacheSettings settings;
  private final CacheListener listener;
  private final Memory memory;

  /// Connects when it is used first.
  public SealedCache(
      RedisAddress address, Seal seal, SealedCacheSettings settings, CacheListener listener) {
    this.redis = new RedisLink(address, settings.timeout(), settings.pause(), listener);
    this.seal = seal;
    this.settings = settings;
    this.listener = listener;
    this.memory = new Memory(settings.memoryBytes());
  }

  public Lookup get(String key) {
    var near = memory.get(key);
    return near.isPresent() ? new Lookup.Hit(near.get()) : getAnew(key);
  }

  /// The same, and Redis is asked whatever this process remembers: for entries that others change.
  public Lookup getAnew(String key) {
    var reply = redis.ask("get", commands -> commands.get(bytes(key)));
    return reply.isPresent() ? lookup(key, reply.get().value()) : MISS;
  }

  /// Many entries in one question.
  ///
  /// @return those that are there and ours
  public Map<String, byte[]> getAll(Collection<String> keys) {
    var found = new HashMap<String, byte[]>();
    var asked = new ArrayList<String>();
    for (String key : keys) {
      memory.get(key).ifPresentOrElse(value -> found.put(key, value), () -> asked.add(key));
    }
    if (asked.isEmpty()) {
      return found;
    }
    byte[][] names = asked.stream().map(this::bytes).toArray(byte[][]::new);
    var reply = redis.ask("mget", commands -> commands.mget(names));
    var values = reply.isPresent() ? reply.get().value() : null;
    if (values != null) {
      for (int i = 0; i < asked.size(); i++) {
        String key = asked.get(i);
        byte @Nullable [] sealed = values.get(i).getValueOrElse(null);
        if (lookup(key, sealed) instanceof Lookup.Hit(byte[] value)) {
          found.put(key, value);
        }
      }
    }
    return found;
  }

  private Lookup lookup(String key, byte @Nullable [] sealed) {
    if (sealed == null) {
      return MISS;
    }
    var opened = seal.open(settings.keyPrefix() + key, sealed);
    if (opened.isEmpty()) {
      forged(key);
      return FORGED;
    }
    var value = Compressor.expand(opened.get().version(), opened.get().value());
    if (value.isEmpty()) {
      return MISS;
    }
    memory.put(key, value.get(), settings.memoryAge());
    return new Lookup.Hit(value.get());
  }

  private void forged(String name) {
    log.atWarn()
        .addKeyValue("key", name)
        .log("an entry in Redis is not from this installation and was not used");
    listener.forged(name);
  }

  /// @param value is kept as it is in this process: do not change it afterwards
  /// @param ttl how long it may be found; at least a millisecond
  /// @return whether Redis has it
  public boolean put(String key, byte[] value, Duration ttl) {
    memory.put(key, value, ttl.compareTo(settings.memoryAge()) < 0 ? ttl : settings.memoryAge());
    byte version = Compressor.version(settings.compression());
    byte[] sealed =
        seal.seal(settings.keyPrefix() + key, version, Compressor.compress(version, value));
    var expiry = SetArgs.Builder.px(Math.max(1, ttl.toMillis()));
    return redis.ask("set", commands -> commands.set(bytes(key), sealed, expiry)).isPresent();
  }

  /// Lets entries be found for longer, without writing them again.
  ///
  /// @return whether all are still there; empty when Redis cannot be asked
  public Optional<Boolean> extend(Collection<String> keys, Duration ttl) {
    var reply =
        redis.ask(
            "pexpire",
            commands -> {
              var all = CompletableFuture.completedFuture(true);
              for (String key : keys) {
                all =
                    all.thenCombine(
                        commands.pexpire(bytes(key), Math.max(1, ttl.toMillis())),
                        Boolean::logicalAnd);
              }
              return all;
            });
    return reply.map(one -> Boolean.TRUE.equals(one.value()));
  }

  /// Tells all who subscribe to the channel now; nothing is kept for later.
  ///
  /// @return whether Redis took it
  public boolean publish(String channel, byte[] message) {
    byte[] sealed = seal.seal(channelName(channel), Compressor.PLAIN, message);
    return redis.ask("publish", commands -> commands.publish(bytes(channel), sealed)).isPresent();
  }

  /// Hears what this installation publishes from now on, through outages of Redis too. What others
  /// publish is dropped and counted.
  ///
  /// @return closed to hear no more
  public Subscription subscribe(String channel, Subscriber subscriber) {
    return redis.subscribe(
        bytes(channel),
        new Subscriber() {
          @Override
          public void received(byte[] message) {
            seal.open(channelName(channel), message)
                .ifPresentOrElse(
                    opened -> subscriber.received(opened.value()), () -> forged(channel));
          }

          @Override
          public void connected() {
            subscriber.connected();
          }
        });
  }

  /// No entry has such a name: one cannot be passed off as a message.
  private String channelName(String channel) {
    return "\0channel " + settings.keyPrefix() + channel;
  }

  /// Forgets keys here and in Redis.
  ///
  /// @return whether Redis has done so; when it is down it still has them after it came back
  public boolean remove(Collection<String> keys) {
    if (keys.isEmpty()) {
      return true;
    }
    keys.forEach(memory::remove);
    byte[][] all = keys.stream().map(this::bytes).toArray(byte[][]::new);
    return redis.ask("del", commands -> commands.del(all)).isPresent();
  }

  @Override
  public void close() {
    redis.close();
  }

  private byte[] bytes(String key) {
    return (settings.keyPrefix() + key).getBytes(StandardCharsets.UTF_8);
  }
}
