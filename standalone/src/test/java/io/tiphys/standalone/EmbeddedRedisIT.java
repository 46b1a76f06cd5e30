package io.tiphys.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.trust.seal.CacheListener;
import io.tiphys.trust.seal.Lookup;
import io.tiphys.trust.seal.Seal;
import io.tiphys.trust.seal.SealedCache;
import io.tiphys.trust.seal.SealedCacheSettings;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisIT {

  @TempDir Path home;

  @Test
  void keepsEntriesOfThoseWhoHaveThePassword() throws Exception {
    try (var redis = EmbeddedRedis.start(home);
        var cache = cache(redis)) {
      byte[] value = "value".getBytes(StandardCharsets.UTF_8);
      cache.put("key", value, Duration.ofMinutes(1));
      assertThat(cache.get("key"))
          .isInstanceOfSatisfying(
              Lookup.Hit.class, hit -> assertThat(hit.value()).isEqualTo(value));
    }
  }

  @Test
  void refusesOthers() throws Exception {
    try (var redis = EmbeddedRedis.start(home)) {
      assertThat(ask(redis, "GET key")).startsWith("-NOAUTH");
    }
  }

  @Test
  void endsWhenItIsClosed() throws Exception {
    int port;
    try (var redis = EmbeddedRedis.start(home)) {
      port = redis.address().port();
    }
    assertThat(
            ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(home.toString())))
        .as("port %s", port)
        .isEmpty();
  }

  private SealedCache cache(EmbeddedRedis redis) {
    return new SealedCache(
        redis.address(),
        Seal.loadOrCreate(home.resolve("trust")),
        SealedCacheSettings.defaults(),
        CacheListener.NONE);
  }

  private static String ask(EmbeddedRedis redis, String line) throws Exception {
    try (var socket = new Socket("127.0.0.1", redis.address().port())) {
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      byte[] answer = new byte[200];
      int length = socket.getInputStream().read(answer);
      return new String(answer, 0, length, StandardCharsets.US_ASCII);
    }
  }
}
