package io.tiphys.controller.options;

import io.tiphys.controller.reconcile.Polling;
import io.tiphys.settings.ArgocdSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How often Applications are refreshed. A flag that is given wins over `argocd-cm`, as with the
/// original.
public final class ResyncFlags {

  @Option(
      names = "--app-resync",
      description =
          "Seconds between refreshes; 0 for none (default: timeout.reconciliation of argocd-cm,"
              + " else 120).")
  public @Nullable Long every;

  @Option(
      names = "--app-resync-jitter",
      description = "At most this many seconds are added to each (default: of argocd-cm, else 60).")
  public @Nullable Long jitter;

  @Option(
      names = "--app-hard-resync",
      description = "Seconds between hard refreshes; 0 for none (default: of argocd-cm, else 0).")
  public @Nullable Long hard;

  /// @param settings as they are now
  public Polling polling(ArgocdSettings settings) {
    return new Polling(
        seconds(every, settings.reconciliation()),
        seconds(jitter, settings.reconciliationJitter()),
        seconds(hard, settings.hardReconciliation()));
  }

  private static Duration seconds(@Nullable Long given, Duration otherwise) {
    return given == null ? otherwise : Duration.ofSeconds(Math.max(0, given));
  }
}
