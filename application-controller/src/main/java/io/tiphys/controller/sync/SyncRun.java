package io.tiphys.controller.sync;

import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.compare.ComparisonFailedException;
import io.tiphys.engine.health.Health;
import io.tiphys.engine.sync.Admission;
import io.tiphys.engine.sync.Decision;
import io.tiphys.engine.sync.LiveLookup;
import io.tiphys.engine.sync.LiveObject;
import io.tiphys.engine.sync.OperationPhase;
import io.tiphys.engine.sync.Progress;
import io.tiphys.engine.sync.SyncMachine;
import io.tiphys.engine.sync.SyncPlan;
import io.tiphys.engine.sync.SyncRequest;
import io.tiphys.engine.sync.Turn;
import io.tiphys.model.application.ResourceResult;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One attempt at a sync: asks the engine what comes next, does it, until it has to wait or is
/// over.
final class SyncRun {

  // What the objects do tells us when to look again; this is for what is not watched.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private static final Duration HOOKS_GO = Duration.ofMillis(300);

  private final Cluster cluster;
  private final AdmissionRules rules;
  private final TaskCarrier carrier;
  private final HookKeeper hooks;
  private final Duration waveDelay;

  SyncRun(Cluster cluster, AdmissionRules rules, Duration waveDelay) {
    this.cluster = cluster;
    this.rules = rules;
    this.carrier = new TaskCarrier(cluster);
    this.hooks = new HookKeeper(cluster);
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

    record Over(Progress progress, OperationPhase phase, String message) implements Stand {}
  }

  /// Writes the record down where another process finds it.
  @FunctionalInterface
  interface Record {
    /// @return false when it could not be written
    boolean save(List<ResourceResult> results, String message);
  }

  /// @param terminate somebody, or its time limit, stops it
  Stand run(SyncRequest request, Progress known, boolean terminate, Record record)
      throws InterruptedException {
    SyncPlan plan = SyncPlan.of(request, admission());
    Progress progress = known;
    while (true) {
      Turn turn =
          terminate
              ? SyncMachine.terminate(plan, progress, live(), Health::of)
              : SyncMachine.next(plan, progress, live(), Health::of);
      progress = turn.progress();
      switch (turn.decision()) {
        case Decision.DryRun(var groups) -> {
          Carrying tried = Carrying.all(groups, carrier::tryOut);
          if (tried.isCutOff()) {
            return cutOff(progress, tried);
          }
          progress = progress.afterDryRun(plan, tried.outcomes());
        }
        case Decision.Carry(var groups, var endsWave) -> {
          Carrying carried = Carrying.all(groups, carrier::carry);
          progress = progress.record(carried.outcomes());
          if (carried.isCutOff()) {
            return cutOff(progress, carried);
          }
          if (endsWave) {
            return new Stand.Running(progress, "one or more tasks are running", waveDelay);
          }
        }
        case Decision.DeleteHooks(var gone) -> {
          hooks.delete(gone);
          // the cache has to see that they are gone before they can be made again
          return new Stand.Running(progress, "one or more tasks are running", HOOKS_GO);
        }
        case Decision.ReleaseHooks(var ended) -> {
          if (!record.save(progress.results(), "one or more tasks are running")) {
            return unsaved(progress);
          }
          hooks.release(ended);
        }
        case Decision.Wait(var message, var _) -> {
          return new Stand.Running(progress, message, LOOK_AGAIN);
        }
        case Decision.Finished(var phase, var message, var gone) -> {
          if (!gone.isEmpty()) {
            if (!record.save(progress.results(), message)) {
              return unsaved(progress);
            }
            hooks.delete(gone);
          }
          return new Stand.Over(progress, phase, message);
        }
      }
    }
  }

  private static Stand cutOff(Progress progress, Carrying carrying) {
    return new Stand.Running(progress, "waiting for the cluster: " + carrying.outage(), LOOK_AGAIN);
  }

  /// A hook is kept until its outcome is written down.
  private static Stand unsaved(Progress progress) {
    return new Stand.Running(progress, "one or more tasks are running", LOOK_AGAIN);
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
