package io.tiphys.apiserver.options;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Another Redis for what the repo server keeps. Accepted, so that no installation's arguments
/// fail: only the repo server reads that cache here.
public final class RepoServerRedisFlags {

  private static final String WHY = "Accepted: only the repo server reads its cache.";

  @Option(names = "--repo-server-redis", hidden = true, description = WHY)
  public String address = "";

  @Option(names = "--repo-server-redisdb", hidden = true, description = WHY)
  public int database;

  @Option(names = "--repo-server-redis-use-tls", hidden = true, description = WHY)
  public boolean tls;

  @Option(names = "--repo-server-redis-insecure-skip-tls-verify", hidden = true, description = WHY)
  public boolean insecure;

  @Option(names = "--repo-server-redis-ca-certificate", hidden = true, description = WHY)
  public String certificateAuthority = "";

  @Option(names = "--repo-server-redis-client-certificate", hidden = true, description = WHY)
  public String clientCertificate = "";

  @Option(names = "--repo-server-redis-client-key", hidden = true, description = WHY)
  public String clientKey = "";

  @Option(names = "--repo-server-redis-compress", hidden = true, description = WHY)
  public String compression = "gzip";

  @Option(names = "--repo-server-sentinel", hidden = true, description = WHY)
  public List<String> sentinels = new ArrayList<>();

  @Option(names = "--repo-server-sentinelmaster", hidden = true, description = WHY)
  public String sentinelMaster = "master";

  @Option(names = "--repo-server-default-cache-expiration", hidden = true, description = WHY)
  public String defaultExpiration = "24h";
}
