package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.git.TestingGit;
import io.tiphys.testkit.git.TestingRepository;
import io.tiphys.testkit.process.Ports;
import io.tiphys.testkit.redis.TestingRedis;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Redis holds what can be lost, and what others may have written: nothing false is applied.
class FalseCacheIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.withNodes(1);

  private final TestingGit git = TestingGit.start();
  private final TestingRedis redis = TestingRedis.start();
  private final int port = Ports.free();
  private Installation tiphys;
  private Apps apps;

  @BeforeEach
  void start() {
    tiphys = Installation.in(cluster, Map.of());
    tiphys.startRepoServer(port, redis.address());
    tiphys.startController(port, redis.address());
    apps = new Apps(cluster, cluster.namespace(), tiphys);
  }

  @AfterEach
  void stop() {
    tiphys.close();
    redis.close();
    git.close();
  }

  @Test
  void emptiedRedisCostsTimeOnlyAndFalseEntriesAreNotApplied() throws Exception {
    var repository = git.repository("cached");
    commit(repository, "true");
    String right = cluster.newNamespace();
    String wrong = cluster.newNamespace();
    create("right", repository, right);
    apps.await("right", "Synced", "Healthy");
    List<String> first = keys();
    assertThat(first).isNotEmpty();
    create("wrong", repository, wrong);
    apps.await("wrong", "Synced", "Healthy");
    var others = new TreeSet<>(keys());
    others.removeAll(first);
    assertThat(others).hasSize(1);

    redis.empty();
    String emptied = commit(repository, "truer");
    apps.refresh("right");
    apps.await(
        "right",
        app -> {
          assertThat(app.status().sync().revision()).isEqualTo(emptied);
          assertThat(app.status().sync().status()).isEqualTo("Synced");
        });
    assertThat(word(right)).contains("truer");

    String mine = keys().getFirst();
    restartRepoServer(); // it remembers what it rendered, too
    apps.refresh("wrong");
    awaitRefreshed("wrong");
    assertThat(keys()).as("both are cached anew").contains(mine, others.first()).hasSize(2);
    assertThat(redis.command("COPY %s %s REPLACE".formatted(others.first(), mine)))
        .startsWith(":1");
    restartRepoServer();
    apps.refresh("right");
    awaitRefreshed("right");
    assertThat(word(right)).contains("truer").doesNotContain("false");
    assertThat(apps.get("right").status().sync().status()).isEqualTo("Synced");
    assertThat(tiphys.askRepoServer("/metrics"))
        .containsPattern("tiphys_redis_forged_total(\\{.*})? 1\\.0");
    assertThat(tiphys.logs()).contains("not from this installation");

    for (String key : keys()) {
      assertThat(redis.command("SET %s something".formatted(key))).startsWith("+OK");
    }
    restartRepoServer();
    apps.refresh("right");
    awaitRefreshed("right");
    assertThat(word(right)).contains("truer");
    assertThat(apps.get("right").status().conditions()).isEmpty();
    assertThat(apps.get("right").status().history()).hasSize(2);
  }

  private void restartRepoServer() {
    tiphys.service("repo-server").kill();
    tiphys.startRepoServer(port, redis.address());
  }

  private void awaitRefreshed(String name) {
    apps.await(name, app -> assertThat(app.metadata().annotations()).isEmpty());
  }

  private List<String> keys() {
    return redis
        .command("KEYS mfst|*")
        .lines()
        .filter(line -> line.startsWith("mfst|"))
        .sorted()
        .toList();
  }

  private static String word(String namespace) throws IOException {
    return cluster
        .admin()
        .get("/api/v1/namespaces/%s/configmaps/settings".formatted(namespace))
        .body();
  }

  private static String commit(TestingRepository repository, String word) {
    return repository.commit(
        Map.of("right/all.yaml", settings(word), "wrong/all.yaml", settings("false")));
  }

  private void create(String name, TestingRepository repository, String target) {
    apps.create(
        name,
        """
        project: default
        source: {repoURL: "%s", targetRevision: main, path: %s}
        destination: {server: "%s", namespace: %s}
        syncPolicy: {automated: {prune: true, selfHeal: true}}
        """
            .formatted(repository.fileUrl(), name, Apps.IN_CLUSTER, target));
  }

  private static String settings(String word) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings}
    data: {word: "%s"}
    """
        .formatted(word);
  }
}
