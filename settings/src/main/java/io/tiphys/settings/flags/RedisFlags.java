package io.tiphys.settings.flags;

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
      names = "--redis-compress",
      defaultValue = "${env:REDIS_COMPRESSION:-gzip}",
      description = "How entries are compressed: gzip or none (default ${DEFAULT-VALUE}).")
  public String compression = "";
}
