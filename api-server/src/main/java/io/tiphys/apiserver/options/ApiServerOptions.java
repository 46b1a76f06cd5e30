package io.tiphys.apiserver.options;

import io.tiphys.settings.flags.KubeFlags;
import io.tiphys.settings.flags.LogFlags;
import io.tiphys.settings.flags.RedisFlags;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How the API server was started.
@Command(
    name = "api-server",
    description = "Serves the API: health, version and metrics so far.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class ApiServerOptions {

  static final String PREFIX = "ARGOCD_SERVER_";

  @Mixin public ListenFlags listen = new ListenFlags();
  @Mixin public KubeFlags kube = new KubeFlags();
  @Mixin public LogFlags log = new LogFlags();
  @Mixin public RedisFlags redis = new RedisFlags();
  @Mixin public RepoServerFlags repoServer = new RepoServerFlags();
  @Mixin public RepoServerRedisFlags repoServerRedis = new RepoServerRedisFlags();
  @Mixin public WebFlags web = new WebFlags();
  @Mixin public CacheFlags cache = new CacheFlags();
  @Mixin public LoginFlags login = new LoginFlags();
  @Mixin public ApplicationSetFlags applicationSets = new ApplicationSetFlags();
  @Mixin public TraceFlags trace = new TraceFlags();

  @Option(
      names = "--application-namespaces",
      split = ",",
      defaultValue = "${env:ARGOCD_APPLICATION_NAMESPACES:-}",
      description =
          "More namespaces (globs, or regular expressions between slashes) for Applications.")
  public List<String> applicationNamespaces = List.of();

  @Option(
      names = "--enable-k8s-event",
      split = ",",
      defaultValue = "${env:ARGOCD_ENABLE_K8S_EVENT:-all}",
      description = "all, none, or the reasons of Events to write (default ${DEFAULT-VALUE}).")
  public List<String> events = List.of();

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
