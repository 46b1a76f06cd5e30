package io.tiphys.trust.seal;

import java.time.Duration;
import java.util.Locale;

/// @param compression how values are written; each entry says how it was
/// @param keyPrefix stands before every key in Redis (`ARGOCD_REDIS_KEY_PREFIX`)
/// @param timeout how long one question to Redis may take
/// @param pause how long Redis is not asked after it did not answer
/// @param memoryBytes how much is kept in this process in front of Redis; 0 keeps nothing. What is
///   kept here is not seen to change in Redis: for keys whose value never changes, or with a short
///   age
/// @param memoryAge how long it is kept here
public record SealedCacheSettings(
    Compression compression,
    String keyPrefix,
    Duration timeout,
    Duration pause,
    long memoryBytes,
    Duration memoryAge) {

  /// How values are written.
  public enum Compression {
    NONE,
    GZIP;

    /// @param name a value of the flag `--redis-compress`: `gzip` or `none`
    public static Compression of(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "gzip" -> GZIP;
        case "none", "" -> NONE;
        default ->
            throw new IllegalArgumentException(
                "Unknown compression type: " + name + "; expected gzip or none");
      };
    }
  }

  /// The original's compression, no memory.
  public static SealedCacheSettings defaults() {
    return new SealedCacheSettings(
        Compression.GZIP, "", Duration.ofSeconds(1), Duration.ofSeconds(1), 0, Duration.ZERO);
  }

  public SealedCacheSettings withCompression(Compression other) {
    return new SealedCacheSettings(other, keyPrefix, timeout, pause, memoryBytes, memoryAge);
  }

  public SealedCacheSettings withKeyPrefix(String other) {
    return new SealedCacheSettings(compression, other, timeout, pause, memoryBytes, memoryAge);
  }

  public SealedCacheSettings withTimeout(Duration other, Duration otherPause) {
    return new SealedCacheSettings(
        compression, keyPrefix, other, otherPause, memoryBytes, memoryAge);
  }

  public SealedCacheSettings withMemory(long bytes, Duration age) {
    return new SealedCacheSettings(compression, keyPrefix, timeout, pause, bytes, age);
  }
}
