package io.tiphys.reposerver.serve;

import java.time.Duration;
import java.util.Optional;

/// Keeps what was rendered, by render key. What it gives back is exactly what was put in, or
/// nothing: an implementation that cannot be sure of that gives nothing.
public interface RenderCache {

  Optional<byte[]> get(String key);

  void put(String key, byte[] rendered, Duration life);
}
