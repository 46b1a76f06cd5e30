package io.tiphys.trust.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.redis.TestingRedis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Messages between services through a Redis that others can write to, and that is killed.
class PublishIT {

  private static final Duration HOUR = Duration.ofHours(1);

  private final Recorded recorded = new Recorded();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private TestingRedis redis;
  private SealedCache sender;
  private SealedCache receiver;

  @BeforeEach
  void open() {
    redis = TestingRedis.start();
    sender = cache("");
    receiver = cache("");
  }

  @AfterEach
  void close() {
    sender.close();
    receiver.close();
    redis.close();
  }

  private SealedCache cache(String prefix) {
    return new SealedCache(
        RedisAddress.of(redis.address()),
        Seal.derivedFrom(new byte[32], "test"),
        SealedCacheSettings.defaults()
            .withKeyPrefix(prefix)
            .withTimeout(Duration.ofSeconds(2), Duration.ofMillis(50)),
        recorded);
  }

  private Subscription listen(SealedCache cache) {
    return cache.subscribe(
        "news",
        new Subscriber() {
          @Override
          public void received(byte[] message) {
            heard.add(new String(message, StandardCharsets.UTF_8));
          }

          @Override
          public void connected() {
            heard.add("connected");
          }
        });
  }

  private String next() throws InterruptedException {
    return String.valueOf(heard.poll(30, TimeUnit.SECONDS));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whoListensHearsWhatIsPublished() throws Exception {
    try (var subscription = listen(receiver)) {
      assertThat(next()).isEqualTo("connected");

      assertThat(sender.publish("news", bytes("one"))).isTrue();
      assertThat(sender.publish("other", bytes("two"))).isTrue();
      assertThat(sender.publish("news", bytes("three"))).isTrue();

      assertThat(List.of(next(), next())).containsExactly("one", "three");
    }
  }

  @Test
  void whatOthersPublishIsDroppedAndCounted() throws Exception {
    try (var subscription = listen(receiver)) {
      assertThat(next()).isEqualTo("connected");

      redis.command("PUBLISH news evil");
      sender.put("news", bytes("an entry"), HOUR);
      redis.command("EVAL \"redis.call('PUBLISH','news',redis.call('GET','news'))\" 0");
      assertThat(sender.publish("news", bytes("good"))).isTrue();

      assertThat(next()).isEqualTo("good");
      assertThat(recorded.forged).containsExactly("news", "news");
    }
  }

  @Test
  void itIsHeardAgainAfterAnOutage() throws Exception {
    redis.kill();
    try (var subscription = listen(receiver)) {
      redis.restart();
      assertThat(next()).isEqualTo("connected");

      redis.kill();
      redis.restart();
      assertThat(next()).isEqualTo("connected");
      while (!sender.publish("news", bytes("again"))) {
        Thread.sleep(20);
      }
      assertThat(next()).isEqualTo("again");
    }
  }

  @Test
  void entriesAreReadTogetherAndKeptForLonger() {
    sender.put("a", bytes("1"), Duration.ofMinutes(1));
    sender.put("b", bytes("2"), Duration.ofMinutes(1));
    redis.command("SET c evil");

    var found = receiver.getAll(List.of("a", "b", "c", "d"));
    assertThat(found).containsOnlyKeys("a", "b");
    assertThat(found.get("b")).isEqualTo(bytes("2"));
    assertThat(recorded.forged).containsExactly("c");

    assertThat(receiver.extend(List.of("a", "b"), HOUR)).contains(true);
    assertThat(redis.command("PTTL a")).matches(":3[0-9]{6}\r\n");
    assertThat(receiver.extend(List.of("a", "d"), HOUR)).contains(false);

    redis.kill();
    assertThat(receiver.extend(List.of("a"), HOUR)).isEmpty();
    assertThat(receiver.put("a", bytes("3"), HOUR)).isFalse();
    redis.restart();
  }
}
