package io.tiphys.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.TestingController;
import io.tiphys.model.application.Application;
import io.tiphys.testkit.Behaviour;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Automated sync that somebody holds, by `tiphys.io/hold`.
class HoldIT {

  @RegisterExtension static final TestingController tiphys = TestingController.start();

  private static final String POLICY = "{automated: {selfHeal: true, prune: true}}";

  @Test
  @Behaviour("AUT-09")
  void aRollbackStaysUntilThereIsANewerCommit() throws Exception {
    String target = tiphys.newNamespace();
    String good = tiphys.commit("rolled", map("rolled", "good"));
    tiphys.create("rolled", target, "", POLICY);
    deployed("rolled", good);
    String bad = tiphys.commit("rolled", map("rolled", "bad"));
    deployed("rolled", bad);

    // as the API writes it for `argocd app rollback`
    tiphys.patch(
        "rolled",
        """
        {"metadata":{"annotations":{"tiphys.io/hold":"{\\"revision\\":\\"%s\\",\\"who\\":\\"alice\\"}"}},
         "operation":{"sync":{"revision":"%s","syncStrategy":{"apply":{}},
           "source":{"repoURL":"https://git.example.org/all.git","path":"rolled","targetRevision":"main"}},
           "initiatedBy":{"username":"alice"}}}
        """
            .formatted(good, good));

    held("rolled", "Automated sync is held at 000000000000 by alice until Git");
    tiphys.await(
        "rolled",
        it -> {
          assertThat(it.operation()).isNull();
          assertThat(syncedTo(it)).isEqualTo(good);
          assertThat(it.status().sync().status()).isEqualTo("OutOfSync");
          assertThat(it.metadata().annotations().get("tiphys.io/hold"))
              .contains("\"newerThan\":\"" + bad + "\"");
        });
    assertThat(text(target, "rolled")).contains("good");

    tiphys.startAgain();
    tiphys.annotate("rolled", "argocd.argoproj.io/refresh", "hard");
    Application app = refreshed("rolled");
    assertThat(syncedTo(app)).as("after another process took over").isEqualTo(good);

    String newer = tiphys.commit("rolled", map("rolled", "newer"));
    app = deployed("rolled", newer);
    assertThat(app.metadata().annotations()).doesNotContainKey("tiphys.io/hold");
    assertThat(app.status().conditions()).isEmpty();
  }

  @Test
  void aTimeEndsItByItself() throws Exception {
    String target = tiphys.newNamespace();
    String first = tiphys.commit("timed", map("timed", "one"));
    tiphys.create("timed", target, "", POLICY);
    deployed("timed", first);
    Instant until = Instant.now().plusSeconds(3);
    tiphys.annotate("timed", "tiphys.io/hold", until.toString());
    held("timed", "Automated sync is held until " + until);

    drift(target, "timed");

    tiphys.await("timed", app -> assertThat(app.status().sync().status()).isEqualTo("OutOfSync"));
    Application app =
        tiphys.await(
            "timed",
            it -> {
              assertThat(it.status().sync().status()).isEqualTo("Synced");
              assertThat(it.operation()).isNull();
            });
    assertThat(Objects.requireNonNull(app.status().operationState()).startedAt())
        .isAfterOrEqualTo(until.truncatedTo(ChronoUnit.SECONDS));
    assertThat(app.metadata().annotations()).doesNotContainKey("tiphys.io/hold");
  }

  @Test
  void whoTakesItOffEndsIt() throws Exception {
    String target = tiphys.newNamespace();
    String first = tiphys.commit("lifted", map("lifted", "one"));
    tiphys.create("lifted", target, "annotations: {tiphys.io/hold: 'true'}", POLICY);
    held("lifted", "Automated sync is held until Git has a commit other than 000000000000");
    assertThat(tiphys.has(configMap(target, "lifted"))).isFalse();

    tiphys.annotate("lifted", "tiphys.io/hold", null);

    deployed("lifted", first);
  }

  @Test
  void whatCannotBeReadHoldsAndSaysSo() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("odd", map("odd", "one"));
    tiphys.create("odd", target, "annotations: {tiphys.io/hold: 'next week'}", POLICY);

    held("odd", "Automated sync is held, and the annotation tiphys.io/hold cannot be read");
    assertThat(tiphys.has(configMap(target, "odd"))).isFalse();
  }

  @Test
  void withoutAutomatedSyncItSaysNothing() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("manual", map("manual", "one"));
    tiphys.create("manual", target, "annotations: {tiphys.io/hold: 'true'}", "{}");

    Application app =
        tiphys.await(
            "manual", it -> assertThat(it.status().sync().status()).isEqualTo("OutOfSync"));
    assertThat(app.status().conditions()).isEmpty();
    tiphys.sync("manual", "{}");
    tiphys.await("manual", it -> assertThat(it.status().sync().status()).isEqualTo("Synced"));
  }

  private static void held(String name, String message) throws Exception {
    tiphys.await(
        name,
        app ->
            assertThat(app.status().conditions())
                .singleElement()
                .satisfies(condition -> {
                  assertThat(condition.type()).isEqualTo("AutoSyncHold");
                  assertThat(condition.message()).startsWith(message);
                }));
  }

  private static Application deployed(String name, String revision) throws Exception {
    return tiphys.await(
        name,
        app -> {
          assertThat(app.operation()).isNull();
          assertThat(syncedTo(app)).isEqualTo(revision);
          assertThat(app.status().sync().status()).isEqualTo("Synced");
        });
  }

  private static Application refreshed(String name) throws Exception {
    return tiphys.await(
        name,
        app ->
            assertThat(app.metadata().annotations())
                .doesNotContainKey("argocd.argoproj.io/refresh"));
  }

  private static String syncedTo(Application app) {
    var state = Objects.requireNonNull(app.status().operationState());
    return Objects.requireNonNull(state.syncResult()).revision();
  }

  private static void drift(String target, String name) throws Exception {
    var unused = tiphys.admin().patch(configMap(target, name), "{\"data\":{\"text\":\"drift\"}}");
  }

  private static String text(String target, String name) throws Exception {
    return tiphys.admin().get(configMap(target, name)).body();
  }

  private static String configMap(String namespace, String name) {
    return "/api/v1/namespaces/%s/configmaps/%s".formatted(namespace, name);
  }

  private static String map(String name, String text) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s}
    data: {text: "%s"}
    """
        .formatted(name, text);
  }
}
