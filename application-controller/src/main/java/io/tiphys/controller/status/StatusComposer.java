package io.tiphys.controller.status;

import io.tiphys.controller.compare.AppComparison;
import io.tiphys.controller.compare.Verdict;
import io.tiphys.engine.health.AppHealth;
import io.tiphys.engine.health.HealthStatusCode;
import io.tiphys.engine.sync.SyncOptions;
import io.tiphys.model.application.AppHealthStatus;
import io.tiphys.model.application.AppHealthStatusBuilder;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationSpec;
import io.tiphys.model.application.ApplicationStatus;
import io.tiphys.model.application.ApplicationStatusBuilder;
import io.tiphys.model.application.ApplicationSummaryBuilder;
import io.tiphys.model.application.ComparedTo;
import io.tiphys.model.application.ComparedToBuilder;
import io.tiphys.model.application.HealthStatusBuilder;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.ResourceStatus;
import io.tiphys.model.application.ResourceStatusBuilder;
import io.tiphys.model.application.SyncStatusBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes down what a comparison found, as `status` of the Application.
public final class StatusComposer {

  /// What nobody can say, of sync and of health.
  public static final String UNKNOWN = "Unknown";

  private final String controllerNamespace;
  private final boolean persistHealth;

  /// @param controllerNamespace where this controller runs
  /// @param persistHealth whether each object's health stands in the status, too
  ///   (`--persist-resource-health`)
  public StatusComposer(String controllerNamespace, boolean persistHealth) {
    this.controllerNamespace = controllerNamespace;
    this.persistHealth = persistHealth;
  }

  /// What was found.
  ///
  /// @param comparison of the objects
  /// @param sync the word for all of them
  /// @param revisions that they were compared with, one a source; empty when Git could not be read
  /// @param sourceTypes one a source
  /// @param images of the live pods and workloads, sorted
  /// @param externalUrls of Ingresses and Services, sorted
  /// @param isRefreshed whether Git was asked
  /// @param findings conditions
  public record Found(
      AppComparison comparison,
      Verdict.Sync sync,
      List<String> revisions,
      List<String> sourceTypes,
      List<String> images,
      List<String> externalUrls,
      boolean isRefreshed,
      List<Conditions.Finding> findings) {}

  /// @param now for what changes; what stays as it was keeps its times
  public ApplicationStatus compose(Application app, Found found, Instant now) {
    ApplicationStatus before = app.status();
    boolean multiple = !app.spec().sources().isEmpty();
    HealthStatusCode health = found.comparison().health();
    SyncOptions options = SyncOptions.of(app.spec());
    var status =
        ApplicationStatusBuilder.builder(before)
            .resources(
                found.comparison().verdicts().stream()
                    .map(verdict -> resource(verdict, options))
                    .toList())
            .sync(
                SyncStatusBuilder.builder(before.sync())
                    .status(text(found.sync()))
                    .comparedTo(comparedTo(app.spec()))
                    .revision(
                        multiple || found.revisions().isEmpty() ? "" : found.revisions().getFirst())
                    .revisions(multiple ? found.revisions() : List.of())
                    .build())
            .health(since(health, before.health(), now))
            .conditions(
                Conditions.update(
                    before.conditions(), Conditions.OF_COMPARISON, found.findings(), now))
            .summary(
                ApplicationSummaryBuilder.builder(before.summary())
                    .images(found.images())
                    .externalURLs(found.externalUrls())
                    .build())
            .resourceHealthSource(persistHealth ? "" : "appTree")
            .controllerNamespace(controllerNamespace);
    Instant compared = comparedAt(before, found.isRefreshed(), now);
    if (compared != null) {
      status.reconciledAt(compared);
    }
    if (!found.sourceTypes().isEmpty()) {
      status
          .sourceType(multiple ? "" : found.sourceTypes().getFirst())
          .sourceTypes(multiple ? found.sourceTypes() : List.of());
    }
    return status.build();
  }

  /// @return with the time at which that health began
  public static AppHealthStatus since(
      HealthStatusCode health, AppHealthStatus before, Instant now) {
    return AppHealthStatusBuilder.builder(before)
        .status(health.text())
        .lastTransitionTime(
            AppHealth.since(health, before.status(), before.lastTransitionTime(), now))
        .build();
  }

  /// When it was compared, if that is to be said anew: at a refresh, and once after an operation,
  /// for which `argocd app sync` waits.
  private static @Nullable Instant comparedAt(
      ApplicationStatus before, boolean isRefreshed, Instant now) {
    Instant known = before.reconciledAt();
    OperationState operation = before.operationState();
    Instant finished = operation == null ? null : operation.finishedAt();
    boolean isSinceOperation = finished != null && known != null && known.isBefore(finished);
    if (!isRefreshed && known != null && !isSinceOperation) {
      return null;
    }
    return finished != null && now.isBefore(finished) ? finished : now;
  }

  /// What a status says it was compared to: a comparison with another one is out of date.
  public static ComparedTo comparedTo(ApplicationSpec spec) {
    var compared =
        ComparedToBuilder.builder(ComparedTo.EMPTY)
            .destination(spec.destination())
            .ignoreDifferences(spec.ignoreDifferences());
    if (spec.sources().isEmpty()) {
      if (spec.source() != null) {
        compared.source(spec.source());
      }
    } else {
      compared.sources(spec.sources());
    }
    return compared.build();
  }

  static String text(Verdict.Sync sync) {
    return switch (sync) {
      case SYNCED -> "Synced";
      case OUT_OF_SYNC -> "OutOfSync";
      case UNKNOWN -> UNKNOWN;
      case NOT_COMPARED -> "";
    };
  }

  private ResourceStatus resource(Verdict verdict, SyncOptions options) {
    var resource =
        ResourceStatusBuilder.builder()
            .group(verdict.gvk().group())
            .version(verdict.gvk().version())
            .kind(verdict.gvk().kind())
            .namespace(verdict.key().namespace())
            .name(verdict.key().name())
            .status(text(verdict.sync()))
            .hook(verdict.isHook())
            .requiresPruning(verdict.requiresPruning())
            .requiresDeletionConfirmation(verdict.asksFirst(options))
            .syncWave(verdict.wave());
    if (persistHealth && !verdict.isIgnoredInHealth()) {
      verdict
          .health()
          .ifPresent(health ->
              resource.health(
                  HealthStatusBuilder.builder()
                      .status(health.code().text())
                      .message(health.message())
                      .build()));
    }
    return resource.build();
  }
}
