package io.tiphys.trust.seal;

import io.lettuce.core.SetArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
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
    if (near.isPresent()) {
      return new Lookup.Hit(near.get());
    }
    var reply = redis.ask("get", commands -> commands.get(bytes(key)));
    byte @Nullable [] sealed = reply.isPresent() ? reply.get().value() : null;
    if (sealed == null) {
      return MISS;
    }
    var opened = seal.open(settings.keyPrefix() + key, sealed);
    if (opened.isEmpty()) {
      log.atWarn()
          .addKeyValue("key", key)
          .log("an entry in Redis is not from this installation and was not used");
      listener.forged(key);
      return FORGED;
    }
    var value = Compressor.expand(opened.get().version(), opened.get().value());
    if (value.isEmpty()) {
      return MISS;
    }
    memory.put(key, value.get(), settings.memoryAge());
    return new Lookup.Hit(value.get());
  }

  /// @param value is kept as it is in this process: do not change it afterwards
  /// @param ttl how long it may be found; at least a millisecond
  public void put(String key, byte[] value, Duration ttl) {
    memory.put(key, value, ttl.compareTo(settings.memoryAge()) < 0 ? ttl : settings.memoryAge());
    byte version = Compressor.version(settings.compression());
    byte[] sealed =
        seal.seal(settings.keyPrefix() + key, version, Compressor.compress(version, value));
    var expiry = SetArgs.Builder.px(Math.max(1, ttl.toMillis()));
    redis.ask("set", commands -> commands.set(bytes(key), sealed, expiry));
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
