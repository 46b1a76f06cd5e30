package io.tiphys.trust.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where Redis is and how one gets in, from the flags and variables that the original's services
/// take.
///
/// @param host a name or an address
/// @param database `--redisdb` or `REDISDB`
/// @param username `REDIS_USERNAME`
/// @param password `REDIS_PASSWORD`
/// @param tls none: plain text
public record RedisAddress(
    String host,
    int port,
    int database,
    @Nullable String username,
    @Nullable String password,
    @Nullable RedisTls tls) {

  private static final String DEFAULT_ADDRESS = "argocd-redis:6379";
  private static final int DEFAULT_PORT = 6379;

  /// @param verify false believes any certificate (`--redis-insecure-skip-tls-verify`)
  /// @param authority PEM of who is believed; none: whom the system believes
  /// @param certificate PEM of the client's own certificate
  /// @param key PEM of its key, PKCS#8
  public record RedisTls(
      boolean verify, @Nullable Path authority, @Nullable Path certificate, @Nullable Path key) {}

  /// Plain Redis without a password.
  ///
  /// @param address `host:port`, or a host
  public static RedisAddress of(String address) {
    return parse(address, 0, null, null, null);
  }

  /// @param flags what the command line gave, without dashes: `redis`, `redisdb`, `redis-use-tls`,
  ///   `redis-insecure-skip-tls-verify`, `redis-ca-certificate`, `redis-client-certificate`,
  ///   `redis-client-key`
  /// @param environment `REDIS_SERVER`, `REDISDB`, `REDIS_USERNAME`, `REDIS_PASSWORD`, and
  ///   `REDIS_CREDS_DIR_PATH`: a directory with `auth` and `auth_username`
  /// @throws IllegalArgumentException when one of them has no sense; it names the flag
  public static RedisAddress from(Map<String, String> flags, Map<String, String> environment) {
    String sentinels = first(flags.get("sentinel"), environment.get("REDIS_SENTINEL_HOSTS"), "");
    if (!sentinels.isEmpty()) {
      throw new IllegalArgumentException(
          "--sentinel: Redis Sentinel is not supported; give --redis the address of the master");
    }
    String address = first(flags.get("redis"), environment.get("REDIS_SERVER"), DEFAULT_ADDRESS);
    int database =
        number("--redisdb", first(flags.get("redisdb"), environment.get("REDISDB"), "0"));
    String username = blankToNull(environment.get("REDIS_USERNAME"));
    String password = blankToNull(environment.get("REDIS_PASSWORD"));
    String directory = environment.getOrDefault("REDIS_CREDS_DIR_PATH", "");
    if (!directory.isEmpty()) {
      username = fileOr(Path.of(directory, "auth_username"), username);
      password = fileOr(Path.of(directory, "auth"), password);
    }
    return parse(address, database, username, password, tls(flags));
  }

  private static @Nullable RedisTls tls(Map<String, String> flags) {
    if (!isTrue(flags.get("redis-use-tls"))) {
      return null;
    }
    Path certificate = path(flags.get("redis-client-certificate"));
    Path key = path(flags.get("redis-client-key"));
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          "--redis-client-certificate and --redis-client-key must be given together");
    }
    return new RedisTls(
        !isTrue(flags.get("redis-insecure-skip-tls-verify")),
        path(flags.get("redis-ca-certificate")),
        certificate,
        key);
  }

  private static RedisAddress parse(
      String address,
      int database,
      @Nullable String username,
      @Nullable String password,
      @Nullable RedisTls tls) {
    int colon = address.lastIndexOf(':');
    boolean bareIpv6 = address.indexOf(':') != colon && !address.startsWith("[");
    if (colon < 0 || bareIpv6 || address.endsWith("]")) {
      return new RedisAddress(bare(address), DEFAULT_PORT, database, username, password, tls);
    }
    int port = number("--redis", address.substring(colon + 1));
    return new RedisAddress(
        bare(address.substring(0, colon)), port, database, username, password, tls);
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static int number(String flag, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(flag + ": expected a number, found " + text, e);
    }
  }

  private static String first(@Nullable String flag, @Nullable String variable, String otherwise) {
    if (flag != null && !flag.isEmpty()) {
      return flag;
    }
    return variable != null && !variable.isEmpty() ? variable : otherwise;
  }

  private static @Nullable String blankToNull(@Nullable String value) {
    return value == null || value.isEmpty() ? null : value;
  }

  private static @Nullable Path path(@Nullable String value) {
    return value == null || value.isEmpty() ? null : Path.of(value);
  }

  private static boolean isTrue(@Nullable String value) {
    return "true".equalsIgnoreCase(value) || "1".equals(value);
  }

  private static @Nullable String fileOr(Path file, @Nullable String otherwise) {
    try {
      return Files.exists(file) ? blankToNull(Files.readString(file).strip()) : otherwise;
    } catch (IOException e) {
      throw new UncheckedIOException("REDIS_CREDS_DIR_PATH: cannot read " + file, e);
    }
  }

  /// Without the password.
  @Override
  public String toString() {
    return (tls == null ? "redis://" : "rediss://") + host + ":" + port + "/" + database;
  }
}
