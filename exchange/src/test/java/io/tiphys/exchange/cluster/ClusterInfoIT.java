package io.tiphys.exchange.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.cluster.ClusterInfo;
import io.tiphys.model.cluster.ClusterInfoBuilder;
import io.tiphys.model.meta.ConnectionStateBuilder;
import io.tiphys.testkit.redis.TestingRedis;
import io.tiphys.trust.seal.CacheListener;
import io.tiphys.trust.seal.RedisAddress;
import io.tiphys.trust.seal.Seal;
import io.tiphys.trust.seal.SealedCache;
import io.tiphys.trust.seal.SealedCacheSettings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClusterInfoIT {

  private static final String SERVER = "https://east.example.org";
  private Instant now = Instant.parse("2026-05-01T12:00:00Z");

  private static ClusterInfo info(long applications) {
    return ClusterInfoBuilder.builder()
        .connectionState(ConnectionStateBuilder.builder().status("Successful").build())
        .serverVersion("v1.36.1")
        .applicationsCount(applications)
        .build();
  }

  @Test
  void itIsReadAsItWasWrittenAndWrittenWhenItHasTo() {
    try (var redis = TestingRedis.start();
        var cache =
            new SealedCache(
                RedisAddress.of(redis.address()),
                Seal.derivedFrom(new byte[32], "test"),
                SealedCacheSettings.defaults(),
                CacheListener.NONE)) {
      var writer = new ClusterInfoWriter(cache, () -> now);
      var reader = new ClusterInfoReader(cache);
      assertThat(reader.of(SERVER)).isEmpty();

      writer.write(SERVER, info(3));
      ClusterInfo read = reader.of(SERVER).orElseThrow();
      assertThat(read.serverVersion()).isEqualTo("v1.36.1");
      assertThat(read.applicationsCount()).isEqualTo(3);
      assertThat(read.connectionState().attemptedAt()).isEqualTo(now);

      Instant first = now;
      now = now.plus(Duration.ofMinutes(4));
      writer.write(SERVER, info(3));
      assertThat(reader.of(SERVER).orElseThrow().connectionState().attemptedAt()).isEqualTo(first);
      writer.write(SERVER, info(4));
      assertThat(reader.of(SERVER).orElseThrow().applicationsCount()).isEqualTo(4);
      now = now.plus(Duration.ofMinutes(6));
      writer.write(SERVER, info(4));
      assertThat(reader.of(SERVER).orElseThrow().connectionState().attemptedAt()).isEqualTo(now);

      redis.command("SET cluster-info|" + SERVER + " evil");
      assertThat(reader.of(SERVER)).isEmpty();
    }
  }
}
