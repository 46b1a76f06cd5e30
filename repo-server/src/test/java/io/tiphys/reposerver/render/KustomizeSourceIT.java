package io.tiphys.reposerver.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.source.CommitTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values are what `kustomize edit` and `kustomize build` of version 5.8.1 answered.
class KustomizeSourceIT extends RenderFixture {

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "nginx:1.0"}]}
      """;

  private CommitTree overlay(String... more) throws Exception {
    var files =
        new ArrayList<>(
            List.of(
                "base/kustomization.yaml", "resources: [deployment.yaml]\n",
                "base/deployment.yaml", DEPLOYMENT,
                "prod/kustomization.yaml", "resources: [../base]\nnamePrefix: prod-\n"));
    files.addAll(Arrays.asList(more));
    return commit(files.toArray(String[]::new));
  }

  private String one(String kustomize, CommitTree tree) {
    return manifests(Requests.of("prod", "\"kustomize\":{" + kustomize + "}"), tree).getFirst();
  }

  @Test
  void buildsAnOverlay() throws Exception {
    var rendered = rendered(Requests.of("prod"), overlay());
    assertThat(rendered.sourceType()).isEqualTo(SourceType.KUSTOMIZE);
    assertThat(rendered.manifests())
        .containsExactly(
            """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"prod-web"},"spec":{"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"image":"nginx:1.0","name":"web"}]}}}}\
            """);
    assertThat(rendered.commands()).containsExactly("kustomize build ./prod");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"namePrefix\":\"a-\" | \"name\":\"a-web\"",
        "\"nameSuffix\":\"-b\" | \"name\":\"prod-web-b\"",
        "\"namespace\":\"other\" | \"namespace\":\"other\"",
        "\"images\":[\"nginx:2.0\"] | \"image\":\"nginx:2.0\"",
        "\"images\":[\"nginx=registry/x@sha256:abc\"] | \"image\":\"registry/x@sha256:abc\"",
        "\"images\":[\"nginx:$ARGOCD_APP_NAME\"] | \"image\":\"nginx:web\"",
        "\"replicas\":[{\"name\":\"web\",\"count\":3}] | \"replicas\":3",
        "\"replicas\":[{\"name\":\"web\",\"count\":\"4\"}] | \"replicas\":4",
        "\"commonLabels\":{\"a\":\"$ARGOCD_APP_NAME\"} | \"matchLabels\":{\"a\":\"web\",\"app\":\"web\"}",
        "\"commonLabels\":{\"a\":\"b\"},\"labelWithoutSelector\":true | \"labels\":{\"a\":\"b\"},\"name\"",
        "\"commonLabels\":{\"a\":\"b\"},\"labelWithoutSelector\":true,\"labelIncludeTemplates\":true | \"labels\":{\"a\":\"b\",\"app\":\"web\"}",
        "\"commonAnnotations\":{\"a\":\"$X\"} | \"annotations\":{\"a\":\"$X\"}",
        "\"commonAnnotations\":{\"a\":\"${ARGOCD_APP_NAME}\"},\"commonAnnotationsEnvsubst\":true | \"annotations\":{\"a\":\"web\"}",
        "\"patches\":[{\"target\":{\"kind\":\"Deployment\"},\"patch\":\"- {op: add, path: /spec/paused, value: true}\"}] | \"paused\":true",
        "\"patches\":[{\"path\":\"pause.yaml\"}] | \"paused\":true",
        "\"components\":[\"../pause\"] | \"paused\":true",
        "\"components\":[\"../pause\",\"../none\"],\"ignoreMissingComponents\":true | \"paused\":true",
      })
  void editsACopyAsTheSourceSays(String kustomize, String part) throws Exception {
    var tree =
        overlay(
            "prod/pause.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {paused: true}\n",
            "pause/kustomization.yaml",
            "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: p.yaml}]\n",
            "pause/p.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {paused: true}\n");
    assertThat(one(kustomize, tree)).contains(part);
    assertThat(one("", tree)).doesNotContain(part);
  }

  @Test
  void forcesLabelsAndAnnotationsOnlyWhenTold() throws Exception {
    var tree =
        overlay(
            "prod/kustomization.yaml",
            "resources: [../base]\ncommonLabels: {a: old}\ncommonAnnotations: {a: old}\n");
    var labels = "\"commonLabels\":{\"a\":\"new\"}";
    assertThat(failed(Requests.of("prod", "\"kustomize\":{" + labels + "}"), tree).message())
        .startsWith("`kustomize edit add label -- a:new` failed exit status 1: Error: label a");
    assertThat(one(labels + ",\"forceCommonLabels\":true", tree)).contains("\"a\":\"new\"");
    var annotations = "\"commonAnnotations\":{\"a\":\"new\"}";
    assertThat(failed(Requests.of("prod", "\"kustomize\":{" + annotations + "}"), tree).message())
        .contains("kustomize edit add annotation");
    assertThat(one(annotations + ",\"forceCommonAnnotations\":true", tree))
        .contains("\"a\":\"new\"");
  }

  @Test
  void addsPatchesToThoseThatAreThere() throws Exception {
    var tree =
        overlay(
            "prod/kustomization.yaml",
            "resources: [../base]\npatches:\n- target: {kind: Deployment}\n  patch: '[{\"op\": \"add\", \"path\": \"/spec/paused\", \"value\": true}]'\n");
    assertThat(
            one(
                "\"patches\":[{\"target\":{\"kind\":\"Deployment\"},\"patch\":\"- {op: add, path: /spec/replicas, value: 7}\"}]",
                tree))
        .contains("\"paused\":true", "\"replicas\":7");
  }

  @Test
  void buildsWithDeprecatedFields() throws Exception {
    var tree =
        overlay(
            "prod/kustomization.yaml",
            "bases: [../base]\npatchesStrategicMerge: [p.yaml]\n",
            "prod/p.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {paused: true}\n");
    assertThat(one("", tree)).contains("\"paused\":true");
    assertThat(one("\"images\":[\"nginx:3\"]", tree)).contains("\"paused\":true", "nginx:3");
  }

  @Test
  void readsExactlyWhatItReaches() throws Exception {
    var tree =
        overlay(
            "prod/kustomization.yaml",
            """
            resources: [../base, map.yaml]
            components: [../part]
            patches: [{path: ../base/patch.yaml}]
            replacements: [{path: replace.yaml}]
            configurations: [config.yaml]
            configMapGenerator: [{name: g, files: [x=a.txt, b.txt], envs: [c.env]}]
            openapi: {path: schema.json}
            crds: [crd.json]
            """,
            "prod/map.yaml",
            configMap("map"),
            "prod/a.txt",
            "a",
            "prod/b.txt",
            "b",
            "prod/c.env",
            "C=1",
            "prod/unused.yaml",
            "u",
            "prod/replace.yaml",
            "",
            "prod/config.yaml",
            "",
            "prod/schema.json",
            "{}",
            "prod/crd.json",
            "{}",
            "base/patch.yaml",
            "",
            "base/README.md",
            "",
            "part/kustomization.yml",
            "kind: Component\nresources: [sub]\n",
            "part/sub/Kustomization",
            "secretGenerator: [{name: s, env: s.env}]",
            "part/sub/s.env",
            "",
            "other/kustomization.yaml",
            "");
    assertThat(plan(Requests.of("prod"), tree).closure().reads())
        .containsOnlyKeys(
            "base/deployment.yaml",
            "base/kustomization.yaml",
            "base/patch.yaml",
            "part/kustomization.yml",
            "part/sub/Kustomization",
            "part/sub/s.env",
            "prod/a.txt",
            "prod/b.txt",
            "prod/c.env",
            "prod/config.yaml",
            "prod/crd.json",
            "prod/kustomization.yaml",
            "prod/map.yaml",
            "prod/replace.yaml",
            "prod/schema.json");
  }

  @Test
  void knowsThatARemoteBaseHasNoEnd() throws Exception {
    for (String remote :
        List.of(
            "https://example.org/base.yaml",
            "github.com/example/base?ref=v1",
            "git@example.org:base.git",
            "ssh://git@example.org/base.git")) {
      var tree = overlay("prod/kustomization.yaml", "resources: ['" + remote + "']\n");
      assertThat(plan(Requests.of("prod"), tree).closure().unbounded()).as(remote).isTrue();
    }
    assertThat(plan(Requests.of("prod"), overlay()).closure().unbounded()).isFalse();
  }

  @Test
  void endsOnKustomizationsInACircle() throws Exception {
    var tree = overlay("base/kustomization.yaml", "resources: [../prod]\n");
    assertThat(failed(Requests.of("prod"), tree).message()).contains("cycle detected");
  }

  @Test
  void reportsKustomizesErrorWithoutTheMachinesPaths() throws Exception {
    var failed =
        failed(Requests.of("prod"), overlay("prod/kustomization.yaml", "resources: [none.yaml]\n"));
    assertThat(failed.phase()).isEqualTo(Phase.BUILD);
    assertThat(failed.lasting()).isTrue();
    assertThat(failed.message())
        .startsWith(
            "`kustomize build <path to cached source>/prod` failed exit status 1: Error:"
                + " accumulating resources: accumulation err='accumulating resources from"
                + " 'none.yaml': evalsymlink failure on"
                + " '<path to cached source>/prod/none.yaml'");
    assertThat(failed.message()).doesNotContain(directory.toString());
    assertThat(failed(Requests.of("prod"), overlay("prod/kustomization.yaml", "a: [")).message())
        .startsWith("prod/kustomization.yaml: ");
  }

  @Test
  void staysInsideTheRepository() throws Exception {
    assertThat(
            failed(
                    Requests.of("prod"),
                    overlay("prod/kustomization.yaml", "resources: [../../etc]\n"))
                .message())
        .isEqualTo("kustomization in 'prod': file '../../etc' resolved to outside repository root");
    assertThat(
            failed(
                    Requests.of("prod"),
                    overlay(
                        "prod/kustomization.yaml", "resources: [evil.yaml]\n",
                        "prod/evil.yaml", "-> /etc/passwd"))
                .message())
        .isEqualTo("repository contains out-of-bounds symlinks. file: prod/evil.yaml");
    assertThat(
            failed(
                    Requests.of("prod"),
                    overlay(
                        "prod/kustomization.yaml",
                        "configMapGenerator: [{name: x, files: [/etc/passwd]}]\n"))
                .message())
        .isEqualTo(
            "kustomization in 'prod': file '/etc/passwd' resolved to outside repository root");
  }

  @Test
  void inflatesLocalChartsWhenTheInstallationAllowsIt() throws Exception {
    var tree =
        overlay(
            "prod/kustomization.yaml",
            "helmCharts: [{name: web, valuesInline: {size: 2}, releaseName: r}]\n",
            "prod/charts/web/Chart.yaml",
            "apiVersion: v2\nname: web\nversion: 1.0.0\n",
            "prod/charts/web/values.yaml",
            "size: 1\n",
            "prod/charts/web/templates/a.yaml",
            configMap("{{ .Release.Name }}")
                + "data: {size: '{{ .Values.size }}', kube: '{{ .Capabilities.KubeVersion.Version }}'}\n");
    var allowed = Requests.with(Requests.of("prod"), Requests.kustomize("--enable-helm"));
    assertThat(manifests(allowed, tree))
        .containsExactly(
            """
            {"apiVersion":"v1","data":{"kube":"v1.36.1","size":"2"},"kind":"ConfigMap","metadata":{"name":"r"}}\
            """);
    assertThat(plan(allowed, tree).closure().reads()).containsKey("prod/charts");
    assertThat(failed(Requests.of("prod"), tree).message()).contains("--enable-helm");
  }

  @Test
  void passesTheInstallationsOptions() throws Exception {
    var tree =
        overlay(
            "prod/kustomization.yaml",
            "resources: [../shared/map.yaml]\n",
            "shared/map.yaml",
            configMap("map"));
    assertThat(failed(Requests.of("prod"), tree).message()).contains("is not in or below");
    var loose = Requests.kustomize("--load-restrictor LoadRestrictionsNone");
    assertThat(manifests(Requests.with(Requests.of("prod"), loose), tree))
        .containsExactly(configMapJson("map"));
  }

  @Test
  void refusesAVersionThatIsNotRegistered() throws Exception {
    assertThat(
            failed(Requests.of("prod", "\"kustomize\":{\"version\":\"v3.5.1\"}"), overlay())
                .message())
        .isEqualTo("kustomize version v3.5.1 is not registered");
  }

  @Test
  void doesNotEditABaseThatTheOverlayLinksTo() throws Exception {
    var tree =
        overlay(
            "prod/kustomization.yaml", "-> ../shared/kustomization.yaml",
            "shared/kustomization.yaml", "resources: [../base]\n");
    assertThat(one("\"namePrefix\":\"x-\"", tree)).contains("\"name\":\"x-web\"");
  }

  @Test
  void staysInsideTheRepositoryWhateverKustomizeMayLoad() throws Exception {
    var loose =
        Requests.with(
            Requests.of("prod"),
            Requests.kustomize("--enable-helm --load-restrictor LoadRestrictionsNone"));
    for (String kustomization :
        List.of(
            "ConfigMapGenerator: [{name: x, Files: [/etc/passwd]}]\n",
            "configMapGenerator: [{name: x, files: [k=../../etc/passwd]}]\n",
            "generators: [g.yaml]\n",
            "generators: [\"kind: ConfigMapGenerator\\nfiles: [/etc/passwd]\\n\"]\n",
            "resources: [/etc/passwd]\n")) {
      var tree =
          overlay(
              "prod/kustomization.yaml",
              kustomization,
              "prod/g.yaml",
              "apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: x}\nfiles: [/etc/passwd]\n");
      assertThat(failed(loose, tree).message())
          .as(kustomization)
          .contains("resolved to outside repository root");
    }
  }

  @Test
  void runsNoHelmPluginOfTheRepository() throws Exception {
    var helm = Requests.with(Requests.of("prod"), Requests.kustomize("--enable-helm"));
    var tree =
        overlay(
            "prod/kustomization.yaml",
            "helmGlobals: {configHome: home}\nhelmCharts: [{name: web, repo: 'evil://x'}]\n");
    assertThat(failed(helm, tree).message())
        .isEqualTo("kustomization in 'prod': configHome is not allowed");
  }

  @Test
  void seesFieldsInAnyCaseAsKustomizeDoes() throws Exception {
    var tree = overlay("prod/kustomization.yaml", "Resources: [../base]\nNamePrefix: x-\n");
    assertThat(one("", tree)).contains("\"name\":\"x-web\"");
  }

  @Test
  void readsEverythingForGeneratorsAndTransformers() throws Exception {
    var tree =
        overlay(
            "prod/kustomization.yaml",
            "resources: [../base]\ntransformers: [t.yaml]\n",
            "prod/t.yaml",
            "apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: t}\npath: p.yaml\n",
            "prod/p.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {paused: true}\n");
    assertThat(one("", tree)).contains("\"paused\":true");
    assertThat(plan(Requests.of("prod"), tree).closure().reads()).containsKey("");
  }
}
