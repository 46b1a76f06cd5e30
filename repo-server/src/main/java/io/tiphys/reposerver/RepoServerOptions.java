package io.tiphys.reposerver;

import io.tiphys.flags.ByteSizeFlag;
import io.tiphys.flags.DurationFlag;
import io.tiphys.flags.RedisFlags;
import io.tiphys.flags.TrustFlags;
import io.tiphys.reposerver.chart.Charts;
import io.tiphys.reposerver.render.RenderLimits;
import io.tiphys.reposerver.render.process.ProcessLimits;
import io.tiphys.reposerver.serve.ServeSettings;
import io.tiphys.reposerver.source.SourceSettings;
import io.tiphys.reposerver.source.SourceSettings.Attempts;
import io.tiphys.reposerver.upload.UploadLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How the repo server was started: flags, environment variables and defaults are those of
/// `argocd-repo-server`.
@Command(
    name = "repo-server",
    description = "Reads Git repositories and renders the manifests of Applications.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class RepoServerOptions {

  private static final String ENV = "${env:ARGOCD_REPO_SERVER_";

  @Mixin public RedisFlags redis = new RedisFlags();
  @Mixin public TrustFlags trust = new TrustFlags();
  @Mixin public RefusedOptions others = new RefusedOptions();

  @Option(
      names = "--address",
      defaultValue = ENV + "LISTEN_ADDRESS:-0.0.0.0}",
      description = "Address to listen on (default ${DEFAULT-VALUE}).")
  public String address = "";

  @Option(
      names = "--port",
      defaultValue = "8081",
      description = "Port to listen on (default ${DEFAULT-VALUE}).")
  public int port;

  @Option(
      names = "--metrics-address",
      defaultValue = ENV + "METRICS_LISTEN_ADDRESS:-" + ENV + "LISTEN_METRICS_ADDRESS:-0.0.0.0}}",
      description = "Address to serve metrics on (default ${DEFAULT-VALUE}).")
  public String metricsAddress = "";

  @Option(
      names = "--metrics-port",
      defaultValue = "8084",
      description = "Port to serve metrics on (default ${DEFAULT-VALUE}).")
  public int metricsPort;

  @Option(
      names = "--disable-tls",
      defaultValue = ENV + "DISABLE_TLS:-false}",
      description = "Serve without TLS, to any caller. Only where the network keeps others out.")
  public boolean disableTls;

  @Option(
      names = "--parallelismlimit",
      defaultValue = ENV + "PARALLELISM_LIMIT:-0}",
      description = "Manifests generated at once; below 1, what the machine can do well.")
  public int parallelism;

  @Option(
      names = "--repo-cache-expiration",
      converter = DurationFlag.class,
      defaultValue = "${env:ARGOCD_REPO_CACHE_EXPIRATION:-24h0m0s}",
      description = "How long generated manifests are kept (default ${DEFAULT-VALUE}).")
  public Duration repoCacheExpiration = Duration.ZERO;

  @Option(
      names = "--revision-cache-expiration",
      converter = DurationFlag.class,
      defaultValue = "${env:ARGOCD_RECONCILIATION_TIMEOUT:-3m0s}",
      description = "How long a resolved revision is believed (default ${DEFAULT-VALUE}).")
  public Duration revisionCacheExpiration = Duration.ZERO;

  @Option(
      names = "--max-combined-directory-manifests-size",
      converter = ByteSizeFlag.class,
      defaultValue = ENV + "MAX_COMBINED_DIRECTORY_MANIFESTS_SIZE:-10M}",
      description = "All files of one directory source together (default ${DEFAULT-VALUE}).")
  public long maxDirectoryBytes;

  @Option(
      names = "--streamed-manifest-max-tar-size",
      converter = ByteSizeFlag.class,
      defaultValue = ENV + "STREAMED_MANIFEST_MAX_TAR_SIZE:-100M}",
      description = "One archive of local manifests, compressed (default ${DEFAULT-VALUE}).")
  public long maxArchiveBytes;

  @Option(
      names = "--streamed-manifest-max-extracted-size",
      converter = ByteSizeFlag.class,
      defaultValue = ENV + "STREAMED_MANIFEST_MAX_EXTRACTED_SIZE:-1G}",
      description = "All files in it (default ${DEFAULT-VALUE}).")
  public long maxExtractedBytes;

  @Option(
      names = "--helm-registry-max-index-size",
      converter = ByteSizeFlag.class,
      defaultValue = ENV + "HELM_MANIFEST_MAX_INDEX_SIZE:-1G}",
      description = "The index of a Helm repository (default ${DEFAULT-VALUE}).")
  public long maxIndexBytes;

  @Option(
      names = "--loglevel",
      defaultValue = ENV + "LOGLEVEL:-${env:ARGOCD_LOG_LEVEL:-info}}",
      description = "debug, info, warn or error (default ${DEFAULT-VALUE}).")
  public String logLevel = "";

  @Option(
      names = "--logformat",
      defaultValue = ENV + "LOGFORMAT:-${env:ARGOCD_LOG_FORMAT:-json}}",
      description = "json or text (default ${DEFAULT-VALUE}).")
  public String logFormat = "";

  @Option(
      names = "--data-path",
      defaultValue = "${env:TIPHYS_REPO_DATA_PATH:-${sys:java.io.tmpdir}/_tiphys-repo-server}",
      description = "Directory for mirrors and working copies (default ${DEFAULT-VALUE}).")
  public Path dataPath = Path.of("");

  @Option(
      names = "--settings-path",
      defaultValue = "${env:TIPHYS_SETTINGS_PATH:-/app/config/cm}",
      description = "Directory with one file for each key of argocd-cm (default ${DEFAULT-VALUE}).")
  public Path settingsPath = Path.of("");

  @Option(
      names = "--tls-data-path",
      hidden = true,
      defaultValue = "${env:ARGOCD_TLS_DATA_PATH:-/app/config/tls}")
  public Path tlsDataPath = Path.of("");

  @Option(
      names = "--ssh-data-path",
      hidden = true,
      defaultValue = "${env:ARGOCD_SSH_DATA_PATH:-/app/config/ssh}")
  public Path sshDataPath = Path.of("");

  @Option(
      names = "--git-request-timeout",
      hidden = true,
      converter = DurationFlag.class,
      defaultValue = "${env:ARGOCD_GIT_REQUEST_TIMEOUT:-15s}")
  public Duration gitRequestTimeout = Duration.ZERO;

  @Option(
      names = "--exec-timeout",
      hidden = true,
      converter = DurationFlag.class,
      defaultValue = "${env:ARGOCD_EXEC_TIMEOUT:-90s}")
  public Duration execTimeout = Duration.ZERO;

  @Option(
      names = "--exec-fatal-timeout",
      hidden = true,
      converter = DurationFlag.class,
      defaultValue = "${env:ARGOCD_EXEC_FATAL_TIMEOUT:-10s}")
  public Duration execFatalTimeout = Duration.ZERO;

  @Option(
      names = "--git-attempts",
      hidden = true,
      defaultValue = "${env:ARGOCD_GIT_ATTEMPTS_COUNT:-1}")
  public int gitAttempts;

  @Option(
      names = "--git-retry-duration",
      hidden = true,
      converter = DurationFlag.class,
      defaultValue = "${env:ARGOCD_GIT_RETRY_DURATION:-250ms}")
  public Duration gitRetryDuration = Duration.ZERO;

  @Option(
      names = "--git-retry-max-duration",
      hidden = true,
      converter = DurationFlag.class,
      defaultValue = "${env:ARGOCD_GIT_RETRY_MAX_DURATION:-10s}")
  public Duration gitRetryMaxDuration = Duration.ZERO;

  @Option(
      names = "--git-retry-factor",
      hidden = true,
      defaultValue = "${env:ARGOCD_GIT_RETRY_FACTOR:-2}")
  public double gitRetryFactor;

  @Option(
      names = "--git-lsremote-parallelism",
      hidden = true,
      defaultValue =
          "${env:ARGOCD_GIT_LS_REMOTE_PARALLELISM_LIMIT:-${env:ARGOCD_GIT_LSREMOTE_PARALLELISM_LIMIT:-0}}")
  public int listParallelism;

  @Option(
      names = "--pause-after-failures",
      hidden = true,
      defaultValue = "${env:ARGOCD_PAUSE_GEN_AFTER_FAILED_ATTEMPTS:-3}")
  public int pauseAfterFailures;

  @Option(
      names = "--pause-minutes",
      hidden = true,
      defaultValue = "${env:ARGOCD_PAUSE_GEN_MINUTES:-60}")
  public int pauseMinutes;

  @Option(
      names = "--grpc-max-size",
      hidden = true,
      defaultValue = "${env:ARGOCD_GRPC_MAX_SIZE_MB:-100}")
  public int grpcMaxMegabytes;

  @Option(
      names = "--grpc-histogram",
      hidden = true,
      defaultValue = "${env:ARGOCD_ENABLE_GRPC_TIME_HISTOGRAM:-false}")
  public boolean grpcHistogram;

  SourceSettings sources() {
    return new SourceSettings(
        dataPath,
        tlsDataPath,
        sshDataPath.resolve("ssh_known_hosts"),
        gitRequestTimeout,
        execTimeout,
        revisionCacheExpiration,
        new Attempts(
            Math.max(1, gitAttempts), gitRetryDuration, gitRetryMaxDuration, gitRetryFactor),
        listParallelism);
  }

  RenderLimits limits() {
    var defaults = RenderLimits.DEFAULT;
    return new RenderLimits(
        maxDirectoryBytes,
        defaults.copiedBytes(),
        defaults.copiedFiles(),
        defaults.parameterFileBytes(),
        new ProcessLimits(
            execTimeout,
            execFatalTimeout,
            defaults.process().memoryBytes(),
            defaults.process().outputBytes()));
  }

  Charts charts() {
    return new Charts(tlsDataPath, execTimeout, maxIndexBytes);
  }

  UploadLimits uploads() {
    return new UploadLimits(maxArchiveBytes, maxExtractedBytes, UploadLimits.DEFAULT.entries());
  }

  ServeSettings serving() {
    return new ServeSettings(
        parallelism, repoCacheExpiration, pauseAfterFailures, Duration.ofMinutes(pauseMinutes));
  }

  /// What was asked for and is not done, for a warning.
  List<String> ignored() {
    return others.given();
  }
}
