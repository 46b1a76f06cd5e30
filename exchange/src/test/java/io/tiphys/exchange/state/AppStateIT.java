package io.tiphys.exchange.state;

import static io.tiphys.exchange.state.Trees.APP;
import static io.tiphys.exchange.state.Trees.diff;
import static io.tiphys.exchange.state.Trees.host;
import static io.tiphys.exchange.state.Trees.item;
import static io.tiphys.exchange.state.Trees.pod;
import static io.tiphys.exchange.state.Trees.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.model.tree.HostInfo;
import io.tiphys.model.tree.ResourceDiff;
import io.tiphys.model.tree.ResourceNode;
import io.tiphys.testkit.redis.TestingRedis;
import io.tiphys.trust.seal.CacheListener;
import io.tiphys.trust.seal.RedisAddress;
import io.tiphys.trust.seal.Seal;
import io.tiphys.trust.seal.SealedCache;
import io.tiphys.trust.seal.SealedCacheSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A controller that writes and API servers that read, each with a connection of its own, through a
/// Redis that is emptied, written to by others and killed.
class AppStateIT {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final long MEMORY = 32L << 20;

  private static TestingRedis redis;

  private final SealedCache writing = cache("seal");
  private final SealedCache reading = cache("seal");
  private final AppStateWriter writer = new AppStateWriter(writing, HOUR);
  private final AppStateReader reader = new AppStateReader(reading, MEMORY);

  @BeforeAll
  static void startRedis() {
    redis = TestingRedis.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void emptyRedis() {
    redis.empty();
    assertThat(writer.tend()).isEmpty();
  }

  @AfterEach
  void close() {
    reader.close();
    reading.close();
    writing.close();
  }

  private static SealedCache cache(String secret) {
    return new SealedCache(
        RedisAddress.of(redis.address()),
        Seal.derivedFrom(Arrays.copyOf(secret.getBytes(StandardCharsets.UTF_8), 32), "test"),
        SealedCacheSettings.defaults().withTimeout(Duration.ofSeconds(5), Duration.ofMillis(50)),
        CacheListener.NONE);
  }

  private boolean write(List<Item<ResourceNode>> nodes) {
    return writer.writeTree(APP, nodes, List.<Item<ResourceNode>>of(), List.<Item<HostInfo>>of());
  }

  /// What clients have sent to Redis since it started.
  private static long bytesReceived() {
    return number("total_net_input_bytes");
  }

  private static long number(String name) {
    var matcher = Pattern.compile(name + ":(\\d+)").matcher(redis.command("INFO stats"));
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  @Test
  void aTreeIsReadAsItWasWritten() {
    assertThat(
            writer.writeTree(
                APP,
                pods(200, 7, 2),
                List.of(item(pod(900, 1))),
                List.of(host("node-1"), host("node-2"))))
        .isTrue();

    TreeState state = reader.tree(APP).orElseThrow();
    assertThat(state.tree().nodes())
        .containsExactlyInAnyOrderElementsOf(
            pods(200, 7, 2).stream().map(one -> one.value().get()).toList());
    assertThat(state.tree().orphanedNodes()).containsExactly(pod(900, 1));
    assertThat(state.tree().hosts()).extracting(HostInfo::name).contains("node-1", "node-2");
    assertThat(state.tree().shardsCount()).isGreaterThan(2);
    assertThat(reader.tree(APP).orElseThrow().version()).isEqualTo(state.version());
  }

  @Test
  void anApplicationOfTheSameNameIsAnother() {
    write(pods(3, 0, 1));

    assertThat(reader.tree(new AppRef("argocd", "shop", "another"))).isEmpty();
    assertThat(reader.tree(new AppRef("team", "shop", "0b5e"))).isEmpty();
    assertThat(reader.managed(APP)).isEmpty();
  }

  @Test
  void oneOfTenThousandCostsAFewPieces() {
    write(pods(10_000, -1, 0));
    assertThat(reader.tree(APP).orElseThrow().tree().nodes()).hasSize(10_000);
    long whole = bytesReceived();

    write(pods(10_000, 4711, 2));
    long change = bytesReceived() - whole;
    assertThat(change).as("bytes for one pod of 10,000").isLessThan(20_000);
    TreeState state = reader.tree(APP).orElseThrow();
    assertThat(state.tree().nodes()).hasSize(10_000).contains(pod(4711, 2));

    write(pods(10_001, 4711, 2));
    assertThat(reader.tree(APP).orElseThrow().tree().nodes()).hasSize(10_001);
    assertThat(bytesReceived() - whole).as("and for a new one").isLessThan(40_000);
  }

  @Test
  void whatIsTheSameIsNotWritten() {
    write(pods(500, 3, 1));
    reader.tree(APP);
    long before = number("total_commands_processed");

    write(pods(500, 3, 1));
    // another stamp, the same content
    var touched = pods(500, 3, 1);
    touched.set(3, new Item<>("web-3", "touched", () -> pod(3, 1)));
    write(touched);

    assertThat(number("total_commands_processed") - before).as("but for this INFO").isLessThan(3);
  }

  @Test
  void twoReadersReadTheSame() {
    write(pods(100, 1, 5));
    try (var other = cache("seal");
        var second = new AppStateReader(other, 0)) {
      assertThat(second.tree(APP)).isEqualTo(reader.tree(APP));
      write(pods(100, 1, 6));
      assertThat(second.tree(APP).orElseThrow().tree().nodes()).contains(pod(1, 6));
      assertThat(reader.tree(APP).orElseThrow().tree().nodes()).contains(pod(1, 6));
    }
  }

  @Test
  void whatIsGoneIsRemoved() {
    write(pods(500, 1, 1));
    writer.writeManaged(APP, List.of(diff("a", "{}")));
    assertThat(redis.command("DBSIZE")).isNotEqualTo(":1\r\n");

    writer.remove(APP);

    assertThat(redis.command("DBSIZE")).as("the mark alone").isEqualTo(":1\r\n");
    assertThat(reader.tree(APP)).isEmpty();
  }

  @Test
  void theComparisonIsReadAsItWasWritten() {
    assertThat(writer.writeManaged(APP, List.of(diff("a", "{\"a\":1}"), diff("b", "null"))))
        .isTrue();

    ManagedState state = reader.managed(APP).orElseThrow();
    assertThat(state.items()).extracting(ResourceDiff::name).containsExactlyInAnyOrder("a", "b");
    assertThat(state.items())
        .extracting(ResourceDiff::liveState)
        .containsExactlyInAnyOrder("{\"a\":1}", "null");
  }

  @Test
  void anEmptiedRedisIsNoticedAndFilledAgain() {
    write(pods(300, 1, 1));
    assertThat(writer.tend()).isEmpty();

    redis.empty();
    assertThat(reader.tree(APP)).isEmpty();
    assertThat(writer.tend()).containsExactly(APP);
    write(pods(300, 1, 1));

    assertThat(reader.tree(APP).orElseThrow().tree().nodes()).hasSize(300);
    assertThat(writer.tend()).isEmpty();
  }

  @Test
  void entriesLiveOnAsLongAsTheyAreTended() {
    var time = new AtomicLong();
    var tended = new AppStateWriter(writing, HOUR, time::get);
    tended.writeTree(APP, pods(100, 1, 1), List.of(), List.of());
    assertThat(shortest()).isGreaterThan(3_000_000);
    keys().forEach(key -> redis.command("PEXPIRE " + key + " 600000"));

    time.addAndGet(Duration.ofMinutes(20).toNanos());
    assertThat(tended.tend()).isEmpty();
    assertThat(shortest()).as("more than half of an hour is left").isLessThan(600_001);

    time.addAndGet(Duration.ofMinutes(11).toNanos());
    assertThat(tended.tend()).isEmpty();
    assertThat(shortest()).isGreaterThan(3_000_000);

    redis.command("DEL " + keys().getFirst());
    time.addAndGet(Duration.ofMinutes(31).toNanos());
    assertThat(tended.tend()).as("one was evicted").containsExactly(APP);
  }

  private static List<String> keys() {
    return Arrays.stream(redis.command("KEYS app-state|*").split("\r\n"))
        .filter(line -> line.startsWith("app-state|"))
        .toList();
  }

  private static long shortest() {
    return keys().stream()
        .map(key -> redis.command("PTTL " + key).strip().substring(1))
        .mapToLong(Long::parseLong)
        .min()
        .orElse(-1);
  }

  @Test
  void whatOthersWroteIsNotShown() {
    write(pods(100, 1, 1));
    keys().forEach(key -> redis.command("SET " + key + " evil"));
    assertThat(reader.tree(APP)).isEmpty();
    try (var stranger = cache("another installation");
        var theirs = new AppStateReader(stranger, MEMORY)) {
      writer.writeTree(new AppRef("argocd", "other", "1"), pods(1, 1, 1), List.of(), List.of());
      assertThat(theirs.tree(new AppRef("argocd", "other", "1"))).isEmpty();
    }
  }

  @Test
  void whatAReaderMissesIsWrittenAgain() throws Exception {
    var asked = new LinkedBlockingQueue<AppRef>();
    write(pods(100, 1, 1));
    redis.empty();
    try (var subscription = writer.onMissing(asked::add)) {
      AppRef missed = null;
      while (missed == null) { // until it is subscribed
        assertThat(reader.tree(APP)).isEmpty();
        missed = asked.poll(100, TimeUnit.MILLISECONDS);
      }
      assertThat(missed).isEqualTo(APP);
      write(pods(100, 1, 1));
      assertThat(reader.tree(APP)).isPresent();
    }
  }

  @Test
  void aWatchHearsOfChangesAtOnceAndOfEachStateOnce() throws Exception {
    write(pods(100, 1, 1));
    TreeWatch watch = reader.watchTree(APP);
    assertThat(watch.next(LONG).orElseThrow().tree().nodes()).contains(pod(1, 1));
    assertThat(watch.next(Duration.ofMillis(50))).isEmpty();

    for (int version = 2; version < 5; version++) {
      int now = version;
      Thread.ofVirtual().start(() -> write(pods(100, 1, now)));
      assertThat(watch.next(LONG).orElseThrow().tree().nodes()).contains(pod(1, version));
    }
  }

  @Test
  void whoWaitsStopsWhenTheReaderIsClosed() {
    try (var other = cache("seal")) {
      var closing = new AppStateReader(other, 0);
      Thread.ofVirtual().start(closing::close);
      assertThatThrownBy(() -> closing.watchTree(APP).next(LONG))
          .isInstanceOf(InterruptedException.class);
      assertThatThrownBy(() -> closing.managed(APP, LONG)).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void whoComesFirstWaitsForTheController() throws Exception {
    Thread.ofVirtual()
        .start(() -> {
          write(pods(1, 1, 1));
          writer.writeManaged(APP, List.of(diff("a", "{}")));
        });
    assertThat(reader.tree(APP, LONG)).isPresent();
    assertThat(reader.managed(APP, LONG)).isPresent();
    assertThat(reader.managed(new AppRef("argocd", "none", "0"), Duration.ofMillis(20))).isEmpty();
  }

  @Test
  void withoutRedisNothingIsThereAndLaterAllIs() {
    write(pods(100, 1, 1));
    redis.kill();
    try {
      assertThat(write(pods(100, 1, 2))).isFalse();
      assertThat(reader.tree(APP)).isEmpty();
      assertThat(writer.tend()).isEmpty();
    } finally {
      redis.restart();
    }
    while (!write(pods(100, 1, 2))) {
      Thread.onSpinWait();
    }
    while (reader.tree(APP).isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(reader.tree(APP).orElseThrow().tree().nodes()).contains(pod(1, 2));
  }
}
