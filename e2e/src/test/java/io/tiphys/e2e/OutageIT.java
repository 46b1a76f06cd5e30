package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.git.TestingGit;
import io.tiphys.testkit.process.CutWire;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The API server of the control plane is gone for a while: health says so, nobody runs hot, and
/// everything goes on by itself.
class OutageIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.withNodes(1);

  private final TestingGit git = TestingGit.start();
  private CutWire wire;
  private Installation tiphys;

  @BeforeEach
  void start() throws Exception {
    wire = CutWire.to(URI.create(cluster.connection().server()).getPort());
    cluster
        .admin()
        .apply(
            "/api/v1/namespaces/" + cluster.namespace() + "/configmaps/argocd-cm",
            """
            {"apiVersion": "v1", "kind": "ConfigMap",
             "metadata": {"name": "argocd-cm", "labels": {"app.kubernetes.io/part-of": "argocd"}},
             "data": {"timeout.reconciliation": "8s", "timeout.reconciliation.jitter": "0s"}}
            """);
    tiphys = Installation.through("https://127.0.0.1:" + wire.port(), cluster, Map.of());
    tiphys.startStandalone();
  }

  @AfterEach
  void stop() {
    tiphys.close();
    wire.close();
    git.close();
  }

  @Test
  void waitsCalmlyAndGoesOn() throws Exception {
    var apps = new Apps(cluster, cluster.namespace(), tiphys);
    var repository = git.repository("outage");
    String target = cluster.newNamespace();
    repository.commit(Map.of("app/all.yaml", settings("one")));
    apps.create("outage", repository, target, "{automated: {}}");
    apps.await("outage", "Synced", "Healthy");

    wire.cut();
    String second = repository.commit(Map.of("app/all.yaml", settings("two")));
    Await.until(
        "health says that Applications cannot be followed",
        () ->
            assertThatThrownBy(() -> tiphys.askController("/healthz"))
                .hasMessageContaining("applications"),
        tiphys::logs);
    double before = turns();
    Thread.sleep(20_000);
    assertThat(turns() - before).as("turns in 20 s without an API server").isBetween(1.0, 9.0);
    wire.mend();

    apps.await(
        "outage",
        app -> {
          assertThat(app.status().sync().revision()).isEqualTo(second);
          assertThat(app.status().sync().status()).isEqualTo("Synced");
        });
    Await.until(
        "health is well again",
        () -> assertThat(tiphys.askController("/healthz")).isEqualTo("ok\n"),
        tiphys::logs);
  }

  @Test
  void startsBeforeTheApiServerAnswers() throws Exception {
    tiphys.service("standalone").kill();
    wire.cut();
    var starting = CompletableFuture.runAsync(tiphys::startStandalone);
    Thread.sleep(5000);
    assertThat(starting).isNotDone();

    wire.mend();

    starting.get(3, TimeUnit.MINUTES);
    assertThat(tiphys.askController("/healthz")).isEqualTo("ok\n");
  }

  private double turns() throws Exception {
    return tiphys
        .askController("/metrics")
        .lines()
        .filter(line -> line.startsWith("argocd_app_reconcile_count{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static String settings(String word) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings}
    data: {word: %s}
    """
        .formatted(word);
  }
}
