package io.tiphys.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainDiffTest {

  private static final String LIVE =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        managedFields:
        - manager: kubectl-scale
          operation: Update
          time: "2026-01-02T03:04:05Z"
          subresource: scale
          fieldsV1: {"f:spec": {"f:replicas": {}}}
      spec:
        replicas: 5
        template:
          spec:
            containers:
            - {name: side, image: envoy}
            - {name: app, image: "nginx:1", resources: {limits: {cpu: "1"}}}
      """;
  private static final String TARGET =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        replicas: 2
        template:
          spec:
            containers:
            - {name: app, image: "nginx:1", resources: {limits: {cpu: 1000m}}}
      """;

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int explain(String live, String target, String... more) throws IOException {
    var all =
        Stream.concat(
                Stream.of("explain", "diff", "--live", file(live), "--target", file(target)),
                Stream.of(more))
            .toArray(String[]::new);
    return Tiphys.command(Map.of())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }

  private String file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "object", ".yaml"), text).toString();
  }

  private String settings(String key, String value) throws IOException {
    return file(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm}\ndata:\n  %s: |\n    %s\n"
            .formatted(key, value));
  }

  @Test
  void namesTheFieldAndWhoWroteIt() throws Exception {
    assertThat(explain(LIVE, TARGET)).isEqualTo(1);
    assertThat(out.toString())
        .isEqualTo(
            """
            Deployment web: OutOfSync
              change /spec/replicas, written by kubectl-scale at 2026-01-02T03:04:05Z
            """);
  }

  @Test
  void writesJson() throws Exception {
    assertThat(explain(LIVE, TARGET, "-o", "json")).isEqualTo(1);
    assertThat(out.toString())
        .isEqualTo(
            "{\"fields\":[{\"change\":\"change\",\"manager\":\"kubectl-scale\","
                + "\"operation\":\"Update\",\"path\":\"/spec/replicas\",\"subresource\":\"scale\","
                + "\"time\":\"2026-01-02T03:04:05Z\"}],\"group\":\"apps\",\"kind\":\"Deployment\","
                + "\"name\":\"web\",\"status\":\"OutOfSync\"}\n");
  }

  @Test
  void followsTheRulesOfTheSettings() throws Exception {
    String key = "resource.customizations.ignoreDifferences.apps_Deployment";
    for (String rule :
        new String[] {
          "jsonPointers: [/spec/replicas]",
          "jqPathExpressions: [.spec.replicas]",
          "managedFieldsManagers: [kubectl-scale]"
        }) {
      assertThat(explain(LIVE, TARGET, "--settings", settings(key, rule))).as(rule).isZero();
    }
    assertThat(out.toString()).startsWith("Deployment web: Synced\n");
  }

  @Test
  void namesARuleThatCannotBeUsed() throws Exception {
    String key = "resource.customizations.ignoreDifferences.apps_Deployment";
    assertThat(explain(LIVE, TARGET, "--settings", settings(key, "jqPathExpressions: ['.spec[']")))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("ignoreDifferences of apps/Deployment: jq expression \".spec[\"");
  }

  @Test
  void takesAwayWhatWasAppliedBefore() throws Exception {
    String live = "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: x, b: y}}";
    String target = "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: x}}";
    assertThat(explain(live, target)).isZero();
    assertThat(explain(live, target, "--last", file(live))).isEqualTo(1);
    assertThat(out.toString()).endsWith("ConfigMap c: OutOfSync\n  remove /data/b\n");
  }

  @Test
  void saysNothingOfWhatASecretHolds() throws Exception {
    String live = "{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {a: aGlkZGVu}}";
    String target = "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: other}}";
    assertThat(explain(live, target, "-o", "json")).isEqualTo(1);
    assertThat(out.toString()).contains("/data/a").doesNotContain("aGlkZGVu", "other");
  }

  @Test
  void saysWhichFileIsMissingOrHoldsMore() throws Exception {
    assertThat(explain(LIVE, TARGET, "--last", "/nowhere.yaml")).isEqualTo(2);
    assertThat(err.toString()).contains("--last /nowhere.yaml: there is no such file");
    assertThat(explain(LIVE + "---\n" + LIVE, TARGET)).isEqualTo(2);
    assertThat(err.toString()).contains("it holds 2 objects, not one");
  }
}
