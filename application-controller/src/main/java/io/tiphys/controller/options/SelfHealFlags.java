package io.tiphys.controller.options;

import io.tiphys.engine.automation.SelfHeal;
import java.time.Duration;
import picocli.CommandLine.Option;

/// How often a drift may be put back, with the original's names and defaults.
public final class SelfHealFlags {

  private static final String PREFIX = "ARGOCD_APPLICATION_CONTROLLER_SELF_HEAL_";

  @Option(
      names = "--self-heal-timeout-seconds",
      defaultValue = "${env:" + PREFIX + "TIMEOUT_SECONDS:-0}",
      description = "Seconds between attempts to put back a drift; 0 to back off instead.")
  public long timeoutSeconds;

  @Option(
      names = "--self-heal-backoff-timeout-seconds",
      defaultValue = "${env:" + PREFIX + "BACKOFF_TIMEOUT_SECONDS:-2}",
      description = "The first pause between attempts (default ${DEFAULT-VALUE}).")
  public long backoffSeconds;

  @Option(
      names = "--self-heal-backoff-factor",
      defaultValue = "${env:" + PREFIX + "BACKOFF_FACTOR:-3}",
      description = "How much longer each pause is (default ${DEFAULT-VALUE}).")
  public int backoffFactor;

  @Option(
      names = "--self-heal-backoff-cap-seconds",
      defaultValue = "${env:" + PREFIX + "BACKOFF_CAP_SECONDS:-300}",
      description = "The longest pause (default ${DEFAULT-VALUE}).")
  public long backoffCapSeconds;

  @Option(
      names = "--self-heal-backoff-cooldown-seconds",
      defaultValue = "${env:" + PREFIX + "BACKOFF_COOLDOWN_SECONDS:-330}",
      description =
          "Seconds without a sync after which the pauses are short again"
              + " (default ${DEFAULT-VALUE}).")
  public long backoffCooldownSeconds;

  /// All of them.
  public SelfHeal pauses() {
    return new SelfHeal(
        Duration.ofSeconds(backoffSeconds),
        backoffFactor,
        Duration.ofSeconds(backoffCapSeconds),
        Duration.ofSeconds(timeoutSeconds),
        Duration.ofSeconds(backoffCooldownSeconds));
  }
}
