package io.tiphys.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.TestingController;
import io.tiphys.model.application.Application;
import io.tiphys.testkit.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is said of Applications whose manifests cannot be had.
@Behaviour("REF-15")
class RepoServerOutageIT {

  @RegisterExtension
  static final TestingController tiphys =
      TestingController.start(
          "--repo-error-grace-period-seconds=4", "--repo-server-timeout-seconds=1");

  private static final String CONFIG_MAP =
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {a: %s}}";

  private static void create(String name) throws Exception {
    tiphys.commit(name, CONFIG_MAP.formatted("b"));
    tiphys.create(name, tiphys.newNamespace(), "", "{automated: {}}");
    tiphys.await(name, app -> assertThat(sync(app)).isEqualTo("Synced"));
  }

  private static String sync(Application app) {
    return app.status().sync().status();
  }

  /// When it was asked a second time, what came of the first is written.
  private static void assertKept(String name, int before) throws Exception {
    while (tiphys.asked(name) < before + 2) {
      Thread.sleep(10);
    }
    assertThat(sync(tiphys.get(name))).isEqualTo("Synced");
    assertThat(tiphys.get(name).status().conditions()).isEmpty();
  }

  private static void awaitError(String name, String message) throws Exception {
    tiphys.await(
        name,
        app -> {
          assertThat(sync(app)).isEqualTo("Unknown");
          assertThat(app.status().conditions())
              .singleElement()
              .satisfies(condition -> {
                assertThat(condition.type()).isEqualTo("ComparisonError");
                assertThat(condition.message())
                    .startsWith(
                        "Failed to load target state: failed to generate manifest for source 1 of"
                            + " 1: rpc error: code = ")
                    .contains(message);
              });
        });
  }

  @Test
  void anOutageIsNotTheApplicationsUntilItsGraceIsOver() throws Exception {
    create("served");
    tiphys.repoServerIsGone();
    int before = tiphys.asked("served");
    String revision = tiphys.commit("served", CONFIG_MAP.formatted("c"));
    assertKept("served", before);
    awaitError("served", "DeadlineExceeded");
    tiphys.repoServerIsBack();
    tiphys.await(
        "served",
        app -> {
          assertThat(sync(app)).isEqualTo("Synced");
          assertThat(app.status().sync().revision()).isEqualTo(revision);
          assertThat(app.status().conditions()).isEmpty();
        });
  }

  @Test
  void anErrorThatNobodyAskedForIsSaidAfterTheGrace() throws Exception {
    create("polled");
    create("asking");
    tiphys.failToRender("polled");
    int before = tiphys.asked("polled");
    tiphys.startAgain();
    assertKept("polled", before);
    awaitError("polled", "app path does not exist");

    tiphys.failToRender("asking");
    tiphys.annotate("asking", "argocd.argoproj.io/refresh", "normal");
    awaitError("asking", "app path does not exist");
  }
}
