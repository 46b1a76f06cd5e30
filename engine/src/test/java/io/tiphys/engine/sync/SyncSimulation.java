package io.tiphys.engine.sync;

import static io.tiphys.engine.sync.TestingSync.crd;
import static io.tiphys.engine.sync.TestingSync.job;
import static io.tiphys.engine.sync.TestingSync.option;
import static io.tiphys.engine.sync.TestingSync.wave;

import io.tiphys.engine.TestingManifests;
import io.tiphys.engine.hook.Hook;
import io.tiphys.model.application.ResourceResult;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// One random sync with its attempts, on the real planning code, by a controller that is killed at
/// any moment and starts again from what it had written down.
final class SyncSimulation {

  private static final Duration WAVE_DELAY = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MOST_KILLS = 8;

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Killed() {
      super(null, null, false, false);
    }
  }

  final Random random;
  final SimulatedCluster cluster;
  final SyncChecks checks;
  final List<Manifest> targets = new ArrayList<>();
  final List<Manifest> hooks = new ArrayList<>();
  final Set<ResourceKey> extras = new HashSet<>();
  final StringBuilder log = new StringBuilder();
  final boolean prune;
  final boolean pruneLast;
  final int retries;
  private final Instant terminatedAt;
  int kills;
  int attempt;
  boolean confirmed;
  boolean terminated;
  boolean superseded;
  Decision.Finished end = new Decision.Finished(OperationPhase.RUNNING, "", List.of());
  private List<ResourceResult> written = List.of();

  SyncSimulation(int seed) {
    random = new Random(seed);
    cluster = new SimulatedCluster(random);
    checks = new SyncChecks(this);
    prune = random.nextInt(4) > 0;
    pruneLast = random.nextInt(4) == 0;
    retries = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
    terminatedAt =
        cluster.now().plusSeconds(random.nextInt(12) == 0 ? random.nextInt(60) : 1_000_000);
    wanted();
    hooks();
    extras();
    fates();
  }

  private void wanted() {
    for (int i = 0, count = random.nextInt(8); i < count; i++) {
      targets.add(wave(object("o" + i), random.nextInt(4) - 1));
    }
    if (random.nextInt(3) == 0) {
      targets.add(wave(crd("Thing"), random.nextInt(2)));
      Manifest thing = TestingManifests.named("x.io/v1", "Thing", "web", "thing");
      targets.add(wave(thing, random.nextInt(3) - 1));
    }
    for (Manifest target : targets) {
      if (random.nextInt(3) == 0 && !target.kind().equals("Thing")) {
        cluster.objects.put(target.key(), target);
      }
    }
  }

  private Manifest object(String name) {
    return switch (random.nextInt(4)) {
      case 0 -> TestingManifests.named("apps/v1", "Deployment", "web", name);
      case 1 -> TestingManifests.named("v1", "Service", "web", name);
      case 2 -> TestingManifests.named("apps/v1", "StatefulSet", "web", name);
      default -> TestingManifests.configMap(name);
    };
  }

  private void hooks() {
    for (int i = 0, count = random.nextInt(4); i < count; i++) {
      String phase = oneOf("PreSync", "Sync", "PostSync", "SyncFail", "PreSync,PostSync");
      String policy = oneOf("BeforeHookCreation", "HookSucceeded", "HookFailed,HookSucceeded");
      Manifest hook = wave(job("hook-" + i, phase, policy), random.nextInt(3) - 1);
      if (random.nextInt(4) == 0) {
        hook = hook.without("metadata", "name").with("made-" + i + "-", "metadata", "generateName");
      } else if (random.nextBoolean() && policy.startsWith("Before")) {
        Manifest old = hook.with("old", "metadata", "annotations", Hook.RUN_ANNOTATION);
        cluster.objects.put(hook.key(), old);
      }
      hooks.add(hook);
    }
  }

  private String oneOf(String... words) {
    return words[random.nextInt(words.length)];
  }

  private void extras() {
    for (int i = 0, count = random.nextInt(4); i < count; i++) {
      Manifest extra = wave(TestingManifests.configMap("extra-" + i), random.nextInt(3));
      switch (random.nextInt(6)) {
        case 0 -> extra = option(extra, "Prune=false");
        case 1 -> {
          extra = option(extra, "Prune=confirm");
          extras.add(extra.key());
        }
        default -> extras.add(extra.key());
      }
      cluster.objects.put(extra.key(), extra);
    }
  }

  private void fates() {
    for (Manifest target : targets) {
      fate(target, 30);
    }
    for (Manifest hook : hooks) {
      if (!hook.name().isEmpty()) {
        fate(hook, 10);
      }
    }
  }

  private void fate(Manifest object, int oneIn) {
    switch (random.nextInt(oneIn)) {
      case 0 -> cluster.broken.add(object.key());
      case 1 -> {
        if (SimulatedCluster.hasHealth(object) && random.nextInt(3) == 0) {
          cluster.hanging.add(object.key());
        }
      }
      default -> {}
    }
  }

  void run() {
    for (int life = 0; life < 400; life++) {
      try {
        operate();
      } catch (Killed _) {
        kills++;
        cluster.seeAll();
        log.append("KILL ");
        continue;
      }
      boolean again = end.phase().failed() && !terminated && attempt < retries;
      if (!again) {
        return;
      }
      attempt++;
      written = List.of();
      cluster.broken.clear(); // the next attempt goes well
      log.append("RETRY ");
      cluster.pass(Duration.ofSeconds(5));
    }
    throw new AssertionError("does not end");
  }

  private void mayBeKilled() {
    if (kills < MOST_KILLS && random.nextInt(12) == 0) {
      throw new Killed();
    }
  }

  private SyncPlan plan() {
    var objects = new ArrayList<SyncTarget>();
    var known = new HashSet<ResourceKey>();
    for (Manifest target : targets) {
      known.add(target.key());
      var live = Optional.ofNullable(cluster.objects.get(target.key()));
      objects.add(new SyncTarget(Optional.of(target), live, true));
    }
    cluster.objects.forEach((key, live) -> {
      if (!known.contains(key)) {
        objects.add(new SyncTarget(Optional.empty(), Optional.of(live), true));
      }
    });
    var options = new SyncOptions(pruneLast ? List.of("PruneLast=true") : List.of());
    return SyncPlan.of(
        new SyncRequest(
            objects,
            hooks,
            Optional.empty(),
            new SyncRequest.Settings(
                options,
                prune,
                confirmed,
                false,
                false,
                false,
                Selection.ALL,
                "abcdef0",
                TestingSync.STARTED,
                attempt,
                "")),
        cluster);
  }

  private void operate() {
    Progress progress = Progress.of(written);
    Optional<Stall> stall = Optional.empty();
    SyncPlan plan = plan();
    int planned = cluster.changes();
    boolean agreed = confirmed;
    for (int turns = 0; turns < 600; turns++) {
      if (planned != cluster.changes() || agreed != confirmed) { // else it would be the same
        plan = plan();
        planned = cluster.changes();
        agreed = confirmed;
      }
      terminated |= !cluster.now().isBefore(terminatedAt);
      Turn turn =
          terminated
              ? SyncMachine.terminate(plan, progress, cluster, TestingSync::health)
              : SyncMachine.next(plan, progress, cluster, TestingSync::health);
      progress = turn.progress();
      mayBeKilled();
      written = progress.results();
      Duration time = Duration.ofMillis(500);
      switch (turn.decision()) {
        case Decision.DryRun(var groups) -> {
          var outcomes = new HashMap<SyncTask, Outcome>();
          groups.forEach(
              group -> group.forEach(task -> outcomes.put(task, new Outcome.Done("fine"))));
          progress = progress.afterDryRun(plan, outcomes);
        }
        case Decision.Carry(var groups, boolean endsWave) -> {
          progress = carry(plan, groups, progress);
          written = progress.results();
          time = endsWave ? WAVE_DELAY : time;
          stall = Optional.empty();
        }
        case Decision.DeleteHooks(var tasks) -> tasks.forEach(task -> cluster.remove(task.key()));
        case Decision.ReleaseHooks(var tasks) ->
            tasks.forEach(task -> {
              checks.beforeRelease(task, written);
              cluster.release(task.key());
            });
        case Decision.Wait wait -> {
          stall = Optional.of(Stall.of(wait, stall, cluster, TestingSync::health, cluster.now()));
          time = Duration.ofSeconds(2 + random.nextInt(8));
          confirmed |= wait.message().startsWith("Waiting for pruning") && random.nextBoolean();
          if (stall.get().hangsAt(PATIENCE).filter(at -> !at.isAfter(cluster.now())).isPresent()) {
            checks.mayBeSuperseded(wait);
            superseded = true;
            terminated = true;
          }
        }
        case Decision.Finished finished -> {
          for (SyncTask task : finished.deleteHooks()) {
            mayBeKilled();
            cluster.remove(task.key());
          }
          end = finished;
          return;
        }
      }
      cluster.pass(time);
    }
    throw new AssertionError("600 turns");
  }

  private Progress carry(SyncPlan plan, List<List<SyncTask>> groups, Progress progress) {
    Map<SyncTask, Outcome> outcomes = new LinkedHashMap<>();
    for (var group : groups) {
      for (SyncTask task : group) {
        mayBeKilled();
        log.append(task.phase().text()).append(task.wave()).append(':');
        log.append(task.key().name()).append(' ');
        checks.beforeCarrying(plan, task, progress, written);
        outcomes.put(task, cluster.carry(task));
      }
    }
    mayBeKilled();
    return progress.record(outcomes);
  }
}
