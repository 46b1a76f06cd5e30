package io.tiphys.flags;

import io.tiphys.trust.seal.RedisAddress;
import io.tiphys.trust.seal.SealedCacheSettings;
import io.tiphys.trust.seal.SealedCacheSettings.Compression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/// Where Redis is.
public final class RedisFlags {

  @Option(
      names = "--redis",
      defaultValue = "${env:REDIS_SERVER:-argocd-redis:6379}",
      description = "Redis as host:port (default ${DEFAULT-VALUE}).")
  public String address = "";

  @Option(names = "--redisdb", defaultValue = "${env:REDISDB:-0}", description = "Redis database.")
  public int database;

  @Option(
      names = "--redis-use-tls",
      defaultValue = "${env:REDIS_USE_TLS:-false}",
      description = "Use TLS to Redis.")
  public boolean tls;

  @Option(
      names = "--redis-insecure-skip-tls-verify",
      defaultValue = "${env:REDIS_INSECURE_SKIP_TLS_VERIFY:-false}",
      description = "Do not verify the certificate of Redis.")
  public boolean insecure;

  @Option(
      names = "--redis-ca-certificate",
      defaultValue = "${env:REDIS_CA_CERTIFICATE:-}",
      description = "PEM file of the authority that signed the certificate of Redis.")
  public String certificateAuthority = "";

  @Option(
      names = "--redis-client-certificate",
      defaultValue = "${env:REDIS_CLIENT_CERTIFICATE:-}",
      description = "PEM file of our certificate for Redis.")
  public String clientCertificate = "";

  @Option(
      names = "--redis-client-key",
      defaultValue = "${env:REDIS_CLIENT_KEY:-}",
      description = "PEM file of its key.")
  public String clientKey = "";

  @Option(
      names = "--sentinel",
      description = "Redis Sentinel as host:port; may be repeated. Not supported yet.")
  public List<String> sentinels = new ArrayList<>();

  @Option(
      names = "--sentinelmaster",
      defaultValue = "${env:REDIS_SENTINEL_MASTER:-master}",
      description = "The name of the master for Sentinel (default ${DEFAULT-VALUE}).")
  public String sentinelMaster = "";

  @Option(
      names = "--redis-compress",
      defaultValue = "${env:REDIS_COMPRESSION:-gzip}",
      description = "How entries are compressed: gzip or none (default ${DEFAULT-VALUE}).")
  public String compression = "";

  /// Where that is.
  ///
  /// @param environment of the process: the variables that have no flag, such as the password
  /// @throws IllegalArgumentException when a value has no sense; it names the flag
  public RedisAddress address(Map<String, String> environment) {
    return RedisAddress.from(
        Map.of(
            "redis",
            address,
            "redisdb",
            Integer.toString(database),
            "redis-use-tls",
            Boolean.toString(tls),
            "redis-insecure-skip-tls-verify",
            Boolean.toString(insecure),
            "redis-ca-certificate",
            certificateAuthority,
            "redis-client-certificate",
            clientCertificate,
            "redis-client-key",
            clientKey,
            "sentinel",
            String.join(",", sentinels)),
        environment);
  }

  /// How entries are written there.
  ///
  /// @param environment of the process
  /// @param memoryBytes how much of it is kept in this process, too
  /// @param memoryAge for how long
  public SealedCacheSettings cache(
      Map<String, String> environment, long memoryBytes, Duration memoryAge) {
    return SealedCacheSettings.defaults()
        .withCompression(Compression.of(compression))
        .withKeyPrefix(environment.getOrDefault("ARGOCD_REDIS_KEY_PREFIX", ""))
        .withMemory(memoryBytes, memoryAge);
  }
}
