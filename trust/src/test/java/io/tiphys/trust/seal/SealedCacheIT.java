package io.tiphys.trust.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.redis.TestingRedis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The cache against a Redis that is overwritten, emptied, hung and killed.
class SealedCacheIT {

  private static final Duration HOUR = Duration.ofHours(1);
  private static TestingRedis redis;

  private final Recorded recorded = new Recorded();
  private SealedCache cache;

  @BeforeAll
  static void startRedis() {
    redis = TestingRedis.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void open() {
    redis.empty();
    cache = cache(SealedCacheSettings.defaults());
  }

  @AfterEach
  void close() {
    cache.close();
  }

  private SealedCache cache(SealedCacheSettings settings) {
    return new SealedCache(
        RedisAddress.of(redis.address()),
        Seal.derivedFrom(new byte[32], "test"),
        settings.withTimeout(Duration.ofSeconds(2), Duration.ofMillis(100)),
        recorded);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Lookup lookup) {
    return switch (lookup) {
      case Lookup.Hit(byte[] value) -> new String(value, StandardCharsets.UTF_8);
      case Lookup.Miss() -> "miss";
      case Lookup.Forged() -> "forged";
    };
  }

  @Test
  void givesBackWhatWasPut() {
    cache.put("app|web", bytes("tree"), HOUR);

    assertThat(text(cache.get("app|web"))).isEqualTo("tree");
    assertThat(text(cache.get("app|other"))).isEqualTo("miss");
    assertThat(recorded.requests).containsExactly("set", "get", "get");
  }

  @Test
  void anEntryEndsWithItsTime() {
    cache.put("app", bytes("tree"), HOUR);

    assertThat(redis.command("PTTL app")).matches(":3[0-9]{6}\r\n");
  }

  @Test
  void anEntryOverwrittenByHandIsForged() {
    cache.put("app", bytes("tree"), HOUR);
    redis.command("SET app evil");

    assertThat(text(cache.get("app"))).isEqualTo("forged");
    assertThat(recorded.forged).containsExactly("app");

    cache.put("app", bytes("tree"), HOUR);
    assertThat(text(cache.get("app"))).isEqualTo("tree");
  }

  @Test
  void anEntryMovedToAnotherKeyIsForged() {
    cache.put("production", bytes("trusted"), HOUR);
    redis.command("RENAME production staging");

    assertThat(text(cache.get("staging"))).isEqualTo("forged");
  }

  @Test
  void anEntryOfAnotherInstallationIsForged() {
    try (var other =
        new SealedCache(
            RedisAddress.of(redis.address()),
            Seal.derivedFrom(bytes("another secret of 16 bytes"), "test"),
            SealedCacheSettings.defaults(),
            CacheListener.NONE)) {
      other.put("app", bytes("tree"), HOUR);
    }

    assertThat(text(cache.get("app"))).isEqualTo("forged");
  }

  @Test
  void anEmptiedRedisIsAMiss() {
    cache.put("app", bytes("tree"), HOUR);
    redis.empty();

    assertThat(text(cache.get("app"))).isEqualTo("miss");
    assertThat(recorded.forged).isEmpty();
  }

  @Test
  void removedKeysAreGone() {
    cache.put("a", bytes("1"), HOUR);
    cache.put("b", bytes("2"), HOUR);

    assertThat(cache.remove(List.of("a", "b"))).isTrue();

    assertThat(text(cache.get("a"))).isEqualTo("miss");
    assertThat(redis.command("DBSIZE")).isEqualTo(":0\r\n");
  }

  @Test
  void aKilledRedisIsAMissAndIsUsedAgainWhenItIsBack() throws InterruptedException {
    cache.put("app", bytes("tree"), HOUR);
    redis.kill();
    try {
      assertThat(text(cache.get("app"))).isEqualTo("miss");
      cache.put("app", bytes("tree"), HOUR);
      assertThat(cache.remove(List.of("app"))).isFalse();
      assertThat(recorded.requests).contains("get failed");
    } finally {
      redis.restart();
    }

    for (int i = 0; i < 200 && !text(cache.get("app")).equals("tree"); i++) {
      cache.put("app", bytes("tree"), HOUR);
      Thread.sleep(50);
    }
    assertThat(text(cache.get("app"))).isEqualTo("tree");
  }

  @Test
  void aRedisThatWasNeverThereIsAMiss() {
    try (var lost =
        new SealedCache(
            RedisAddress.of("127.0.0.1:1"),
            Seal.derivedFrom(new byte[32], "test"),
            SealedCacheSettings.defaults(),
            recorded)) {
      lost.put("app", bytes("tree"), HOUR);

      assertThat(text(lost.get("app"))).isEqualTo("miss");
      assertThat(recorded.requests).contains("set failed");
    }
  }

  @Test
  void whileRedisHangsOnlyOneCallerAsksIt() {
    var settings =
        SealedCacheSettings.defaults().withTimeout(Duration.ofMillis(1500), Duration.ofHours(1));
    try (var patient =
        new SealedCache(
            RedisAddress.of(redis.address()),
            Seal.derivedFrom(new byte[32], "test"),
            settings,
            recorded)) {
      patient.put("app", bytes("tree"), HOUR);
      redis.command("CLIENT PAUSE 60000");

      for (int i = 0; i < 1000; i++) {
        assertThat(text(patient.get("app"))).isEqualTo("miss");
      }

      assertThat(recorded.requests).containsExactly("set", "get failed");
    } finally {
      redis.kill();
      redis.restart();
    }
  }

  @Test
  void largeValuesAreCompressedAndReadByAnyOne() {
    byte[] large = bytes("kind: ConfigMap\n".repeat(10_000));
    cache.put("app", large, HOUR);
    assertThat(Integer.parseInt(redis.command("STRLEN app").strip().substring(1)))
        .isLessThan(large.length / 10);

    try (var plain =
        cache(
            SealedCacheSettings.defaults().withCompression(SealedCacheSettings.Compression.NONE))) {
      assertThat(plain.get("app"))
          .isInstanceOfSatisfying(
              Lookup.Hit.class, hit -> assertThat(hit.value()).isEqualTo(large));
      plain.put("app", large, HOUR);
    }
    assertThat(cache.get("app"))
        .isInstanceOfSatisfying(Lookup.Hit.class, hit -> assertThat(hit.value()).isEqualTo(large));
  }

  @Test
  void theFirstLevelSparesRedis() {
    try (var near = cache(SealedCacheSettings.defaults().withMemory(1_000_000, HOUR))) {
      near.put("app", bytes("tree"), HOUR);
      redis.command("SET app evil");

      assertThat(text(near.get("app"))).isEqualTo("tree");
      assertThat(recorded.requests).containsExactly("set");

      near.remove(List.of("app"));
      assertThat(text(near.get("app"))).isEqualTo("miss");
    }
  }

  @Test
  void keysHaveThePrefix() {
    try (var prefixed = cache(SealedCacheSettings.defaults().withKeyPrefix("team-a|"))) {
      prefixed.put("app", bytes("tree"), HOUR);

      assertThat(text(prefixed.get("app"))).isEqualTo("tree");
      assertThat(redis.command("EXISTS team-a|app")).isEqualTo(":1\r\n");
    }
  }

  @Test
  void passwordAndDatabaseAreUsed() {
    redis.command("CONFIG SET requirepass s3cret");
    var right = RedisAddress.from(flags(), Map.of("REDIS_PASSWORD", "s3cret", "REDISDB", "2"));
    var wrong = RedisAddress.from(flags(), Map.of("REDIS_PASSWORD", "guess"));
    var seal = Seal.derivedFrom(new byte[32], "test");
    try (var in = new SealedCache(right, seal, SealedCacheSettings.defaults(), recorded);
        var out = new SealedCache(wrong, seal, SealedCacheSettings.defaults(), recorded)) {
      in.put("app", bytes("tree"), HOUR);

      assertThat(text(in.get("app"))).isEqualTo("tree");
      assertThat(text(out.get("app"))).isEqualTo("miss");
      assertThat(recorded.requests).contains("get failed");
    } finally {
      redis.kill();
      redis.restart();
    }
  }

  private static Map<String, String> flags() {
    return Map.of("redis", redis.address());
  }
}
