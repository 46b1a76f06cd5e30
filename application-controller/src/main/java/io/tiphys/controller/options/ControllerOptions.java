package io.tiphys.controller.options;

import io.tiphys.flags.DurationFlag;
import io.tiphys.flags.RedisFlags;
import io.tiphys.flags.TrustFlags;
import io.tiphys.settings.flags.AppFlags;
import io.tiphys.settings.flags.KubeFlags;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How the application controller was started.
@Command(
    name = "application-controller",
    description = "Keeps clusters as Git says: compares, syncs, heals, prunes.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class ControllerOptions {

  private static final String PREFIX = "ARGOCD_APPLICATION_CONTROLLER_";

  @Mixin public KubeFlags kube = new KubeFlags();
  @Mixin public AppFlags apps = new AppFlags();
  @Mixin public RedisFlags redis = new RedisFlags();
  @Mixin public TrustFlags trust = new TrustFlags();
  @Mixin public RateFlags rates = new RateFlags();
  @Mixin public SelfHealFlags selfHeal = new SelfHealFlags();
  @Mixin public ResyncFlags resync = new ResyncFlags();

  @Option(
      names = "--logformat",
      defaultValue = "${env:" + PREFIX + "LOGFORMAT:-${env:ARGOCD_LOG_FORMAT:-json}}",
      description = "json or text (default ${DEFAULT-VALUE}).")
  public String logFormat = "";

  @Option(
      names = "--loglevel",
      defaultValue = "${env:" + PREFIX + "LOGLEVEL:-${env:ARGOCD_LOG_LEVEL:-info}}",
      description = "debug, info, warn or error (default ${DEFAULT-VALUE}).")
  public String logLevel = "";

  @Option(
      names = "--status-processors",
      defaultValue = "${env:" + PREFIX + "STATUS_PROCESSORS:-20}",
      description = "Applications compared at once (default ${DEFAULT-VALUE}).")
  public int statusProcessors;

  @Option(
      names = "--operation-processors",
      defaultValue = "${env:" + PREFIX + "OPERATION_PROCESSORS:-10}",
      description = "Operations carried out at once (default ${DEFAULT-VALUE}).")
  public int operationProcessors;

  @Option(
      names = "--kubectl-parallelism-limit",
      defaultValue = "${env:" + PREFIX + "KUBECTL_PARALLELISM_LIMIT:-20}",
      description =
          "Writes to one cluster at once; below 1 for no limit (default ${DEFAULT-VALUE}).")
  public int kubectlParallelism;

  @Option(
      names = "--repo-server",
      defaultValue = "${env:" + PREFIX + "REPO_SERVER:-argocd-repo-server:8081}",
      description = "The repo server as host:port (default ${DEFAULT-VALUE}).")
  public String repoServer = "";

  @Option(
      names = "--repo-server-timeout-seconds",
      defaultValue = "${env:" + PREFIX + "REPO_SERVER_TIMEOUT_SECONDS:-60}",
      description = "Seconds to wait for an answer of the repo server (default ${DEFAULT-VALUE}).")
  public long repoServerTimeoutSeconds;

  @Option(
      names = "--repo-server-plaintext",
      defaultValue = "${env:" + PREFIX + "REPO_SERVER_PLAINTEXT:-false}",
      description = "No TLS to the repo server.")
  public boolean repoServerPlaintext;

  @Option(
      names = "--repo-error-grace-period-seconds",
      defaultValue = "${env:ARGOCD_REPO_ERROR_GRACE_PERIOD_SECONDS:-180}",
      description =
          "For how long an error of the repo server leaves the status as it was"
              + " (default ${DEFAULT-VALUE}).")
  public long repoErrorGraceSeconds;

  @Option(
      names = "--server-side-diff-enabled",
      arity = "0..1",
      defaultValue = "${env:" + PREFIX + "SERVER_SIDE_DIFF:-false}",
      description = "Compare by dry runs of server-side applies (default ${DEFAULT-VALUE}).")
  public boolean serverSideDiff;

  @Option(
      names = "--ignore-normalizer-jq-execution-timeout-seconds",
      converter = DurationFlag.class,
      defaultValue = "${env:ARGOCD_IGNORE_NORMALIZER_JQ_TIMEOUT:-1s}",
      description =
          "How long a jq expression of ignoreDifferences may run (default ${DEFAULT-VALUE}).")
  public Duration jqTimeout = Duration.ofSeconds(1);

  @Option(
      names = "--sync-timeout",
      defaultValue = "${env:" + PREFIX + "SYNC_TIMEOUT:-0}",
      description = "Seconds after which a sync is terminated; 0 for never.")
  public long syncTimeoutSeconds;

  @Option(
      names = "--persist-resource-health",
      defaultValue = "${env:" + PREFIX + "PERSIST_RESOURCE_HEALTH:-false}",
      description = "Write each object's health into the Application, too.")
  public boolean persistResourceHealth;

  @Option(
      names = "--app-state-cache-expiration",
      converter = DurationFlag.class,
      defaultValue = "${env:ARGOCD_APP_STATE_CACHE_EXPIRATION:-1h}",
      description =
          "How long trees and comparisons are kept that nobody tends (default ${DEFAULT-VALUE}).")
  public Duration appStateExpiration = Duration.ofHours(1);

  @Option(
      names = "--metrics-port",
      defaultValue = "8082",
      description = "Port of /metrics and /healthz (default ${DEFAULT-VALUE}).")
  public int metricsPort;

  @Option(
      names = "--metrics-application-labels",
      split = ",",
      defaultValue = "${env:" + PREFIX + "METRICS_APPLICATION_LABELS:-}",
      description = "Labels of Applications to show in argocd_app_labels.")
  public List<String> metricsLabels = List.of();

  @Option(
      names = "--metrics-application-conditions",
      split = ",",
      defaultValue = "${env:" + PREFIX + "METRICS_APPLICATION_CONDITIONS:-}",
      description = "Condition types to show in argocd_app_condition.")
  public List<String> metricsConditions = List.of();

  @Option(
      names = "--metrics-cluster-labels",
      split = ",",
      defaultValue = "${env:" + PREFIX + "METRICS_CLUSTER_LABELS:-}",
      description = "Labels of clusters to show in argocd_cluster_labels.")
  public List<String> metricsClusterLabels = List.of();

  @Option(
      names = "--metrics-cache-expiration",
      converter = DurationFlag.class,
      defaultValue = "${env:" + PREFIX + "METRICS_CACHE_EXPIRATION:-0s}",
      description = "After this time all that was counted starts anew, such as 24h; 0s for never.")
  public Duration metricsExpiration = Duration.ZERO;

  /// Seconds between sync waves (`ARGOCD_SYNC_WAVE_DELAY`); it has no flag in the original either.
  @Option(
      names = "--sync-wave-delay",
      hidden = true,
      defaultValue = "${env:ARGOCD_SYNC_WAVE_DELAY:-2}")
  public long syncWaveDelaySeconds;

  /// Seconds that an automated sync may wait for something that does not change before a newer
  /// commit supersedes it; 0 for ever.
  @Option(
      names = "--sync-supersede-after",
      hidden = true,
      defaultValue = "${env:TIPHYS_SYNC_SUPERSEDE_AFTER:-60}")
  public long syncSupersedeAfterSeconds;

  /// The pause that `--repo-server-timeout-seconds` means.
  public Duration repoServerTimeout() {
    return Duration.ofSeconds(repoServerTimeoutSeconds);
  }
}
