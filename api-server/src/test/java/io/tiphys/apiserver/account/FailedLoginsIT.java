package io.tiphys.apiserver.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.apiserver.account.FailedLogins.Verdict;
import io.tiphys.testkit.redis.TestingRedis;
import io.tiphys.trust.seal.CacheListener;
import io.tiphys.trust.seal.RedisAddress;
import io.tiphys.trust.seal.Seal;
import io.tiphys.trust.seal.SealedCache;
import io.tiphys.trust.seal.SealedCacheSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedLoginsIT {

  private static final LoginLimits LIMITS =
      new LoginLimits(3, Duration.ofMinutes(5), 100, 50, Duration.ZERO);

  @TempDir Path home;

  private TestingRedis redis;
  private SealedCache cache;
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");

  @BeforeEach
  void start() {
    redis = TestingRedis.start();
    cache =
        new SealedCache(
            new RedisAddress("127.0.0.1", redis.port(), 0, null, null, null),
            Seal.loadOrCreate(home),
            SealedCacheSettings.defaults(),
            CacheListener.NONE);
  }

  @AfterEach
  void stop() {
    cache.close();
    redis.close();
  }

  private FailedLogins process() {
    return new FailedLogins(LIMITS, Optional.of(cache), () -> now);
  }

  private static void fail(FailedLogins process, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(process.judge("admin", false)).isEqualTo(Verdict.WRONG);
    }
  }

  @Test
  void afterTooManyFailuresTheRightPasswordDoesNotHelpEither() {
    var process = process();
    fail(process, 3);
    assertThat(process.judge("admin", true)).isEqualTo(Verdict.SHUT_OUT);
    assertThat(process.judge("bob", true)).isEqualTo(Verdict.LET_IN);
    now = now.plusSeconds(301);
    assertThat(process.judge("admin", true)).isEqualTo(Verdict.LET_IN);
  }

  @Test
  void theRightPasswordMakesFailuresForgotten() {
    var process = process();
    fail(process, 2);
    assertThat(process.judge("admin", true)).isEqualTo(Verdict.LET_IN);
    fail(process, 2);
    assertThat(process.judge("admin", true)).isEqualTo(Verdict.LET_IN);
  }

  @Test
  void aRestartAndAnotherReplicaKnowOfThem() {
    var first = process();
    fail(first, 2);
    var second = process();
    now = now.plusMillis(5);
    fail(second, 1);
    assertThat(first.judge("admin", true)).isEqualTo(Verdict.SHUT_OUT);
    assertThat(process().judge("admin", true)).isEqualTo(Verdict.SHUT_OUT);
  }

  @Test
  void whatOneReplicaForgetsTheOthersForget() {
    var first = process();
    fail(first, 2);
    now = now.plusMillis(5);
    assertThat(process().judge("admin", true)).isEqualTo(Verdict.LET_IN);
    now = now.plusMillis(5);
    fail(first, 2);
    assertThat(first.judge("admin", true)).isEqualTo(Verdict.LET_IN);
  }

  @Test
  void neitherAnEmptiedNorAMissingRedisMakesThemForgotten() {
    var process = process();
    fail(process, 3);
    redis.empty();
    assertThat(process.judge("admin", true)).isEqualTo(Verdict.SHUT_OUT);
    redis.kill();
    assertThat(process.judge("admin", true)).isEqualTo(Verdict.SHUT_OUT);
    redis.restart();
    assertThat(process.judge("admin", true)).isEqualTo(Verdict.SHUT_OUT);
  }

  @Test
  void onlySoManyAccountsAreRemembered() {
    var few =
        new FailedLogins(
            new LoginLimits(1, Duration.ofMinutes(5), 2, 50, Duration.ZERO),
            Optional.empty(),
            () -> now);
    assertThat(few.judge("a", false)).isEqualTo(Verdict.WRONG);
    assertThat(few.judge("b", false)).isEqualTo(Verdict.WRONG);
    assertThat(few.judge("c", false)).isEqualTo(Verdict.WRONG);
    assertThat(few.judge("a", true)).isEqualTo(Verdict.LET_IN);
    assertThat(few.judge("c", true)).isEqualTo(Verdict.SHUT_OUT);
  }
}
