package io.tiphys.controller.reconcile;

import static io.tiphys.controller.reconcile.EndingObjects.hook;
import static io.tiphys.controller.reconcile.EndingObjects.map;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.TestingController;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.RevisionHistory;
import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.TroubledApiServer.Asked;
import io.tiphys.testkit.cluster.TroubledApiServer.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A write that the API server carries out when whoever sent it has given it up, or is gone.
class LateWriteIT {

  @RegisterExtension static final TestingController tiphys = TestingController.troubled();

  private static final String UNNAMED_HOOK =
      hook("x", "PreSync", "").replace("name: x", "generateName: x-");

  private static final Trouble OUT_OF_ORDER = new Trouble.Refused(500, Map.of(), "out of order");

  @Test
  void theEndOfASyncThatComesLateLeavesTheNextOneAlone() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("late-write", map("first", ""));
    tiphys.create("late-write", target, "", "{}");
    tiphys.await(
        "late-write", app -> assertThat(app.status().sync().status()).isEqualTo("OutOfSync"));
    var end = new Trouble.Late();
    Predicate<Asked> ends = asked -> asked.body().contains("\"operation\":null");
    tiphys.server().trouble(1, writesOf("late-write").and(ends), end);
    tiphys.sync("late-write", "{}");
    tiphys.await(
        "late-write",
        app -> {
          assertThat(app.operation()).isNull();
          assertThat(app.status().sync().status()).isEqualTo("Synced");
        });
    tiphys.commit("late-write", map("first", "") + hook("gate", "PreSync", "HookSucceeded"));
    tiphys.sync("late-write", "{}");
    tiphys.awaitPresent("/api/v1/namespaces/%s/pods/gate".formatted(target));
    tiphys.await("late-write", app -> assertThat(state(app)).isEqualTo("Running"));

    end.when().countDown();

    assertThat(end.code().get(60, TimeUnit.SECONDS)).as("of the late write").isEqualTo(409);
    var app = tiphys.get("late-write");
    assertThat(app.operation()).isNotNull();
    assertThat(state(app)).isEqualTo("Running");
  }

  @Test
  void whatOthersWriteMeanwhileDoesNotHoldUpTheEnd() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("noisy-write", map("first", "") + hook("gate", "PreSync", "HookSucceeded"));
    tiphys.create("noisy-write", target, "", "{}");
    tiphys.sync("noisy-write", "{}");
    String gate = "/api/v1/namespaces/%s/pods/gate".formatted(target);
    tiphys.awaitPresent(gate);
    var isOver = new AtomicBoolean();
    var writer =
        CompletableFuture.runAsync(() -> {
          for (int i = 0; !isOver.get(); i++) {
            note("noisy-write", String.valueOf(i));
          }
        });

    var answer = tiphys.admin().patch(gate + "/status", "{\"status\":{\"phase\":\"Succeeded\"}}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

    tiphys.await("noisy-write", app -> assertThat(state(app)).isEqualTo("Succeeded"));
    isOver.set(true);
    writer.join();
    assertThat(tiphys.get("noisy-write").status().history()).hasSize(1);
  }

  @Test
  void whatIsNotNotedIsNotBegun() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("begun-write", map("first", "") + UNNAMED_HOOK);
    tiphys.create("begun-write", target, "", "{}");
    tiphys.await(
        "begun-write", app -> assertThat(app.status().sync().status()).isEqualTo("OutOfSync"));
    tiphys.server().trouble(Integer.MAX_VALUE, writesOf("begun-write"), OUT_OF_ORDER);
    tiphys.sync("begun-write", "{}");
    Thread.sleep(1500);
    assertThat(pods(target)).isEmpty();

    tiphys.server().calm();

    tiphys.await(
        "begun-write",
        app -> {
          assertThat(state(app)).isEqualTo("Running");
          assertThat(message(app)).contains("x-");
        });
    assertThat(pods(target)).hasSize(1);
  }

  @Test
  void noHookRunsBeforeItsCommitIsNoted() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("noted-write", map("first", "") + UNNAMED_HOOK);
    tiphys.create("noted-write", target, "", "{}");
    tiphys.server().trouble(Integer.MAX_VALUE, notesOf("noted-write"), OUT_OF_ORDER);
    tiphys.sync("noted-write", "{}");
    tiphys.await("noted-write", app -> assertThat(state(app)).isEqualTo("Running"));
    Thread.sleep(1500);
    assertThat(pods(target)).isEmpty();

    tiphys.server().calm();

    tiphys.await("noted-write", app -> assertThat(message(app)).contains("x-"));
    assertThat(pods(target)).hasSize(1);
  }

  @Test
  void aSyncWhoseFirstNoteIsLostIsToldOfInTheHistory() throws Exception {
    String target = tiphys.newNamespace();
    String last = map("last", "argocd.argoproj.io/sync-wave: \"1\"");
    String commit = tiphys.commit("lost-note", map("first", "") + last);
    tiphys.create("lost-note", target, "", "{}");
    tiphys.server().trouble(1, notesOf("lost-note"), OUT_OF_ORDER);
    tiphys.sync("lost-note", "{}");

    tiphys.await("lost-note", app -> assertThat(state(app)).isEqualTo("Succeeded"));
    var app = tiphys.get("lost-note");
    assertThat(app.status().history())
        .extracting(RevisionHistory::revision)
        .containsExactly(commit);
    var state = Objects.requireNonNull(app.status().operationState());
    assertThat(Objects.requireNonNull(state.syncResult()).resources()).hasSize(2);
  }

  private static List<?> pods(String namespace) throws IOException {
    var list = tiphys.admin().get("/api/v1/namespaces/%s/pods".formatted(namespace)).body();
    return JsonTree.listOrEmpty(JsonTree.parseObject(list.getBytes(UTF_8)).get("items"));
  }

  @Test
  void eachSyncHasItsHookHoweverSoonItFollows() throws Exception {
    String target = tiphys.newNamespace();
    String hook =
        map("x", "argocd.argoproj.io/hook: PreSync").replace("name: x", "generateName: x-");
    tiphys.commit("soon-write", map("first", "") + hook);
    tiphys.create("soon-write", target, "", "{}");
    for (int syncs = 1; syncs <= 3; syncs++) {
      int count = syncs;
      tiphys.sync("soon-write", "{}");
      tiphys.await("soon-write", app -> assertThat(app.status().history()).hasSize(count));
    }
    assertThat(tiphys.admin().get("/api/v1/namespaces/%s/configmaps".formatted(target)).body())
        .matches("(?s)(.*\"generateName\":\"x-\"){3}.*");
  }

  private static Predicate<Asked> writesOf(String name) {
    return asked ->
        asked.method().equals("PATCH") && asked.path().endsWith("/applications/" + name);
  }

  /// Those that say which revision is synced.
  private static Predicate<Asked> notesOf(String name) {
    return writesOf(name).and(asked -> asked.body().contains("\"syncResult\""));
  }

  private static void note(String name, String noise) {
    try {
      tiphys.annotate(name, "example.org/noise", noise);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String message(Application app) {
    var state = app.status().operationState();
    return state == null ? "" : state.message();
  }

  private static String state(Application app) {
    var state = app.status().operationState();
    return state == null ? "" : state.phase();
  }
}
