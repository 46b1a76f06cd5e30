package io.tiphys.engine.sync;

import io.tiphys.engine.health.HealthStatusCode;
import io.tiphys.engine.sync.SyncStep.Apply;
import io.tiphys.engine.sync.SyncStep.Prune;
import io.tiphys.engine.sync.SyncStep.RunHook;
import io.tiphys.engine.sync.SyncStep.Skip;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// A cluster of values whose clock goes as fast as its test wants: what is applied takes its time,
/// fails, hangs, is seen late, and is deleted by somebody else.
final class SimulatedCluster implements Admission, LiveLookup {

  /// The longest time that something takes which does not hang.
  static final Duration LONGEST = Duration.ofSeconds(30);

  final Map<ResourceKey, Manifest> objects = new HashMap<>();

  /// Refused, or applied and then degraded.
  final Set<ResourceKey> broken = new HashSet<>();

  /// Never healthy, never ending.
  final Set<ResourceKey> hanging = new HashSet<>();

  private final Map<ResourceKey, Integer> unseen = new HashMap<>();
  private final Map<ResourceKey, Instant> busyUntil = new HashMap<>();
  private final Random random;
  private Instant now = TestingSync.STARTED;
  private int changes;

  SimulatedCluster(Random random) {
    this.random = random;
  }

  static boolean hasHealth(Manifest object) {
    return switch (object.kind()) {
      case "Deployment", "StatefulSet", "Job", "CustomResourceDefinition" -> true;
      default -> false;
    };
  }

  Instant now() {
    return now;
  }

  /// Grows with each object that is made, changed on request or deleted.
  int changes() {
    return changes;
  }

  boolean isBusy(ResourceKey key) {
    return busyUntil.containsKey(key);
  }

  /// A new process reads before it answers.
  void seeAll() {
    unseen.clear();
  }

  @Override
  public boolean serves(GroupVersionKind kind) {
    return !kind.kind().equals("Thing")
        || objects.values().stream()
            .anyMatch(one -> SyncPlan.definedKind(one).isPresent() && isHealthy(one));
  }

  @Override
  public Optional<String> refusal(Manifest object) {
    return Optional.empty();
  }

  @Override
  public LiveObject of(Manifest object) {
    if (unseen.getOrDefault(object.key(), 0) > 0) {
      return new LiveObject.NotSeen();
    }
    Manifest live = objects.get(object.key());
    return live == null ? new LiveObject.Gone() : new LiveObject.Found(live);
  }

  /// The cluster's controllers work; somebody deletes a hook that has ended.
  void pass(Duration time) {
    now = now.plus(time);
    unseen.replaceAll((key, left) -> left - 1);
    for (var key : List.copyOf(busyUntil.keySet())) {
      Manifest live = objects.get(key);
      if (live != null && !hanging.contains(key) && !now.isBefore(busyUntil.get(key))) {
        busyUntil.remove(key);
        Manifest done =
            TestingSync.with(
                live, broken.contains(key) ? HealthStatusCode.DEGRADED : HealthStatusCode.HEALTHY);
        objects.put(key, live.kind().equals("Job") && random.nextInt(4) == 0 ? ended(done) : done);
      }
    }
  }

  private static Manifest ended(Manifest hook) {
    return hook.with("2026-01-01T00:00:00Z", "metadata", "deletionTimestamp");
  }

  Outcome carry(SyncTask task) {
    if (random.nextBoolean()) {
      unseen.put(task.key(), 1 + random.nextInt(2));
    }
    return switch (task.step()) {
      case Apply apply -> {
        if (!serves(apply.target().gvk())) {
          throw new AssertionError("applied before its kind was there");
        }
        if (broken.contains(task.key()) && !hasHealth(apply.target())) {
          unseen.remove(task.key());
          yield new Outcome.Failed("refused");
        }
        put(apply.target());
        yield new Outcome.Done(task.key().name() + " configured");
      }
      case RunHook hook -> {
        put(hook.target());
        yield new Outcome.Done("created");
      }
      case Prune prune -> {
        remove(prune.key());
        yield new Outcome.Done("pruned");
      }
      case Skip _ -> throw new AssertionError("a skip is nothing to carry out");
    };
  }

  private void put(Manifest target) {
    changes++;
    if (!hasHealth(target)) {
      objects.put(target.key(), target);
      return;
    }
    Manifest before = objects.get(target.key());
    if (before != null && SyncPlan.definedKind(target).isPresent() && isHealthy(before)) {
      return; // a definition stays established
    }
    objects.put(target.key(), TestingSync.with(target, HealthStatusCode.PROGRESSING));
    busyUntil.putIfAbsent(
        target.key(), now.plusMillis(random.nextLong(LONGEST.toMillis() * 3 / 4)));
  }

  private static boolean isHealthy(Manifest live) {
    return live.text("status", "health").equals("Healthy");
  }

  void remove(ResourceKey key) {
    changes++;
    objects.remove(key);
    busyUntil.remove(key);
  }

  /// Takes the finalizer off a hook; one that somebody has deleted goes.
  void release(ResourceKey key) {
    Manifest hook = objects.get(key);
    if (hook == null) {
      throw new AssertionError("nothing to release: " + key);
    }
    if (Standing.isBeingDeleted(hook)) {
      remove(key);
    } else {
      objects.put(key, hook.without("metadata", "finalizers"));
    }
  }
}
