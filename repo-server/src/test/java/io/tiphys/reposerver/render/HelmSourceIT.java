package io.tiphys.reposerver.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.source.CommitTree;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelmSourceIT extends RenderFixture {

  private static final String CHART = "apiVersion: v2\nname: web\nversion: 1.0.0\n";
  private static final String TEMPLATE =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: {{ .Release.Name }}
        namespace: {{ .Release.Namespace }}
      data:
        size: {{ .Values.size | quote }}
        color: {{ .Values.color | quote }}
        kube: {{ .Capabilities.KubeVersion.Version }}
        apps: {{ .Capabilities.APIVersions.Has "apps/v1" | quote }}
      """;

  private CommitTree chart(String... more) throws Exception {
    var files =
        new ArrayList<>(
            List.of(
                "web/Chart.yaml", CHART,
                "web/values.yaml", "size: 1\ncolor: red\n",
                "web/templates/map.yaml", TEMPLATE));
    files.addAll(Arrays.asList(more));
    return commit(files.toArray(String[]::new));
  }

  private static String expected(String size, String color) {
    return """
    {"apiVersion":"v1","data":{"apps":"true","color":"%s","kube":"v1.36.1","size":"%s"},"kind":"ConfigMap","metadata":{"name":"web","namespace":"shop"}}\
    """
        .formatted(color, size);
  }

  @Test
  void rendersAChart() throws Exception {
    var rendered = rendered(Requests.of("web"), chart());
    assertThat(rendered.sourceType()).isEqualTo(SourceType.HELM);
    assertThat(rendered.manifests()).containsExactly(expected("1", "red"));
    assertThat(rendered.commands())
        .containsExactly(
            "helm template . --name-template web --namespace shop --kube-version 1.36.1"
                + " --api-versions v1 --api-versions apps/v1 --include-crds");
  }

  @Test
  void mergesValuesInTheOriginalsOrder() throws Exception {
    var tree =
        chart("web/prod.yaml", "size: 2\ncolor: green\n", "shared/all.yaml", "color: blue\n");
    assertThat(manifests(Requests.of("web", "\"helm\":{\"valueFiles\":[\"prod.yaml\"]}"), tree))
        .containsExactly(expected("2", "green"));
    assertThat(
            manifests(
                Requests.of(
                    "web", "\"helm\":{\"valueFiles\":[\"prod.yaml\",\"/shared/all.yaml\"]}"),
                tree))
        .containsExactly(expected("2", "blue"));
    assertThat(
            manifests(
                Requests.of(
                    "web", "\"helm\":{\"valueFiles\":[\"prod.yaml\"],\"values\":\"size: 3\"}"),
                tree))
        .containsExactly(expected("3", "green"));
    assertThat(
            manifests(
                Requests.of(
                    "web",
                    "\"helm\":{\"values\":\"size: 3\\ncolor: pink\",\"valuesObject\":{\"size\":4},\"parameters\":[{\"name\":\"color\",\"value\":\"a,$ARGOCD_APP_NAME\"}]}"),
                tree))
        .containsExactly(expected("4", "a,web"));
  }

  @Test
  void reportsHelmsErrorWithoutTheMachinesPaths() throws Exception {
    var failed = failed(Requests.of("web", "\"helm\":{\"valueFiles\":[\"none.yaml\"]}"), chart());
    assertThat(failed.phase()).isEqualTo(Phase.BUILD);
    assertThat(failed.lasting()).isTrue();
    assertThat(failed.message())
        .isEqualTo(
            "`helm template . --name-template web --namespace shop --kube-version 1.36.1"
                + " --values <path to cached source>/web/none.yaml <api versions removed>"
                + " --include-crds` failed exit status 1: Error: open"
                + " <path to cached source>/web/none.yaml: no such file or directory");
  }

  @Test
  void reportsABrokenTemplate() throws Exception {
    var failed = failed(Requests.of("web"), chart("web/templates/bad.yaml", "{{ .Values.a.b.c }"));
    assertThat(failed.message())
        .startsWith("`helm template . --name-template web")
        .contains("failed exit status 1: Error:", "bad.yaml:1");
    assertThat(failed(Requests.of("web"), chart("web/templates/bad.yaml", "a: [")).message())
        .contains("web/templates/bad.yaml");
    assertThat(failed(Requests.of("web"), chart("web/Chart.yaml", "{")).message())
        .startsWith("web/Chart.yaml: ");
  }

  @Test
  void includesCustomResourceDefinitionsUnlessTold() throws Exception {
    var tree =
        chart(
            "web/crds/a.yaml",
            "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}\n");
    assertThat(manifests(Requests.of("web"), tree)).hasSize(2);
    assertThat(manifests(Requests.of("web", "\"helm\":{\"skipCrds\":true}"), tree)).hasSize(1);
  }

  @Test
  void keepsHooksAndDropsTests() throws Exception {
    var tree =
        chart(
            "web/templates/hooks.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: test, annotations: {helm.sh/hook: "test, test-success"}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: both, annotations: {helm.sh/hook: "test,post-install"}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: hook, annotations: {helm.sh/hook: pre-install}}
            """);
    assertThat(manifests(Requests.of("web"), tree))
        .hasSize(3)
        .anyMatch(manifest -> manifest.contains("\"name\":\"both\""))
        .anyMatch(manifest -> manifest.contains("\"helm.sh/hook\":\"pre-install\""))
        .noneMatch(manifest -> manifest.contains("\"name\":\"test\""));
  }

  @Test
  void obeysTheSchemaUnlessTold() throws Exception {
    var tree = chart("web/values.schema.json", "{\"required\":[\"missing\"]}");
    assertThat(failed(Requests.of("web"), tree).message()).contains("missing");
    assertThat(manifests(Requests.of("web", "\"helm\":{\"skipSchemaValidation\":true}"), tree))
        .hasSize(1);
  }

  @Test
  void takesFilesAsParameters() throws Exception {
    var tree = chart("web/color.txt", "from, a file");
    assertThat(
            manifests(
                Requests.of(
                    "web",
                    "\"helm\":{\"fileParameters\":[{\"name\":\"color\",\"path\":\"color.txt\"}]}"),
                tree))
        .containsExactly(expected("1", "from, a file"));
  }

  @Test
  void buildsDependenciesOfTheSameRepository() throws Exception {
    var tree =
        chart(
            "web/Chart.yaml",
            CHART + "dependencies:\n- {name: lib, version: 1.0.0, repository: 'file://../lib'}\n",
            "lib/Chart.yaml",
            "apiVersion: v2\nname: lib\nversion: 1.0.0\n",
            "lib/templates/lib.yaml",
            configMap("lib"));
    var rendered = rendered(Requests.of("web"), tree);
    assertThat(rendered.manifests()).contains(configMapJson("lib")).hasSize(2);
    assertThat(rendered.commands()).hasSize(3).contains("helm dependency build");
    assertThat(plan(Requests.of("web"), tree).closure().reads())
        .containsOnlyKeys("web", "web/Chart.yaml", "lib", "lib/Chart.yaml");
  }

  @Test
  void reportsADependencyThatCannotBeHad() throws Exception {
    var tree =
        chart(
            "web/Chart.yaml",
            CHART + "dependencies:\n- {name: lib, version: 1.0.0, repository: 'file://../none'}\n");
    var failed = failed(Requests.of("web"), tree);
    assertThat(failed.phase()).isEqualTo(Phase.DEPENDENCIES);
    assertThat(failed.message())
        .startsWith("error building helm chart dependencies: `helm dependency build` failed");
    tree =
        chart(
            "web/Chart.yaml",
            CHART + "dependencies:\n- {name: lib, version: 1.0.0, repository: 'file://../../x'}\n");
    assertThat(failed(Requests.of("web"), tree).message())
        .isEqualTo("dependency 'lib': file '../../x' resolved to outside repository root");
  }

  @Test
  void takesNoDependencyFromTheMachine() throws Exception {
    for (String file : List.of("Chart.yaml", "Chart.lock", "requirements.lock")) {
      for (String member : List.of("dependencies", "Dependencies")) {
        var tree =
            chart(
                "web/" + file,
                CHART
                    + member
                    + ":\n- {name: lib, version: 1.0.0, repository: 'file:///opt/lib'}\n");
        assertThat(failed(Requests.of("web"), tree).message())
            .isEqualTo("dependency 'lib': file '/opt/lib' resolved to outside repository root");
      }
    }
  }

  @Test
  void refusesAChartWithALinkOutOfTheRepository() throws Exception {
    var tree = chart("web/templates/evil.yaml", "-> ../../../etc/passwd");
    assertThat(failed(Requests.of("web"), tree).message())
        .isEqualTo("repository contains out-of-bounds symlinks. file: web/templates/evil.yaml");
  }

  @Test
  void leavesNothingBehind() throws Exception {
    rendered(Requests.of("web"), chart());
    failed(Requests.of("web"), chart("web/templates/bad.yaml", "{{"));
    try (var own = Files.list(directory.resolve("work"))) {
      assertThat(own.toList())
          .singleElement()
          .satisfies(mine -> {
            try (var inside = Files.list(mine)) {
              assertThat(inside.map(path -> path.getFileName().toString()))
                  .containsExactly(".lock");
            }
          });
    }
  }

  @Test
  void endsAnEndlessTemplate() throws Exception {
    var limits = RenderLimits.DEFAULT;
    var process = limits.process();
    var shortly =
        new RenderLimits(
            limits.directoryManifestBytes(),
            limits.copiedBytes(),
            limits.copiedFiles(),
            limits.parameterFileBytes(),
            new io.tiphys.reposerver.render.process.ProcessLimits(
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                process.memoryBytes(),
                process.outputBytes()));
    var tree =
        chart(
            "web/templates/endless.yaml",
            "{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}");
    try (var patient = Renderer.open(directory.resolve("other"), TOOLS, shortly)) {
      var failed = patient.render(Requests.of("web"), tree);
      assertThat(failed)
          .isInstanceOfSatisfying(
              RenderResult.Failed.class,
              it -> {
                assertThat(it.message()).containsPattern("failed (fatal )?timeout after 3s$");
                assertThat(it.lasting()).isFalse();
              });
    }
  }

  @Test
  void endsATemplateThatEatsMemory() throws Exception {
    var tree =
        chart(
            "web/templates/bomb.yaml",
            "{{ $x := \"aaaaaaaaaaaaaaaa\" }}{{ range until 64 }}{{ $x = print $x $x }}{{ end }}a: {{ $x }}");
    var failed = failed(Requests.of("web"), tree);
    assertThat(failed.message()).contains("failed");
    assertThat(failed.message().length()).isLessThan(100_000);
  }

  @Test
  void saysThatHelmIsNotThere() throws Exception {
    var nothing = directory.resolve("nothing");
    try (var bare =
        Renderer.open(
            directory.resolve("bare"),
            new Toolchain(nothing.resolve("helm"), nothing.resolve("kustomize"), nothing),
            RenderLimits.DEFAULT)) {
      assertThat(bare.render(Requests.of("web"), chart()))
          .isInstanceOfSatisfying(
              RenderResult.Failed.class,
              it -> {
                assertThat(it.message()).startsWith("the program helm is not there");
                assertThat(it.lasting()).isFalse();
              });
    }
  }
}
