package io.tiphys.reposerver.serve;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps the results that were used last in this process, up to a number of bytes.
public final class MemoryRenderCache implements RenderCache {

  private final long maxBytes;
  private final Map<String, Kept> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  private record Kept(byte[] value, long until) {}

  public MemoryRenderCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public synchronized Optional<byte[]> get(String key) {
    Kept kept = entries.get(key);
    if (kept == null) {
      return Optional.empty();
    }
    if (System.nanoTime() - kept.until() >= 0) {
      remove(key);
      return Optional.empty();
    }
    return Optional.of(kept.value());
  }

  @Override
  public synchronized void put(String key, byte[] rendered, Duration life) {
    remove(key);
    if (rendered.length > maxBytes) {
      return;
    }
    entries.put(key, new Kept(rendered, System.nanoTime() + life.toNanos()));
    bytes += rendered.length;
    while (bytes > maxBytes) {
      remove(entries.keySet().iterator().next());
    }
  }

  private void remove(String key) {
    Kept gone = entries.remove(key);
    if (gone != null) {
      bytes -= gone.value().length;
    }
  }
}
