package io.tiphys.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tiphys.controller.TestingController;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.RevisionHistory;
import io.tiphys.testkit.Behaviour;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Automated sync, self-heal and history of Applications in a real cluster.
class AutoSyncIT {

  @RegisterExtension
  static final TestingController tiphys =
      TestingController.start(
          "--self-heal-backoff-timeout-seconds=1",
          "--self-heal-backoff-factor=1",
          "--self-heal-backoff-cap-seconds=1");

  @Test
  @Behaviour({"AUT-01", "AUT-08"})
  void aCommitIsSyncedOnceAndNotedWithWhoAndWhen() throws Exception {
    String target = tiphys.newNamespace();
    String first = tiphys.commit("once", map("once", "one"));
    tiphys.create("once", target, "", "{automated: {}}");
    synced("once", first);
    String second = tiphys.commit("once", map("once", "two"));

    Application app = synced("once", second);

    assertThat(app.status().history())
        .extracting(RevisionHistory::id, RevisionHistory::revision)
        .containsExactly(tuple(0L, first), tuple(1L, second));
    assertThat(app.status().history())
        .allSatisfy(entry -> {
          assertThat(entry.initiatedBy().automated()).isTrue();
          assertThat(entry.deployedAt()).isNotNull();
          assertThat(entry.source().path()).isEqualTo("once");
        });
  }

  @Test
  @Behaviour("AUT-01")
  void aParameterIsAnotherAttempt() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("moved", map("moved", "one"));
    tiphys.commit("moved-to", map("moved", "two"));
    tiphys.create("moved", target, "", "{automated: {}}");
    tiphys.await("moved", app -> assertThat(app.status().history()).hasSize(1));

    tiphys.patch("moved", "{\"spec\":{\"source\":{\"path\":\"moved-to\"}}}");

    tiphys.await(
        "moved",
        app -> {
          assertThat(app.status().history()).hasSize(2);
          assertThat(app.status().history().getLast().source().path()).isEqualTo("moved-to");
        });
  }

  @Test
  void tenThousandObjectsAreComparedAndTheStatusSaysThatItCannotNameThemAll() throws Exception {
    String many =
        IntStream.range(0, 10_000)
            .mapToObj(i -> map("a-long-name".repeat(10) + i, "one"))
            .collect(Collectors.joining());
    tiphys.commit("many", many);

    tiphys.create("many", tiphys.newNamespace(), "", "{}");

    tiphys.await(
        "many",
        app -> {
          assertThat(app.status().sync().status()).isEqualTo("OutOfSync");
          assertThat(app.status().resources()).hasSize(1000);
          assertThat(app.status().conditions())
              .singleElement()
              .satisfies(condition -> {
                assertThat(condition.type()).isEqualTo("StatusTooLargeWarning");
                assertThat(condition.message()).startsWith("Application has 10000 resources");
              });
        });
    tiphys.commit("many", map("only", "one"));
    tiphys.await(
        "many",
        app -> {
          assertThat(app.status().resources()).hasSize(1);
          assertThat(app.status().conditions()).isEmpty();
        });
  }

  @Test
  @Behaviour("AUT-08")
  void historyKeepsAsManyAsItIsTold() throws Exception {
    String target = tiphys.newNamespace();
    synced("short", created("short", target, "{automated: {}}"));
    tiphys.patch("short", "{\"spec\":{\"revisionHistoryLimit\":2}}");
    for (int i = 0; i < 3; i++) {
      synced("short", tiphys.commit("short", map("short", "v" + i)));
    }

    assertThat(tiphys.get("short").status().history())
        .extracting(RevisionHistory::id)
        .containsExactly(2L, 3L);
  }

  @Test
  @Behaviour("AUT-06")
  void offMeansThatNobodySyncs() throws Exception {
    String target = tiphys.newNamespace();
    created("resting", target, "{automated: {enabled: false, selfHeal: true, prune: true}}");

    tiphys.await("resting", app -> assertThat(app.status().sync().status()).isEqualTo("OutOfSync"));
    tiphys.annotate("resting", "argocd.argoproj.io/refresh", "normal");
    Application app =
        tiphys.await(
            "resting",
            it ->
                assertThat(it.metadata().annotations())
                    .doesNotContainKey("argocd.argoproj.io/refresh"));
    assertThat(app.operation()).isNull();
    assertThat(app.status().operationState()).isNull();

    tiphys.patch("resting", "{\"spec\":{\"syncPolicy\":{\"automated\":{\"enabled\":true}}}}");
    tiphys.await("resting", it -> assertThat(it.status().sync().status()).isEqualTo("Synced"));
  }

  @Test
  @Behaviour("AUT-02")
  void extraObjectsArePrunedOnlyIfAllowed() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("extra", map("kept", "one") + map("extra", "one"));
    tiphys.create("extra", target, "", "{automated: {}}");
    tiphys.await("extra", app -> assertThat(app.status().sync().status()).isEqualTo("Synced"));

    String revision = tiphys.commit("extra", map("kept", "one"));
    tiphys.await(
        "extra",
        app -> {
          assertThat(app.status().sync().revision()).isEqualTo(revision);
          assertThat(app.status().sync().status()).isEqualTo("OutOfSync");
          assertThat(app.metadata().annotations()).doesNotContainKey("argocd.argoproj.io/refresh");
        });
    assertThat(tiphys.has(configMap(target, "extra"))).isTrue();

    tiphys.patch("extra", "{\"spec\":{\"syncPolicy\":{\"automated\":{\"prune\":true}}}}");
    tiphys.awaitAbsent(configMap(target, "extra"));
    assertThat(tiphys.has(configMap(target, "kept"))).isTrue();
  }

  @Test
  @Behaviour("AUT-05")
  void nothingIsWipedOutUnlessEmptyIsAllowed() throws Exception {
    String target = tiphys.newNamespace();
    synced("wiped", created("wiped", target, "{automated: {prune: true}}"));

    String revision = tiphys.commit("wiped", "");
    tiphys.await(
        "wiped",
        app ->
            says(
                app,
                "SyncError",
                "Skipping sync attempt to [%s]: auto-sync will wipe out all resources"
                    .formatted(revision)));
    assertThat(tiphys.has(configMap(target, "wiped"))).isTrue();

    tiphys.patch("wiped", "{\"spec\":{\"syncPolicy\":{\"automated\":{\"allowEmpty\":true}}}}");
    tiphys.awaitAbsent(configMap(target, "wiped"));
  }

  @Test
  @Behaviour("AUT-03")
  void driftIsLeftAloneWithoutSelfHeal() throws Exception {
    String target = tiphys.newNamespace();
    synced("drift", created("drift", target, "{automated: {}}"));

    drift(target, "drift");

    Application app =
        tiphys.await("drift", it -> assertThat(it.status().sync().status()).isEqualTo("OutOfSync"));
    assertThat(app.operation()).isNull();
    assertThat(app.status().history()).hasSize(1);
  }

  @Test
  @Behaviour({"AUT-03", "AUT-04"})
  void driftIsHealedAgainAndAgainWithPauses() throws Exception {
    String target = tiphys.newNamespace();
    synced("heal", created("heal", target, "{automated: {selfHeal: true}}"));

    for (int attempt = 1; attempt <= 3; attempt++) {
      drift(target, "heal");
      int count = attempt;
      Application app =
          tiphys.await(
              "heal",
              it -> {
                assertThat(state(it).operation().sync())
                    .satisfies(sync ->
                        assertThat(Objects.requireNonNull(sync).autoHealAttemptsCount())
                            .isEqualTo(count));
                assertThat(it.operation()).isNull();
                assertThat(it.status().sync().status()).isEqualTo("Synced");
              });
      assertThat(Objects.requireNonNull(state(app).operation().sync()).resources())
          .singleElement()
          .satisfies(object -> assertThat(object.name()).isEqualTo("heal"));
    }
    assertThat(tiphys.get("heal").status().history()).as("healing is no deployment").hasSize(1);
    assertThat(tiphys.admin().get(configMap(target, "heal")).body()).contains("\"text\":\"one\"");
  }

  @Test
  @Behaviour({"AUT-07", "DIF-20"})
  void aCommitThatFailedIsNotTriedAgainUntilThereIsAnother() throws Exception {
    String target = tiphys.newNamespace();
    String good = created("fails", target, "{automated: {selfHeal: true}, retry: {limit: 0}}");
    synced("fails", good);

    String bad = tiphys.commit("fails", map("fails", "one") + NOT_VALID);
    Application app =
        tiphys.await(
            "fails",
            it -> says(it, "SyncError", "Failed last sync attempt to [%s]: ".formatted(bad)));
    var failed = state(app).startedAt();
    tiphys.annotate("fails", "argocd.argoproj.io/refresh", "hard");
    tiphys.await(
        "fails",
        it ->
            assertThat(it.metadata().annotations())
                .doesNotContainKey("argocd.argoproj.io/refresh"));
    tiphys.startAgain();
    tiphys.annotate("fails", "argocd.argoproj.io/refresh", "normal");
    app =
        tiphys.await(
            "fails",
            it ->
                assertThat(it.metadata().annotations())
                    .doesNotContainKey("argocd.argoproj.io/refresh"));
    assertThat(state(app).startedAt()).as("no other attempt").isEqualTo(failed);
    assertThat(app.status().history()).hasSize(1);
    assertThat(app.metadata().annotations().get("tiphys.io/sync-history"))
        .as("what the original's list has no place for")
        .contains("\"phase\":\"Succeeded\"", good, "\"render\":\"", "\"id\":0")
        .contains("\"phase\":\"Failed\"", bad, "\"who\":\"automated sync\"", "\"sources\":[{");

    String mended = tiphys.commit("fails", map("fails", "two"));
    app = synced("fails", mended);
    assertThat(app.status().conditions()).isEmpty();
  }

  private static String created(String name, String target, String policy) throws IOException {
    String revision = tiphys.commit(name, map(name, "one"));
    tiphys.create(name, target, "", policy);
    return revision;
  }

  private static Application synced(String name, String revision) throws Exception {
    return tiphys.await(
        name,
        app -> {
          assertThat(app.operation()).isNull();
          assertThat(app.status().sync().status()).isEqualTo("Synced");
          assertThat(app.status().sync().revision()).isEqualTo(revision);
          assertThat(Objects.requireNonNull(state(app).syncResult()).revision())
              .isEqualTo(revision);
        });
  }

  private static void drift(String target, String name) throws IOException {
    var answer = tiphys.admin().patch(configMap(target, name), "{\"data\":{\"text\":\"drifted\"}}");
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static void says(Application app, String type, String message) {
    assertThat(app.status().conditions())
        .anySatisfy(condition -> {
          assertThat(condition.type()).isEqualTo(type);
          assertThat(condition.message()).startsWith(message);
        });
  }

  private static OperationState state(Application app) {
    return Objects.requireNonNull(app.status().operationState(), "no operation yet");
  }

  private static String configMap(String namespace, String name) {
    return "/api/v1/namespaces/%s/configmaps/%s".formatted(namespace, name);
  }

  private static String map(String name, String text) {
    return """
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s}
    data: {text: "%s"}
    """
        .formatted(name, text);
  }

  private static final String NOT_VALID =
      """
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: bad}
      spec: {ports: [{port: 99999}]}
      """;
}
