package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.RevisionHistory;
import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.git.TestingGit;
import io.tiphys.testkit.git.TestingRepository;
import io.tiphys.testkit.process.CutWire;
import io.tiphys.testkit.process.Ports;
import io.tiphys.testkit.redis.TestingRedis;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every process is killed at random moments while fifty syncs run.
class KilledAnywhereIT {

  private static final int APPS = 10;
  private static final int ROUNDS = 5;
  private static final long SEED = 20_260_711;

  @RegisterExtension static final TestingCluster cluster = TestingCluster.withNodes(1);

  private final TestingGit git = TestingGit.start();
  private final TestingRedis redis = TestingRedis.start();
  private final int port = Ports.free();
  private final Random random = new Random(SEED);
  private CutWire wire;
  private Installation tiphys;
  private Apps apps;

  @BeforeEach
  void start() {
    wire = CutWire.to(URI.create(cluster.connection().server()).getPort());
    tiphys =
        Installation.through(
            "https://127.0.0.1:" + wire.port(), cluster, Map.of("ARGOCD_SYNC_WAVE_DELAY", "0"));
    tiphys.startRepoServer(port, redis.address());
    tiphys.startController(port, redis.address());
    apps = new Apps(cluster, cluster.namespace(), tiphys);
  }

  @AfterEach
  void stop() {
    tiphys.close();
    wire.close();
    redis.close();
    git.close();
  }

  @Test
  void everySyncEndsOnceAndNothingIsLostOrDoneTwice() throws Exception {
    var repository = git.repository("many");
    String target = cluster.newNamespace();
    String commit = commit(repository, 1);
    for (int app = 0; app < APPS; app++) {
      apps.create(
          "killed-" + app,
          """
          project: default
          source: {repoURL: "%s", targetRevision: main, path: app-%d}
          destination: {server: "%s", namespace: %s}
          syncPolicy: {automated: {prune: true}}
          """
              .formatted(repository.fileUrl(), app, Apps.IN_CLUSTER, target));
    }
    for (int round = 1; ; round++) {
      for (int blow = 0; blow < 3; blow++) {
        Thread.sleep(random.nextInt(1500));
        strike(random.nextInt(4));
      }
      String expected = commit;
      for (int app = 0; app < APPS; app++) {
        apps.await(
            "killed-" + app,
            it -> {
              assertThat(it.operation()).isNull();
              assertThat(it.status().sync().revision()).isEqualTo(expected);
              assertThat(it.status().sync().status()).isEqualTo("Synced");
              assertThat(Apps.phase(it)).isEqualTo("Succeeded");
            });
      }
      if (round == ROUNDS) {
        break;
      }
      commit = commit(repository, round + 1);
      for (int app = 0; app < APPS; app++) {
        apps.refresh("killed-" + app);
      }
    }

    for (int app = 0; app < APPS; app++) {
      var history = apps.get("killed-" + app).status().history();
      assertThat(history.stream().map(RevisionHistory::revision))
          .as("each commit once in the history of killed-%d", app)
          .doesNotHaveDuplicates()
          .hasSize(ROUNDS);
      assertThat(hooks(target, app)).as("hooks of killed-%d", app).hasSize(ROUNDS);
      String path = "/api/v1/namespaces/%s/configmaps/".formatted(target);
      assertThat(cluster.admin().get(path + "first-" + app).body())
          .contains("\"round\":\"" + ROUNDS + "\"");
      assertThat(cluster.admin().get(path + "last-" + app).body())
          .contains("\"round\":\"" + ROUNDS + "\"");
      assertThat(cluster.admin().get(path + "passing-" + app + "-" + ROUNDS).statusCode())
          .isEqualTo(200);
      assertThat(cluster.admin().get(path + "passing-" + app + "-" + (ROUNDS - 1)).statusCode())
          .as("what left the repository is pruned")
          .isEqualTo(404);
    }
  }

  private void strike(int what) throws InterruptedException {
    switch (what) {
      case 0 -> {
        tiphys.service("application-controller").kill();
        tiphys.startController(port, redis.address());
      }
      case 1 -> {
        tiphys.service("repo-server").kill();
        tiphys.startRepoServer(port, redis.address());
      }
      case 2 -> {
        redis.kill();
        redis.restart();
      }
      default -> {
        wire.cut();
        Thread.sleep(random.nextInt(700));
        wire.mend();
      }
    }
  }

  /// A hook before, two waves, and an object that is another one each round.
  private static String commit(TestingRepository repository, int round) {
    var files = new HashMap<String, String>();
    for (int app = 0; app < APPS; app++) {
      files.put(
          "app-%d/all.yaml".formatted(app),
          """
          apiVersion: batch/v1
          kind: Job
          metadata:
            generateName: before-%1$d-
            labels: {hook-of: "%1$d"}
            annotations: {argocd.argoproj.io/hook: PreSync}
          spec:
            template:
              spec:
                restartPolicy: Never
                containers: [{name: main, image: "none:%2$d"}]
          ---
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: first-%1$d}
          data: {round: "%2$d"}
          ---
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: passing-%1$d-%2$d}
          ---
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: last-%1$d
            annotations: {argocd.argoproj.io/sync-wave: "1"}
          data: {round: "%2$d"}
          """
              .formatted(app, round));
    }
    return repository.commit(files);
  }

  /// The names, of which each holds the commit and the second that its sync began.
  private static List<String> hooks(String namespace, int app) throws Exception {
    var list =
        cluster
            .admin()
            .get(
                "/apis/batch/v1/namespaces/%s/jobs?labelSelector=hook-of%%3D%d"
                    .formatted(namespace, app));
    var tree = JsonTree.parseObject(list.body().getBytes(StandardCharsets.UTF_8));
    return JsonTree.listOrEmpty(tree.get("items")).stream()
        .map(it -> JsonTree.objectOrEmpty(JsonTree.objectOrEmpty(it).get("metadata")).get("name"))
        .map(String::valueOf)
        .toList();
  }
}
