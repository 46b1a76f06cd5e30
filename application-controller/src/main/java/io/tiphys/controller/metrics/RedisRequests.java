package io.tiphys.controller.metrics;

import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.telemetry.metrics.RedisMetrics;
import io.tiphys.trust.seal.CacheListener;
import java.time.Duration;

/// Counts what the controller asks Redis.
public final class RedisRequests implements CacheListener {

  private final RedisMetrics redis;

  /// @param hostname of this replica
  public RedisRequests(Metrics metrics, String hostname) {
    this.redis = RedisMetrics.ofController(metrics, hostname);
  }

  @Override
  public void requested(String command, boolean failed, Duration took) {
    redis.requested(command, failed, took);
  }

  @Override
  public void forged(String key) {
    redis.forged();
  }
}
