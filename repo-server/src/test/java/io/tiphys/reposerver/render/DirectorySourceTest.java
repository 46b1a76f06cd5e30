package io.tiphys.reposerver.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.reposerver.render.RenderResult.Phase;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectorySourceTest extends RenderFixture {

  @Override
  RenderLimits limits() {
    var limits = RenderLimits.DEFAULT;
    return new RenderLimits(
        2000,
        limits.copiedBytes(),
        limits.copiedFiles(),
        limits.parameterFileBytes(),
        limits.process());
  }

  @Test
  void takesTheManifestsOfOneDirectoryInOrderOfNames() throws Exception {
    var tree =
        commit(
            "web/b.yml", configMap("b"),
            "web/a.yaml", configMap("a"),
            "web/c.json", configMapJson("c"),
            "web/README.md", "# not a manifest",
            "web/below/d.yaml", configMap("d"),
            "other/e.yaml", configMap("e"));
    var rendered = rendered(Requests.of("web"), tree);
    assertThat(rendered.sourceType()).isEqualTo(SourceType.DIRECTORY);
    assertThat(rendered.commands()).isEmpty();
    assertThat(rendered.manifests())
        .containsExactly(configMapJson("a"), configMapJson("b"), configMapJson("c"));
  }

  @Test
  void goesDownWhenTold() throws Exception {
    var tree =
        commit(
            "web/a.yaml", configMap("a"),
            "web/deep/er/b.yaml", configMap("b"),
            "web/z.yaml", configMap("z"));
    assertThat(manifests(Requests.of("web", "\"directory\":{\"recurse\":true}"), tree))
        .containsExactly(configMapJson("a"), configMapJson("b"), configMapJson("z"));
  }

  @Test
  void excludesFirstAndThenIncludes() throws Exception {
    var tree =
        commit(
            "config.json", "{}",
            "deployment.yaml", configMap("deployment"),
            "env-use2/configmap.yaml", configMap("use2"),
            "env-usw2/configmap.yaml", configMap("usw2"));
    assertThat(
            manifests(
                Requests.of(
                    ".",
                    "\"directory\":{\"recurse\":true,\"include\":\"*.yaml\",\"exclude\":\"{config.json,env-usw2/*}\"}"),
                tree))
        .containsExactly(configMapJson("deployment"), configMapJson("use2"));
  }

  @Test
  void takesOtherExtensionsWhenTheFilterIsOff() throws Exception {
    var tree = commit("web/a.yaml.sealed", configMap("a"), "web/b.yaml", configMap("b"));
    assertThat(
            manifests(
                Requests.of(
                    "web",
                    "\"directory\":{\"disableExtensionFilter\":true,\"include\":\"*.sealed\"}"),
                tree))
        .containsExactly(configMapJson("a"));
  }

  @Test
  void readsDocumentsListsAndEncodings() throws Exception {
    var tree =
        commit(
            "web/a.yaml",
            "---\n# nothing\n---\n" + configMap("a") + "--- # next\n" + configMap("b") + "---\n",
            "web/b.yaml",
            "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: c}}\n",
            "web/c.yaml",
            "apiVersion: v1\nkind: ConfigMapList\nitems:\n",
            "web/d.yaml",
            "");
    assertThat(manifests(Requests.of("web"), tree))
        .containsExactly(configMapJson("a"), configMapJson("b"), configMapJson("c"));
  }

  @Test
  void readsUtf16() {
    byte[] utf16 = ("\ufeff" + configMap("ü")).getBytes(StandardCharsets.UTF_16LE);
    assertThat(Yaml.text(utf16)).isEqualTo(configMap("ü"));
    assertThat(Yaml.text(("\ufeff" + "a").getBytes(StandardCharsets.UTF_8))).isEqualTo("a");
  }

  @Test
  void passesOverFilesThatAreNoManifests() throws Exception {
    var tree =
        commit(
            "web/a.yaml",
            configMap("a"),
            "web/values.yaml",
            "replicas: 1\n",
            "web/pipeline.yaml",
            "- step: one\n",
            "web/skip.yaml",
            "# +argocd:skip-file-rendering\n" + configMap("skipped") + "x: {{ y }}");
    assertThat(manifests(Requests.of("web"), tree)).containsExactly(configMapJson("a"));
  }

  @Test
  void reportsABrokenManifest() throws Exception {
    var tree = commit("web/bad.yaml", configMap("a") + "data: {{ .Values.data }}\n");
    var failed = failed(Requests.of("web"), tree);
    assertThat(failed.phase()).isEqualTo(Phase.MANIFESTS);
    assertThat(failed.message())
        .startsWith("Failed to unmarshal \"bad.yaml\": failed to unmarshal manifest: ");
    assertThat(failed.lasting()).isTrue();
  }

  @Test
  void reportsARestThatIsNoManifestAfterOneThatIs() throws Exception {
    var tree = commit("web/bad.yaml", configMap("a") + "---\nfoo: bar\n");
    assertThat(failed(Requests.of("web"), tree).message())
        .isEqualTo(
            "Failed to unmarshal \"bad.yaml\": failed to unmarshal manifest: Object 'Kind' is missing in '{\"foo\":\"bar\"}'");
  }

  @Test
  void reportsBrokenJson() throws Exception {
    assertThat(failed(Requests.of("web"), commit("web/a.json", "{]")).message())
        .startsWith("Failed to unmarshal \"a.json\": ");
    assertThat(failed(Requests.of("web"), commit("web/a.json", "")).message())
        .isEqualTo("Failed to unmarshal \"a.json\": EOF");
    assertThat(
            failed(
                    Requests.of("web"),
                    commit("web/a.json", configMapJson("a") + "\n" + configMapJson("b")))
                .message())
        .isEqualTo(
            "Found multiple objects in \"a.json\". Only single objects are allowed in JSON files.");
  }

  @Test
  void refusesMoreThanTheLimitBeforeReadingIt() throws Exception {
    var tree = commit("web/a.yaml", configMap("a") + "# ".repeat(1000));
    assertThat(failed(Requests.of("web"), tree).message())
        .isEqualTo(
            "failed to get potentially valid manifests: exceeded max combined manifest file size");
    var half = configMap("a") + "# ".repeat(500);
    assertThat(manifests(Requests.of("web"), commit("web/a.yaml", half))).hasSize(1);
    assertThat(failed(Requests.of("web"), commit("web/a.yaml", half, "web/b.yaml", half)).message())
        .endsWith("exceeded max combined manifest file size");
  }

  @Test
  void followsLinksInsideTheRepositoryOnly() throws Exception {
    var tree =
        commit(
            "shared/a.yaml", configMap("a"),
            "web/a.yaml", "-> ../shared/a.yaml",
            "web/gone.yaml", "-> ../shared/none.yaml",
            "bad/a.yaml", "-> ../../etc/passwd");
    assertThat(manifests(Requests.of("web"), tree)).containsExactly(configMapJson("a"));
    assertThat(failed(Requests.of("bad"), tree).message())
        .isEqualTo("repository contains out-of-bounds symlinks. file: bad/a.yaml");
  }

  @Test
  void namesWhatIsWrongWithThePath() throws Exception {
    var tree = commit("web/a.yaml", configMap("a"), "file", "x");
    assertThat(failed(Requests.of("none"), tree).message())
        .isEqualTo("none: app path does not exist");
    assertThat(failed(Requests.of("none"), tree).phase()).isEqualTo(Phase.PATH);
    assertThat(failed(Requests.of("../x"), tree).message())
        .isEqualTo("../x: app path outside root");
    assertThat(failed(Requests.of("file"), tree).message())
        .isEqualTo("file: app path is not a directory");
  }

  @Test
  void saysThatJsonnetIsNotThere() throws Exception {
    var tree = commit("web/a.yaml", configMap("a"), "web/b.jsonnet", "{}");
    assertThat(failed(Requests.of("web"), tree).message()).contains("\"b.jsonnet\"", "Jsonnet");
    assertThat(manifests(Requests.of("web", "\"directory\":{\"exclude\":\"*.jsonnet\"}"), tree))
        .hasSize(1);
    assertThat(
            manifests(
                Requests.with(Requests.of("web"), Requests.without(SourceType.DIRECTORY)), tree))
        .hasSize(1);
  }

  @Test
  void readsExactlyTheFilesItTakes() throws Exception {
    var tree =
        commit(
            Map.of(
                "web/a.yaml", configMap("a"),
                "web/b.yaml", "-> ../shared/b.yaml",
                "web/README.md", "text",
                "web/below/c.yaml", configMap("c"),
                "shared/b.yaml", configMap("b")));
    assertThat(plan(Requests.of("web"), tree).closure().reads())
        .containsOnlyKeys("web/a.yaml", "web/b.yaml", "shared/b.yaml");
  }
}
