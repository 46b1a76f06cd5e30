package io.tiphys.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainPlanTest {

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private int explain(Object... arguments) {
    String[] all =
        Stream.concat(Stream.of("explain", "plan"), Stream.of(arguments).map(Object::toString))
            .toArray(String[]::new);
    return Tiphys.command(Map.of())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }

  private static final String APP =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: front, annotations: {argocd.argoproj.io/sync-wave: "1"}}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: reader, namespace: ignored}
      ---
      apiVersion: batch/v1
      kind: Job
      metadata:
        generateName: db-
        annotations: {helm.sh/hook: pre-upgrade, helm.sh/hook-weight: "-3", helm.sh/hook-delete-policy: hook-succeeded}
      ---
      apiVersion: batch/v1
      kind: Job
      metadata: {name: page, annotations: {argocd.argoproj.io/hook: "SyncFail,PostDelete"}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: try, annotations: {helm.sh/hook: test}}
      """;

  @Test
  void showsPhasesWavesAndOrder() throws Exception {
    assertThat(explain(file("app.yaml", APP), "--namespace", "web")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            PreSync
              wave -3
                batch/Job web/db-*                            hook: apply; deleted when the sync succeeds
            Sync
              wave 0
                ConfigMap web/settings                        apply
                rbac.authorization.k8s.io/ClusterRole reader  reconcile and apply
              wave 1
                apps/Deployment web/front                     apply
            SyncFail (only when the sync fails)
              wave 0
                batch/Job web/page                            hook: apply; an earlier one is deleted first; not tried out beforehand: what it needs or replaces is in the way
            PostDelete (when the Application is deleted)
                batch/Job web/page                            hook, wave 0
            Never applied
                Pod web/try
            """);
  }

  @Test
  void showsWhatIsPrunedOfWhatIsThere() throws Exception {
    String live =
        """
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: ConfigMap, metadata: {name: old, namespace: web}}
        - apiVersion: v1
          kind: Secret
          metadata: {name: kept, namespace: web, annotations: {argocd.argoproj.io/sync-options: Prune=false}}
        """;
    explain(
        file("none.yaml", "# nothing\n"),
        "--live",
        file("live.yaml", live),
        "--namespace",
        "web",
        "--prune",
        "--sync-option",
        "PruneLast=true");
    assertThat(out.toString())
        .isEqualTo(
            """
            Sync
              wave 1
                Secret web/kept    leave; ignored (no prune)
                ConfigMap web/old  prune; dependents: Foreground
            """);
  }

  @Test
  void programsReadJson() throws Exception {
    assertThat(explain(file("app.yaml", APP), "--namespace", "web", "-o", "json")).isZero();
    var tree = JsonTree.parseObject(out.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(JsonTree.listOrEmpty(tree.get("phases")))
        .extracting(phase -> JsonTree.objectOrEmpty(phase).get("phase"))
        .containsExactly("PreSync", "Sync", "SyncFail");
    assertThat(JsonTree.listOrEmpty(tree.get("neverApplied"))).hasSize(1);
    assertThat(JsonTree.writeString(tree.get("onDeletion")))
        .isEqualTo(
            JsonTree.writeString(
                List.of(
                    Map.of(
                        "group",
                        "batch",
                        "version",
                        "v1",
                        "kind",
                        "Job",
                        "namespace",
                        "web",
                        "name",
                        "page",
                        "phase",
                        "PostDelete",
                        "wave",
                        0L))));
  }

  @Test
  void whatIsWrongIsASentence() throws Exception {
    assertThat(explain(directory.resolve("none"))).isEqualTo(2);
    assertThat(err.toString()).contains("there is no such file");
    assertThat(explain(file("bad.yaml", "a: b"))).isEqualTo(2);
    assertThat(err.toString()).contains("bad.yaml: a manifest has an apiVersion and a kind");
    assertThat(explain(file("lost.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}")))
        .isEqualTo(1);
    assertThat(out.toString()).contains("InvalidSpecError: Namespace for a");
  }
}
