package io.tiphys.reposerver.serve;

import io.tiphys.trust.seal.Lookup;
import io.tiphys.trust.seal.SealedCache;
import java.time.Duration;
import java.util.Optional;

/// Results in Redis, each with a seal: one that this installation did not write is rendered again.
public final class SealedRenderCache implements RenderCache {

  private static final String PREFIX = "mfst|tiphys|";

  private final SealedCache cache;

  public SealedRenderCache(SealedCache cache) {
    this.cache = cache;
  }

  @Override
  public Optional<byte[]> get(String key) {
    return switch (cache.get(PREFIX + key)) {
      case Lookup.Hit(var value) -> Optional.of(value);
      case Lookup.Miss() -> Optional.empty();
      case Lookup.Forged() -> Optional.empty();
    };
  }

  @Override
  public void put(String key, byte[] rendered, Duration life) {
    cache.put(PREFIX + key, rendered, life);
  }
}
