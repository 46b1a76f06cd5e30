package io.tiphys.trust.seal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what the cache said.
final class Recorded implements CacheListener {

  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<String> forged = new CopyOnWriteArrayList<>();

  @Override
  public void requested(String command, boolean failed, Duration took) {
    requests.add(command + (failed ? " failed" : ""));
  }

  @Override
  public void forged(String key) {
    forged.add(key);
  }
}
