package io.tiphys.trust.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.trust.seal.RedisAddress.RedisTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pins the flags, variables and defaults.
class RedisAddressTest {

  @Test
  void defaultsToTheServiceOfTheInstallation() {
    assertThat(RedisAddress.from(Map.of(), Map.of()))
        .isEqualTo(new RedisAddress("argocd-redis", 6379, 0, null, null, null));
  }

  @Test
  void takesVariablesAndFlagsBeforeThem() {
    var environment =
        Map.of(
            "REDIS_SERVER", "cache:7000",
            "REDISDB", "3",
            "REDIS_USERNAME", "tiphys",
            "REDIS_PASSWORD", "s3cret");

    assertThat(RedisAddress.from(Map.of(), environment))
        .isEqualTo(new RedisAddress("cache", 7000, 3, "tiphys", "s3cret", null));
    assertThat(RedisAddress.from(Map.of("redis", "[::1]:7001", "redisdb", "4"), environment))
        .isEqualTo(new RedisAddress("::1", 7001, 4, "tiphys", "s3cret", null));
  }

  @Test
  void takesTlsFlags() {
    var flags =
        Map.of(
            "redis-use-tls", "true",
            "redis-insecure-skip-tls-verify", "true",
            "redis-ca-certificate", "/ca.crt",
            "redis-client-certificate", "/tls.crt",
            "redis-client-key", "/tls.key");

    assertThat(RedisAddress.from(flags, Map.of()).tls())
        .isEqualTo(
            new RedisTls(false, Path.of("/ca.crt"), Path.of("/tls.crt"), Path.of("/tls.key")));
  }

  @Test
  void takesCredentialsFromADirectory(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("auth"), "from-file\n");

    var address =
        RedisAddress.from(
            Map.of(),
            Map.of("REDIS_CREDS_DIR_PATH", directory.toString(), "REDIS_PASSWORD", "other"));

    assertThat(address.password()).isEqualTo("from-file");
  }

  @Test
  void refusesWhatItCannotDo() {
    assertThatThrownBy(() -> RedisAddress.from(Map.of("redisdb", "x"), Map.of()))
        .hasMessage("--redisdb: expected a number, found x");
    assertThatThrownBy(() -> RedisAddress.from(Map.of("sentinel", "a:26379"), Map.of()))
        .hasMessageContaining("--sentinel");
    assertThatThrownBy(() ->
            RedisAddress.from(Map.of("redis-use-tls", "true", "redis-client-key", "/k"), Map.of()))
        .hasMessageContaining("--redis-client-certificate");
  }

  @Test
  void neverShowsThePassword() {
    assertThat(new RedisAddress("cache", 7000, 3, "tiphys", "s3cret", null))
        .hasToString("redis://cache:7000/3");
  }
}
