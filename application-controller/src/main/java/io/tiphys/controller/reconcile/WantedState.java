package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.application.Seen;
import io.tiphys.controller.compare.Digest;
import io.tiphys.controller.compare.TargetIndex;
import io.tiphys.controller.desired.Desired;
import io.tiphys.controller.desired.DesiredAnswer;
import io.tiphys.controller.desired.DesiredState;
import io.tiphys.controller.status.StatusComposer;
import io.tiphys.exchange.repo.Freshness;
import io.tiphys.exchange.repo.ManifestQuery;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.settings.ArgocdSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// What Git asks for, asked for when it has to be: at first, when somebody wants a refresh, when
/// the spec is another one, and now and then (https://argo-cd.readthedocs.io/en/stable/faq/,
/// `timeout.reconciliation`).
public final class WantedState {

  static final String REFRESH = "argocd.argoproj.io/refresh";

  /// What came of it.
  sealed interface Reading {
    /// @param isAsked whether Git was asked now, and not at the start of this process only
    record Known(AppMemory.Wanted wanted, boolean isAsked) implements Reading {}

    record Failed(String message) implements Reading {}

    /// The repo server is silent for a short time: nothing is said anew.
    record Unchanged() implements Reading {}
  }

  private final DesiredState desiredState;
  private final Supplier<ArgocdSettings> settings;
  private final String controlPlaneNamespace;
  private final Duration grace;

  /// @param grace for how long a silent repo server changes nothing
  public WantedState(
      DesiredState desiredState,
      Supplier<ArgocdSettings> settings,
      String controlPlaneNamespace,
      Duration grace) {
    this.desiredState = desiredState;
    this.settings = settings;
    this.controlPlaneNamespace = controlPlaneNamespace;
    this.grace = grace;
  }

  Reading read(Seen seen, Application app, AppMemory memory, Ground.Firm ground, Instant now) {
    Freshness freshness = freshness(seen, app, memory, now);
    AppMemory.Wanted known = memory.wanted;
    Object basis =
        List.of(
            StatusComposer.comparedTo(app.spec()),
            settings.get().tracking(),
            settings.get().kinds());
    if (known != null && known.basis().equals(basis) && freshness == Freshness.RECENT) {
      return new Reading.Known(known, false);
    }
    boolean isAsked = !memory.nextRefresh.equals(Instant.MIN) || isRefreshWanted(seen.app());
    schedule(memory, now);
    return switch (ask(seen, ground, AppKey.sources(app), List.of(), freshness)) {
      case DesiredAnswer.Ready(var desired) -> {
        memory.repoServerSilentSince = null;
        Digest rendered = digest(desired);
        TargetIndex index =
            known != null && known.basis().equals(basis) && known.rendered().equals(rendered)
                ? known.index()
                : index(seen, ground, desired);
        var wanted =
            new AppMemory.Wanted(
                basis, rendered, index, desired.revisions(), desired.sourceTypes());
        memory.wanted = wanted;
        yield new Reading.Known(wanted, isAsked);
      }
      case DesiredAnswer.Failed(var message) -> {
        memory.wanted = null;
        yield new Reading.Failed(message);
      }
      case DesiredAnswer.Unavailable(var message) -> {
        memory.nextRefresh = now.plusSeconds(5);
        Instant since = memory.repoServerSilentSince;
        if (since == null) {
          memory.repoServerSilentSince = now;
          yield new Reading.Unchanged();
        }
        yield now.isBefore(since.plus(grace))
            ? new Reading.Unchanged()
            : new Reading.Failed(message);
      }
    };
  }

  /// Of all manifests as they came.
  static Digest digest(Desired desired) {
    return Digest.of(desired.sources().stream().flatMap(one -> one.manifests().stream()).toList());
  }

  /// Manifests of sources at revisions, for an operation.
  DesiredAnswer ask(
      Seen seen, Ground.Firm ground, List<ApplicationSource> sources, List<String> revisions) {
    return ask(seen, ground, sources, revisions, Freshness.LATEST);
  }

  private DesiredAnswer ask(
      Seen seen,
      Ground.Firm ground,
      List<ApplicationSource> sources,
      List<String> revisions,
      Freshness freshness) {
    var resources = ground.cluster().resources();
    return desiredState.ask(
        new ManifestQuery(
            seen.key().instance(controlPlaneNamespace).name(),
            ground.project().name(),
            seen.app().spec().destination().namespace(),
            sources,
            revisions,
            freshness,
            seen.age(),
            resources.serverVersion(),
            resources.apiVersions()));
  }

  /// Places and marks what was rendered.
  TargetIndex index(Seen seen, Ground.Firm ground, Desired desired) {
    return TargetIndex.of(
        desired.sources().stream().flatMap(one -> one.manifests().stream()).toList(),
        new TargetIndex.Placing(
            settings.get().tracking(),
            seen.key().instance(controlPlaneNamespace),
            seen.app().spec().destination().namespace(),
            kind ->
                !settings
                    .get()
                    .kinds()
                    .watches(kind.group(), kind.kind(), ground.cluster().server())),
        ground.cluster()::scope);
  }

  /// A poll, too, asks what the remote has now: people wait for their commits.
  private Freshness freshness(Seen seen, Application app, AppMemory memory, Instant now) {
    if (seen.app().metadata().annotations().getOrDefault(REFRESH, "").equals("hard")
        || !now.isBefore(memory.nextHardRefresh)) {
      return Freshness.HARD;
    }
    boolean another =
        !app.status().sync().comparedTo().equals(StatusComposer.comparedTo(app.spec()));
    boolean due = !now.isBefore(memory.nextRefresh);
    return !isRefreshWanted(seen.app()) && !another && !due ? Freshness.RECENT : Freshness.LATEST;
  }

  private static boolean isRefreshWanted(Application app) {
    return app.metadata().annotations().containsKey(REFRESH);
  }

  private void schedule(AppMemory memory, Instant now) {
    Duration every = settings.get().reconciliation();
    long jitter = settings.get().reconciliationJitter().toMillis();
    memory.nextRefresh =
        every.isZero()
            ? Instant.MAX
            : now.plus(every)
                .plusMillis(jitter <= 0 ? 0 : ThreadLocalRandom.current().nextLong(jitter));
    Duration hard = settings.get().hardReconciliation();
    memory.nextHardRefresh = hard.isZero() ? Instant.MAX : now.plus(hard);
  }

  /// When the Application's turn has to come again for a refresh.
  Optional<Duration> next(AppKey key, AppMemory memory, Instant now) {
    Instant next =
        memory.nextRefresh.isBefore(memory.nextHardRefresh)
            ? memory.nextRefresh
            : memory.nextHardRefresh;
    return next.equals(Instant.MAX) || next.equals(Instant.MIN)
        ? Optional.empty()
        : Optional.of(Duration.between(now, next));
  }
}
