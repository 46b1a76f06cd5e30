package io.tiphys.reposerver.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.reposerver.render.RenderResult.Phase;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolDetectionTest extends RenderFixture {

  private static final String CHART = "apiVersion: v2\nname: web\nversion: 1.0.0\n";

  @Test
  void findsTheToolByItsFile() throws Exception {
    var tree =
        commit(
            "chart/Chart.yaml",
            CHART,
            "one/kustomization.yaml",
            "{}",
            "two/kustomization.yml",
            "{}",
            "three/Kustomization",
            "{}",
            "both/Chart.yaml",
            CHART,
            "both/kustomization.yaml",
            "{}",
            "plain/a.yaml",
            configMap("a"),
            "below/chart/Chart.yaml",
            CHART);
    assertThat(plan(Requests.of("chart"), tree).sourceType()).isEqualTo(SourceType.HELM);
    for (String path : new String[] {"one", "two", "three", "both"}) {
      assertThat(plan(Requests.of(path), tree).sourceType()).isEqualTo(SourceType.KUSTOMIZE);
    }
    assertThat(plan(Requests.of("plain"), tree).sourceType()).isEqualTo(SourceType.DIRECTORY);
    assertThat(plan(Requests.of("below"), tree).sourceType()).isEqualTo(SourceType.DIRECTORY);
  }

  @Test
  void obeysTheSourceBeforeTheFiles() throws Exception {
    var tree = commit("web/Chart.yaml", CHART, "web/kustomization.yaml", "{}");
    assertThat(plan(Requests.of("web", "\"helm\":{}"), tree).sourceType())
        .isEqualTo(SourceType.HELM);
    assertThat(plan(Requests.of("web", "\"directory\":{}"), tree).sourceType())
        .isEqualTo(SourceType.DIRECTORY);
  }

  @Test
  void refusesSeveralTools() throws Exception {
    var tree = commit("web/a.yaml", configMap("a"));
    var failed = failed(Requests.of("web", "\"helm\":{},\"kustomize\":{}"), tree);
    assertThat(failed.message()).isEqualTo("multiple application sources defined: Kustomize,Helm");
    assertThat(failed.phase()).isEqualTo(Phase.PARAMETERS);
  }

  @Test
  void treatsASwitchedOffToolAsIfItDidNotExist() throws Exception {
    var tree = commit("web/Chart.yaml", CHART);
    var off = Requests.without(SourceType.HELM);
    assertThat(plan(Requests.with(Requests.of("web"), off), tree).sourceType())
        .isEqualTo(SourceType.DIRECTORY);
    assertThat(plan(Requests.with(Requests.of("web", "\"helm\":{}"), off), tree).sourceType())
        .isEqualTo(SourceType.DIRECTORY);
    assertThat(renderer.applications(tree, off)).isEmpty();
  }

  @Test
  void listsTheApplicationsOfARepository() throws Exception {
    var tree =
        commit(
            "Chart.yaml",
            CHART,
            "a/kustomization.yaml",
            "{}",
            "a/b/c/Chart.yaml",
            CHART,
            "plain/a.yaml",
            configMap("a"));
    assertThat(renderer.applications(tree, BuildConfiguration.DEFAULT))
        .isEqualTo(
            Map.of(".", SourceType.HELM, "a", SourceType.KUSTOMIZE, "a/b/c", SourceType.HELM));
  }
}
