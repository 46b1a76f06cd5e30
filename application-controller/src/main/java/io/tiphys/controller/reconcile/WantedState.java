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
import io.tiphys.exchange.repo.RefreshPaths;
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

  private static final Duration SILENT_AGAIN = Duration.ofSeconds(5);
  private static final Duration FAILED_AGAIN = Duration.ofSeconds(15);

  /// What came of it.
  sealed interface Reading {
    /// @param isAsked whether Git was asked now, and not at the start of this process only
    record Known(AppMemory.Wanted wanted, boolean isAsked) implements Reading {}

    record Failed(String message) implements Reading {}

    /// The repo server fails or is silent for a short time: nothing is said anew.
    record Unchanged() implements Reading {}
  }

  private final DesiredState desiredState;
  private final Supplier<ArgocdSettings> settings;
  private final Supplier<Polling> polling;
  private final String controlPlaneNamespace;
  private final Duration grace;

  /// @param grace for how long a repo server that fails changes nothing
  public WantedState(
      DesiredState desiredState,
      Supplier<ArgocdSettings> settings,
      Supplier<Polling> polling,
      String controlPlaneNamespace,
      Duration grace) {
    this.desiredState = desiredState;
    this.settings = settings;
    this.polling = polling;
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
    if (known != null && known.basis().equals(basis) && freshness == Freshness.LATEST) {
      var shifted =
          desiredState.unchanged(
              query(seen, ground, AppKey.sources(app), List.of(), freshness),
              known.revisions(),
              paths(app));
      if (shifted.isPresent()) {
        memory.repoErrorSince = null;
        AppMemory.Wanted same = known.at(shifted.get());
        memory.wanted = same;
        return new Reading.Known(same, isAsked);
      }
    }
    return switch (ask(seen, ground, AppKey.sources(app), List.of(), freshness)) {
      case DesiredAnswer.Ready(var desired) -> {
        memory.repoErrorSince = null;
        Digest rendered = digest(desired);
        TargetIndex index =
            known != null && known.basis().equals(basis) && known.rendered().equals(rendered)
                ? known.index()
                : index(seen, ground, desired);
        var wanted =
            new AppMemory.Wanted(
                basis,
                rendered,
                index,
                desired.revisions(),
                desired.revisions(),
                desired.sourceTypes());
        memory.wanted = wanted;
        yield new Reading.Known(wanted, isAsked);
      }
      case DesiredAnswer.Failed(var message) -> {
        // it may be the remote that fails, and nobody waits for an answer
        if (isCompared(app) && !isRefreshWanted(seen.app()) && isInGrace(memory, now)) {
          memory.nextRefresh = now.plus(again(FAILED_AGAIN));
          yield new Reading.Unchanged();
        }
        memory.wanted = null;
        yield new Reading.Failed(message);
      }
      case DesiredAnswer.Unavailable(var message) -> {
        memory.nextRefresh = now.plus(again(SILENT_AGAIN));
        yield isInGrace(memory, now) ? new Reading.Unchanged() : new Reading.Failed(message);
      }
    };
  }

  /// A few times within the grace, however short it is.
  private Duration again(Duration most) {
    Duration some = grace.dividedBy(4).plusMillis(100);
    return some.compareTo(most) < 0 ? some : most;
  }

  /// Whether what was said before still stands, although the repo server gives no manifests.
  private boolean isInGrace(AppMemory memory, Instant now) {
    Instant since = memory.repoErrorSince;
    if (since == null) {
      memory.repoErrorSince = now;
      return !grace.isZero();
    }
    return now.isBefore(since.plus(grace));
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

  /// The same for a sync of what was compared: where a revision changes nothing that the
  /// Application says it is made of, what it was compared with is synced.
  DesiredAnswer ask(
      Seen seen,
      AppMemory memory,
      Ground.Firm ground,
      List<ApplicationSource> sources,
      List<String> revisions) {
    DesiredAnswer answer = ask(seen, ground, sources, revisions);
    AppMemory.Wanted known = memory.wanted;
    if (known == null
        || known.renderedAt().equals(known.revisions())
        || !sources.equals(AppKey.sources(seen.app()))
        || !(answer instanceof DesiredAnswer.Ready(var desired))
        || !desired.revisions().equals(known.revisions())) {
      return answer;
    }
    DesiredAnswer before = ask(seen, ground, sources, known.renderedAt());
    return before instanceof DesiredAnswer.Ready(var same)
        ? new DesiredAnswer.Ready(same.at(known.revisions()))
        : before;
  }

  private DesiredAnswer ask(
      Seen seen,
      Ground.Firm ground,
      List<ApplicationSource> sources,
      List<String> revisions,
      Freshness freshness) {
    return desiredState.ask(query(seen, ground, sources, revisions, freshness));
  }

  private ManifestQuery query(
      Seen seen,
      Ground.Firm ground,
      List<ApplicationSource> sources,
      List<String> revisions,
      Freshness freshness) {
    var resources = ground.cluster().resources();
    return new ManifestQuery(
        seen.key().instance(controlPlaneNamespace).name(),
        ground.project().name(),
        seen.app().spec().destination().namespace(),
        sources,
        revisions,
        freshness,
        seen.age(),
        resources.serverVersion(),
        resources.apiVersions());
  }

  /// What the Application says it is made of; nothing when it does not say.
  private static List<String> paths(Application app) {
    return RefreshPaths.of(
        app.metadata().annotations().getOrDefault(RefreshPaths.ANNOTATION, ""),
        AppKey.sources(app).stream().map(ApplicationSource::path).toList());
  }

  /// Whether revisions are known to change nothing that the Application says it is made of,
  /// compared with those before; the repo server is asked once.
  boolean isSame(
      Seen seen, AppMemory memory, Ground.Firm ground, List<String> before, List<String> after) {
    List<String> paths = paths(seen.app());
    if (paths.isEmpty() || after.isEmpty() || before.equals(after)) {
      return before.equals(after);
    }
    AppMemory.SameContent known = memory.sameContent;
    if (known == null
        || !known.paths().equals(paths)
        || !known.before().equals(before)
        || !known.after().equals(after)) {
      List<ApplicationSource> sources = AppKey.sources(seen.app());
      boolean isSame =
          desiredState
              .unchanged(query(seen, ground, sources, after, Freshness.RECENT), before, paths)
              .isPresent();
      known = new AppMemory.SameContent(paths, before, after, isSame);
      memory.sameContent = known;
    }
    return known.isSame();
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
    boolean another = !isCompared(app);
    boolean due = !now.isBefore(memory.nextRefresh);
    return !isRefreshWanted(seen.app()) && !another && !due ? Freshness.RECENT : Freshness.LATEST;
  }

  /// Whether its status is about what its spec says now.
  private static boolean isCompared(Application app) {
    return app.status().sync().comparedTo().equals(StatusComposer.comparedTo(app.spec()));
  }

  private static boolean isRefreshWanted(Application app) {
    return app.metadata().annotations().containsKey(REFRESH);
  }

  private void schedule(AppMemory memory, Instant now) {
    Polling polled = polling.get();
    long jitter = polled.jitter().toMillis();
    memory.nextRefresh =
        polled.every().isZero()
            ? Instant.MAX
            : now.plus(polled.every())
                .plusMillis(jitter <= 0 ? 0 : ThreadLocalRandom.current().nextLong(jitter));
    memory.nextHardRefresh = polled.hard().isZero() ? Instant.MAX : now.plus(polled.hard());
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
