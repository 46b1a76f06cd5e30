package io.tiphys.controller.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.ResourceResult;
import io.tiphys.testkit.Behaviour;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What somebody asks a sync for: which objects, of which revisions; and what its record says in
/// the end.
class SyncRequestIT extends RealSyncIT {

  private static String settings(String name) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s, labels: {tier: %s}}
    """
        .formatted(name, name);
  }

  private static final String HOOK =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: db, annotations: {argocd.argoproj.io/hook: PreSync}}
      spec: {restartPolicy: Never, containers: [{name: main, image: "registry.example/db:1"}]}
      """;

  private boolean isThere(String kind, String name) throws Exception {
    String path = "/api/v1/namespaces/%s/%s/%s".formatted(cluster.namespace(), kind, name);
    return cluster.admin().get(path).statusCode() == 200;
  }

  @Test
  @Behaviour({"SYN-31", "SYN-32"})
  void onlyTheObjectsThatAreNamedAreSyncedAndNoHooks() throws Exception {
    app.wants(settings("front"), settings("back"), settings("old"), HOOK);

    // as the command line asks for by resource or by label
    var end =
        app.sync(
            "{resources: [{kind: ConfigMap, name: front}, {kind: ConfigMap, name: old, namespace: %s},"
                    .formatted(cluster.namespace())
                + " {group: apps, kind: Deployment, name: back}]}");

    assertThat(end.phase()).as(end.message()).isEqualTo("Succeeded");
    assertThat(app.results().map(ResourceResult::name)).containsExactly("front", "old");
    assertThat(isThere("configmaps", "back")).isFalse();
    assertThat(isThere("pods", "db")).isFalse();

    app.wants(settings("front")).sync("{prune: true, resources: [{kind: ConfigMap, name: front}]}");
    assertThat(isThere("configmaps", "old")).as("it was not named").isTrue();
    app.sync("{prune: true, resources: [{kind: ConfigMap, name: old}]}");
    assertThat(app.result("old").message()).isEqualTo("pruned");
  }

  @Test
  @Behaviour("SYN-37")
  void anotherRevisionThanTheApplicationsIsSynced() throws Exception {
    app.wants(settings("one")).sync("{revision: abcabca}");

    assertThat(app.asked()).containsExactly(List.of("abcabca"));
    var result = Objects.requireNonNull(app.state().syncResult());
    assertThat(result.revision()).isEqualTo("abcabca");
    assertThat(result.revisions()).isEmpty();
  }

  @Test
  @Behaviour("SYN-37")
  void eachSourceHasARevisionOfItsOwn() throws Exception {
    String sources =
        "sources: [{repoURL: 'https://git.example/a'}, {repoURL: 'https://git.example/b'}]";

    app.spec(sources).wants(settings("one")).sync("{revisions: [aaaaaaa, bbbbbbb]}");

    assertThat(app.asked()).containsExactly(List.of("aaaaaaa", "bbbbbbb"));
    var result = Objects.requireNonNull(app.state().syncResult());
    assertThat(result.revision()).isEmpty();
    assertThat(result.revisions()).containsExactly("aaaaaaa", "bbbbbbb");
    assertThat(result.sources()).hasSize(2);
  }

  @Test
  @Behaviour("SYN-38")
  void theRecordSaysWhatBecameOfEachObjectWhoAskedAndWhy() throws Exception {
    app.wants(HOOK, settings("one"))
        .operation(
            "sync: {prune: true}, info: [{name: Reason, value: because}],"
                + " initiatedBy: {username: alice}")
        .untilItSays("hook /Pod/db");
    var answer =
        cluster
            .admin()
            .patch(
                "/api/v1/namespaces/%s/pods/db/status".formatted(cluster.namespace()),
                "{\"status\":{\"phase\":\"Succeeded\"}}");
    assertThat(answer.statusCode()).isEqualTo(200);

    var state = app.toItsEnd();

    assertThat(state.phase()).isEqualTo("Succeeded");
    assertThat(state.message()).isEqualTo("successfully synced (all tasks run)");
    assertThat(state.operation().initiatedBy().username()).isEqualTo("alice");
    assertThat(state.operation().info())
        .singleElement()
        .satisfies(info -> assertThat(info.value()).isEqualTo("because"));
    assertThat(state.finishedAt()).isAfter(state.startedAt());
    assertThat(app.result("db"))
        .satisfies(hook -> {
          assertThat(hook.version()).isEqualTo("v1");
          assertThat(hook.namespace()).isEqualTo(cluster.namespace());
          assertThat(hook.status()).isEqualTo("Synced");
          assertThat(hook.hookType()).isEqualTo("PreSync");
          assertThat(hook.hookPhase()).isEqualTo("Succeeded");
          assertThat(hook.syncPhase()).isEqualTo("PreSync");
          assertThat(hook.images()).containsExactly("registry.example/db:1");
        });
    assertThat(app.result("one"))
        .satisfies(object -> {
          assertThat(object.kind()).isEqualTo("ConfigMap");
          assertThat(object.status()).isEqualTo("Synced");
          assertThat(object.hookType()).isEmpty();
          assertThat(object.syncPhase()).isEqualTo("Sync");
          assertThat(object.message()).isEqualTo("configmap/one created");
        });
  }
}
