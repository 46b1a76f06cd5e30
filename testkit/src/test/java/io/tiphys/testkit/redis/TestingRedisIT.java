package io.tiphys.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestingRedisIT {

  @Test
  void isEmptiedKilledAndStartedAgain() {
    try (var redis = TestingRedis.start()) {
      redis.command("SET a 1");
      assertThat(redis.command("DBSIZE")).startsWith(":1");
      redis.empty();
      assertThat(redis.command("DBSIZE")).startsWith(":0");
      redis.kill();
      redis.restart();
      assertThat(redis.command("PING")).startsWith("+PONG");
    }
  }
}
