package io.tiphys.controller.sync;

import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.compare.ComparisonFailedException;
import io.tiphys.engine.sync.Admission;
import io.tiphys.engine.sync.Decision;
import io.tiphys.engine.sync.LiveLookup;
import io.tiphys.engine.sync.LiveObject;
import io.tiphys.engine.sync.OperationPhase;
import io.tiphys.engine.sync.Progress;
import io.tiphys.engine.sync.Stall;
import io.tiphys.engine.sync.SyncMachine;
import io.tiphys.engine.sync.SyncPlan;
import io.tiphys.engine.sync.SyncRequest;
import io.tiphys.engine.sync.SyncTask;
import io.tiphys.engine.sync.Turn;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.kube.cache.ClusterCache;
import io.tiphys.model.application.ResourceResult;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One attempt at a sync: asks the engine what comes next, does it, until it has to wait or is
/// over.
final class SyncRun {

  // What the objects do tells us when to look again; this is for what is not watched.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
  private static final Duration LOOK_SELDOM = Duration.ofSeconds(20);
  private static final Duration LOOK_RARELY = Duration.ofMinutes(2);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration HOOKS_GO = Duration.ofMillis(300);

  private static final String UNDER_WAY = "one or more tasks are running";

  private final Cluster cluster;
  private final AppInstance app;
  private final AdmissionRules rules;
  private final Duration waveDelay;
  private Progress progress = Progress.none();

  /// @param app whose sync it is, as marks name it
  SyncRun(Cluster cluster, AppInstance app, AdmissionRules rules, Duration waveDelay) {
    this.cluster = cluster;
    this.app = app;
    this.rules = rules;
    this.waveDelay = waveDelay;
  }

  /// What the project says of an object.
  @FunctionalInterface
  interface AdmissionRules {
    Optional<String> refusal(Manifest object);
  }

  /// How far it came.
  sealed interface Stand {
    Progress progress();

    /// @param again when to look again, if nothing happens before
    record Running(Progress progress, String message, Duration again) implements Stand {}

    /// The cluster was not reached, or does not take it now.
    ///
    /// @param since when that began
    record CutOff(Progress progress, String message, Instant since, Duration again)
        implements Stand {}

    /// @param delay nothing is to be done before
    record Pausing(Progress progress, String message, Duration delay) implements Stand {}

    /// @param stall what it waits for
    record Waiting(Progress progress, String message, Stall stall, Duration again)
        implements Stand {}

    record Over(Progress progress, OperationPhase phase, String message) implements Stand {}
  }

  /// Writes the record down where another process finds it.
  @FunctionalInterface
  interface Record {
    /// @return false when it could not be written
    boolean save(List<ResourceResult> results, String message);
  }

  /// @param known what was recorded
  /// @param isNoted whether the status says which revision it is that is synced
  /// @param terminate somebody, or its time limit, stops it
  /// @param stall what it waited for the last time
  /// @param cutOff since when the cluster takes nothing
  record Asked(
      SyncRequest request,
      Progress known,
      boolean isNoted,
      boolean terminate,
      Optional<Stall> stall,
      Optional<Instant> cutOff,
      Instant now) {

    /// Whether a cluster that is too busy is waited for: after some time its answer counts.
    boolean isPatient() {
      return cutOff.map(since -> now.isBefore(since.plus(PATIENCE))).orElse(true);
    }

    Instant cutOffSince() {
      return cutOff.orElse(now);
    }
  }

  Stand run(Asked asked, Record record) throws InterruptedException {
    progress = asked.known();
    try {
      return advance(asked, record);
    } catch (UnreachableException e) {
      return cutOff(String.valueOf(e.getMessage()), asked.cutOffSince());
    }
  }

  private Stand advance(Asked asked, Record record) throws InterruptedException {
    SyncPlan plan = SyncPlan.of(asked.request(), admission());
    var carrier = new TaskCarrier(cluster, asked.isPatient());
    var hooks = new HookKeeper(cluster, asked.isPatient());
    Optional<Stall> stall = asked.stall();
    boolean isNoted = asked.isNoted();
    while (true) {
      Turn turn =
          asked.terminate()
              ? SyncMachine.terminate(plan, progress, live(), cluster.health())
              : SyncMachine.next(plan, progress, live(), cluster.health());
      progress = turn.progress();
      switch (turn.decision()) {
        case Decision.DryRun(var groups) -> {
          Carrying tried = Carrying.all(groups, carrier::tryOut);
          if (tried.isCutOff()) {
            return cutOff(tried.outage(), asked.cutOffSince());
          }
          progress = progress.afterDryRun(plan, tried.outcomes());
        }
        case Decision.Carry(var groups, var endsWave) -> {
          // a hook is named after the revision: whoever goes on has to find it
          if (!isNoted && groups.stream().flatMap(List::stream).anyMatch(SyncTask::isHook)) {
            if (!record.save(progress.results(), UNDER_WAY)) {
              return unsaved();
            }
            isNoted = true;
          }
          Carrying carried = Carrying.all(groups, carrier::carry);
          stall = Optional.empty();
          progress = progress.record(carried.outcomes());
          if (carried.isCutOff()) {
            return cutOff(
                carried.outage(), carried.outcomes().isEmpty() ? asked.cutOffSince() : asked.now());
          }
          if (endsWave) {
            return new Stand.Pausing(progress, UNDER_WAY, waveDelay);
          }
        }
        case Decision.DeleteHooks(var gone) -> {
          progress = progress.record(hooks.delete(gone));
          // the cache has to see that they are gone before they can be made again
          return new Stand.Running(progress, UNDER_WAY, HOOKS_GO);
        }
        case Decision.ReleaseHooks(var ended) -> {
          if (!record.save(progress.results(), UNDER_WAY)) {
            return unsaved();
          }
          Optional<String> problem = hooks.release(ended);
          if (problem.isPresent()) { // others write it, too, or the account may not
            return new Stand.Running(
                progress, "a hook that has ended is not let go: " + problem.get(), LOOK_AGAIN);
          }
        }
        case Decision.Wait wait -> {
          Stall now = Stall.of(wait, stall, live(), cluster.health(), asked.now());
          return new Stand.Waiting(
              progress,
              now.message(wait.message(), asked.now()),
              now,
              isFollowed(wait) ? seldom(now, asked.now()) : LOOK_AGAIN);
        }
        case Decision.Finished(var phase, var message, var gone) -> {
          if (!gone.isEmpty()) {
            if (!record.save(progress.results(), message)) {
              return unsaved();
            }
            hooks.delete(gone);
          }
          return new Stand.Over(progress, phase, message);
        }
      }
    }
  }

  /// Whether what happens to the awaited objects brings the next turn: not that of one without a
  /// mark, such as a CustomResourceDefinition.
  private boolean isFollowed(Decision.Wait wait) {
    return wait.objects().stream().allMatch(task -> isFollowed(task.key()));
  }

  private boolean isFollowed(ResourceKey object) {
    ClusterCache cache = cluster.cache();
    return cache.isWatched(object.groupKind())
        && cache.get(object).filter(it -> cache.appsOf(it).contains(app.name())).isPresent();
  }

  /// The longer nothing happens, the less often: thousands may wait for days. In the first minute
  /// as often as its message needs.
  static Duration seldom(Stall stall, Instant now) {
    Duration idle = Duration.between(stall.since(), now);
    return idle.compareTo(Duration.ofMinutes(1)) < 0
        ? LOOK_SELDOM
        : idle.compareTo(LOOK_RARELY) < 0 ? idle : LOOK_RARELY;
  }

  private Stand cutOff(String outage, Instant since) {
    return new Stand.CutOff(progress, "waiting for the cluster: " + outage, since, LOOK_AGAIN);
  }

  /// A hook is kept until its outcome is written down.
  private Stand unsaved() {
    return new Stand.Running(progress, UNDER_WAY, LOOK_AGAIN);
  }

  private LiveLookup live() {
    return object -> {
      try {
        return cluster
            .live(object.key())
            .flatMap(found -> cluster.read(found, object.gvk()))
            .<LiveObject>map(LiveObject.Found::new)
            .orElseGet(() ->
                cluster.cache().isWatched(object.key().groupKind())
                    ? new LiveObject.Gone()
                    : new LiveObject.NotSeen());
      } catch (ComparisonFailedException e) {
        return new LiveObject.NotSeen();
      }
    };
  }

  private Admission admission() {
    return new Admission() {
      @Override
      public boolean serves(GroupVersionKind kind) {
        return cluster.resource(kind).isPresent();
      }

      @Override
      public Optional<String> refusal(Manifest object) {
        return rules.refusal(object);
      }
    };
  }
}
