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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Redis holds what can be lost, and what others may have written: nothing false is applied.
class FalseCacheIT {

  private static final String REFRESH = "argocd.argoproj.io/refresh";

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
  void falseEntriesAreNotAppliedAndEmptiedRedisCostsTimeOnly() throws Exception {
    var repository = git.repository("cached");
    commit(repository, "true");
    String right = cluster.newNamespace();
    String wrong = cluster.newNamespace();
    create("right", repository, right);
    apps.await("right", "Synced", "Healthy");
    String mine = cached("right", 1).getFirst();
    create("wrong", repository, wrong);
    apps.await("wrong", "Synced", "Healthy");
    String theirs =
        cached("wrong", 2).stream().filter(key -> !key.equals(mine)).findFirst().orElseThrow();

    assertThat(redis.command("COPY %s %s REPLACE".formatted(theirs, mine))).startsWith(":1");
    assertThat(redis.command("SET %s something".formatted(theirs))).startsWith("+OK");
    restartRepoServer(); // it remembers what it rendered, too
    for (String name : List.of("right", "wrong")) {
      apps.refresh(name);
      apps.await(name, app -> assertThat(app.metadata().annotations()).doesNotContainKey(REFRESH));
    }

    assertThat(word(right)).contains("true");
    assertThat(word(wrong)).contains("false");
    for (String name : List.of("right", "wrong")) {
      assertThat(apps.get(name).status().conditions()).isEmpty();
      assertThat(apps.get(name).status().history()).hasSize(1);
    }
    assertThat(tiphys.askRepoServer("/metrics"))
        .containsPattern("tiphys_redis_forged_total(\\{.*})? 2\\.0");
    assertThat(tiphys.logs()).contains("not from this installation");

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
  }

  private void restartRepoServer() {
    tiphys.service("repo-server").kill();
    tiphys.startRepoServer(port, redis.address());
  }

  /// While Redis is slow to answer, it is left out: what is rendered again is written again.
  private List<String> cached(String name, int count) {
    return Await.read(
        count + " entries in Redis",
        () -> {
          if (keys().size() < count
              && !apps.get(name).metadata().annotations().containsKey(REFRESH)) {
            apps.refreshHard(name);
          }
          assertThat(keys()).hasSize(count);
          return keys();
        },
        tiphys::logs);
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
