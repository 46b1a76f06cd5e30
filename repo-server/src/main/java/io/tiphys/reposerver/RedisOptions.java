package io.tiphys.reposerver;

import io.tiphys.trust.seal.RedisAddress;
import io.tiphys.trust.seal.SealedCacheSettings;
import io.tiphys.trust.seal.SealedCacheSettings.Compression;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/// Where Redis is; variables that have no flag are read by [RedisAddress].
public final class RedisOptions {

  private static final long MEMORY = 64L << 20;

  @Option(names = "--redis", description = "Redis as host:port (default argocd-redis:6379).")
  String address = "";

  @Option(names = "--redisdb", description = "Redis database.")
  String database = "";

  @Option(
      names = "--redis-use-tls",
      defaultValue = "${env:REDIS_USE_TLS:-false}",
      description = "Use TLS to Redis.")
  boolean tls;

  @Option(
      names = "--redis-insecure-skip-tls-verify",
      defaultValue = "${env:REDIS_INSECURE_SKIP_TLS_VERIFY:-false}",
      description = "Do not verify the certificate of Redis.")
  boolean insecure;

  @Option(
      names = "--redis-ca-certificate",
      defaultValue = "${env:REDIS_CA_CERTIFICATE:-}",
      description = "PEM file of the authority that signed the certificate of Redis.")
  String authority = "";

  @Option(
      names = "--redis-client-certificate",
      defaultValue = "${env:REDIS_CLIENT_CERTIFICATE:-}",
      description = "PEM file of the certificate to show to Redis.")
  String certificate = "";

  @Option(
      names = "--redis-client-key",
      defaultValue = "${env:REDIS_CLIENT_KEY:-}",
      description = "PEM file of its key.")
  String key = "";

  @Option(
      names = "--redis-compress",
      defaultValue = "${env:REDIS_COMPRESSION:-gzip}",
      description = "How entries are compressed: gzip or none (default ${DEFAULT-VALUE}).")
  String compression = "";

  @Option(names = "--sentinel", description = "Not supported: give --redis the master's address.")
  String sentinel = "";

  /// @param environment of the process
  RedisAddress address(Map<String, String> environment) {
    var flags = new HashMap<String, String>();
    flags.put("redis", address);
    flags.put("redisdb", database);
    flags.put("sentinel", sentinel);
    flags.put("redis-use-tls", Boolean.toString(tls));
    flags.put("redis-insecure-skip-tls-verify", Boolean.toString(insecure));
    flags.put("redis-ca-certificate", authority);
    flags.put("redis-client-certificate", certificate);
    flags.put("redis-client-key", key);
    return RedisAddress.from(flags, environment);
  }

  /// @param life no result is kept longer in this process than in Redis
  SealedCacheSettings cache(Map<String, String> environment, Duration life) {
    return SealedCacheSettings.defaults()
        .withCompression(Compression.of(compression))
        .withKeyPrefix(environment.getOrDefault("ARGOCD_REDIS_KEY_PREFIX", ""))
        .withMemory(MEMORY, life);
  }
}
