package io.tiphys.controller.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.cluster.TestingDestination;
import io.tiphys.engine.hook.Hook;
import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Random syncs against a real API server, carried out by a controller that is killed between what
/// it did and what it writes down: order, exactly-once and end state hold.
class RandomSyncsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final int RUNS = 200;
  private static final int AT_ONCE = 16;

  @Test
  @Behaviour({"SYN-01", "SYN-02"})
  void everySyncEndsOnceAndInOrderWhateverIsKilled() throws Exception {
    try (var destination = new TestingDestination(cluster);
        var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      var runs = new ArrayList<Callable<Integer>>();
      for (int seed = 0; seed < RUNS; seed++) {
        var run = new Run(seed, destination);
        runs.add(run::killsUntilItsEnd);
      }
      int kills = 0;
      for (Future<Integer> done : threads.invokeAll(runs)) {
        kills += done.get();
      }
      assertThat(kills).isGreaterThan(RUNS / 2);
    }
  }

  /// One namespace with random objects in it, and one sync to others.
  private static final class Run {
    private final int seed;
    private final Random random;
    private final String namespace = cluster.newNamespace();
    private final TestingOperation app;
    private final Map<String, Integer> waves = new TreeMap<>();
    private final Set<String> extras = new HashSet<>();
    private final Set<String> hooks = new HashSet<>();
    private final Map<String, Set<String>> madeByRun = new HashMap<>();
    private boolean hookFails;

    Run(int seed, TestingDestination destination) {
      this.seed = seed;
      this.random = new Random(seed);
      this.app = new TestingOperation(destination.cluster(), namespace);
    }

    int killsUntilItsEnd() throws Exception {
      try {
        return sync();
      } catch (AssertionError | Exception broken) {
        throw new AssertionError("seed " + seed + ": " + app.state(), broken);
      }
    }

    private int sync() throws Exception {
      for (int i = 0, count = random.nextInt(3); i < count; i++) {
        extras.add("extra-" + i);
      }
      app.wants(extras.stream().map(name -> settings(name, 0)).toArray(String[]::new)).sync("{}");
      app.wants(wanted().toArray(String[]::new)).begin("{prune: true}");
      int kills = 0;
      while (true) {
        if (kills < 4 && random.nextInt(4) == 0) {
          kills++;
          app.stepAndKill();
        } else if (app.step()) {
          break;
        }
        hooksGoOn();
      }
      check();
      return kills;
    }

    private List<String> wanted() {
      var all = new ArrayList<String>();
      for (int i = 0, count = 1 + random.nextInt(4); i < count; i++) {
        int wave = random.nextInt(3) - 1;
        waves.put("o" + i, wave);
        all.add(settings("o" + i, wave));
      }
      for (int i = 0, count = random.nextInt(3); i < count; i++) {
        String phase = List.of("PreSync", "Sync", "PostSync").get(random.nextInt(3));
        hooks.add("hook-" + i);
        all.add(hook("hook-" + i, phase));
      }
      hookFails = !hooks.isEmpty() && random.nextInt(5) == 0;
      return all;
    }

    private static String settings(String name, int wave) {
      return """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: %s, annotations: {argocd.argoproj.io/sync-wave: "%d"}}
      """
          .formatted(name, wave);
    }

    private static String hook(String name, String phase) {
      return """
      apiVersion: v1
      kind: Pod
      metadata: {name: %s, annotations: {argocd.argoproj.io/hook: %s}}
      spec: {restartPolicy: Never, containers: [{name: main, image: none}]}
      """
          .formatted(name, phase);
    }

    /// Each Pod ends when it is seen, and is deleted by somebody at times.
    private void hooksGoOn() throws IOException {
      for (var pod : list("pods")) {
        var meta = JsonTree.objectOrEmpty(pod.get("metadata"));
        String run = text(JsonTree.objectOrEmpty(meta.get("annotations")), Hook.RUN_ANNOTATION);
        madeByRun
            .computeIfAbsent(run + text(meta, "name"), name -> new HashSet<>())
            .add(text(meta, "uid"));
        String path = path("pods") + "/" + text(meta, "name");
        if (text(JsonTree.objectOrEmpty(pod.get("status")), "phase").equals("Pending")) {
          String phase = hookFails ? "Failed" : "Succeeded";
          cluster.admin().patch(path + "/status", "{\"status\":{\"phase\":\"" + phase + "\"}}");
          if (random.nextInt(3) == 0) {
            cluster.admin().delete(path);
          }
        }
      }
    }

    private void check() throws IOException {
      boolean fails = hookFails;
      assertThat(app.state().phase())
          .as(app.state().message())
          .isEqualTo(fails ? "Failed" : "Succeeded");
      madeByRun.forEach((run, made) -> assertThat(made).as("made by " + run).hasSize(1));
      for (var pod : list("pods")) {
        assertThat(JsonTree.objectOrEmpty(pod.get("metadata")))
            .as("a hook that has ended is let go")
            .doesNotContainKey("finalizers");
      }
      if (fails) {
        return;
      }
      var versions = new TreeMap<String, Long>();
      for (var one : list("configmaps")) {
        var meta = JsonTree.objectOrEmpty(one.get("metadata"));
        if (meta.containsKey("deletionTimestamp")) {
          continue; // the garbage collector looks after it soon
        }
        versions.put(text(meta, "name"), Long.parseLong(text(meta, "resourceVersion")));
      }
      assertThat(versions.keySet()).containsAll(waves.keySet()).doesNotContainAnyElementsOf(gone());
      waves.forEach((one, wave) ->
          waves.forEach((other, later) -> {
            if (wave < later) {
              assertThat(versions.get(one))
                  .as(one + " before " + other)
                  .isLessThan(versions.get(other));
            }
          }));
      assertThat(app.results().map(result -> result.name()))
          .as("each object has one result")
          .doesNotHaveDuplicates()
          .containsAll(waves.keySet())
          .containsAll(hooks);
    }

    /// What was pruned; an assertion wants one at least.
    private Set<String> gone() {
      return extras.isEmpty() ? Set.of("never-there") : extras;
    }

    private String path(String plural) {
      return "/api/v1/namespaces/%s/%s".formatted(namespace, plural);
    }

    private Collection<Map<String, Object>> list(String plural) throws IOException {
      var answer = cluster.admin().get(path(plural));
      var items = new ArrayList<Map<String, Object>>();
      var tree = JsonTree.parseObject(answer.body().getBytes(StandardCharsets.UTF_8));
      for (Object item : JsonTree.listOrEmpty(tree.get("items"))) {
        items.add(new HashMap<>(JsonTree.objectOrEmpty(item)));
      }
      return items;
    }

    private static String text(Map<String, ?> object, String name) {
      return object.get(name) instanceof String text ? text : "";
    }
  }
}
