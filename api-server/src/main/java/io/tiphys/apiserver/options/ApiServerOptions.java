package io.tiphys.apiserver.options;

import io.tiphys.flags.RedisFlags;
import io.tiphys.flags.TrustFlags;
import io.tiphys.settings.flags.AppFlags;
import io.tiphys.settings.flags.KubeFlags;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How the API server was started.
@Command(
    name = "api-server",
    description = "Serves the API: gRPC, gRPC-web and REST on one port.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class ApiServerOptions {

  static final String PREFIX = "ARGOCD_SERVER_";

  @Mixin public ListenFlags listen = new ListenFlags();
  @Mixin public KubeFlags kube = new KubeFlags();
  @Mixin public AppFlags apps = new AppFlags();
  @Mixin public RedisFlags redis = new RedisFlags();
  @Mixin public TrustFlags trust = new TrustFlags();
  @Mixin public RepoServerFlags repoServer = new RepoServerFlags();
  @Mixin public RepoServerRedisFlags repoServerRedis = new RepoServerRedisFlags();
  @Mixin public WebFlags web = new WebFlags();
  @Mixin public CacheFlags cache = new CacheFlags();
  @Mixin public LoginFlags login = new LoginFlags();
  @Mixin public ApplicationSetFlags applicationSets = new ApplicationSetFlags();
  @Mixin public TraceFlags trace = new TraceFlags();

  @Option(
      names = "--logformat",
      defaultValue = "${env:" + PREFIX + "LOGFORMAT:-${env:ARGOCD_LOG_FORMAT:-json}}",
      description = "json or text (default ${DEFAULT-VALUE}).")
  public String logFormat = "";

  @Option(
      names = "--loglevel",
      defaultValue = "${env:" + PREFIX + "LOG_LEVEL:-${env:ARGOCD_LOG_LEVEL:-info}}",
      description = "debug, info, warn or error (default ${DEFAULT-VALUE}).")
  public String logLevel = "";

  @Option(
      names = "--hydrator-enabled",
      defaultValue = "${env:ARGOCD_HYDRATOR_ENABLED:-false}",
      description = "Offer the manifest hydrator.")
  public boolean hydrator;

  @Option(
      names = "--sync-with-replace-allowed",
      defaultValue = "${env:ARGOCD_SYNC_WITH_REPLACE_ALLOWED:-true}",
      description = "Whether a sync may be asked to replace objects (default ${DEFAULT-VALUE}).")
  public boolean syncWithReplaceAllowed;

  @Option(
      names = "--webhook-parallelism-limit",
      defaultValue = "${env:" + PREFIX + "WEBHOOK_PARALLELISM_LIMIT:-50}",
      description = "Webhooks worked on at once (default ${DEFAULT-VALUE}).")
  public int webhookParallelism;

  @Option(
      names = "--webhook-refresh-workers",
      defaultValue = "${env:" + PREFIX + "WEBHOOK_REFRESH_WORKERS:-20}",
      description = "Refreshes asked for by webhooks at once (default ${DEFAULT-VALUE}).")
  public int webhookRefreshWorkers;

  @Option(
      names = "--glob-cache-size",
      defaultValue = "${env:" + PREFIX + "GLOB_CACHE_SIZE:-10000}",
      description = "Accepted: patterns of RBAC rules are compiled once here.")
  public int globCacheSize;
}
