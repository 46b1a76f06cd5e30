package io.tiphys.reposerver.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What makes a render another one, and what does not.
class RenderKeyIT extends RenderFixture {

  private final Map<String, String> files =
      new HashMap<>(
          Map.of(
              "plain/a.yaml", configMap("a"),
              "plain/README.md", "read me",
              "chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 1.0.0\n",
              "chart/templates/a.yaml", configMap("a"),
              "values/prod.yaml", "a: 1",
              "base/kustomization.yaml", "resources: [a.yaml]\n",
              "base/a.yaml", configMap("a"),
              "prod/kustomization.yaml", "resources: [../base]\n",
              "elsewhere/b.yaml", configMap("b")));

  private static final RenderRequest PLAIN = Requests.of("plain");
  private static final RenderRequest CHART =
      Requests.of("chart", "\"helm\":{\"valueFiles\":[\"../values/prod.yaml\"]}");
  private static final RenderRequest KUSTOMIZATION = Requests.of("prod");

  private byte[] key(RenderRequest request) throws Exception {
    return plan(request, commit(files)).keyMaterial();
  }

  private byte[] keyAfter(RenderRequest request, String path, String content) throws Exception {
    var changed = new HashMap<>(files);
    changed.put(path, content);
    return plan(request, commit(changed)).keyMaterial();
  }

  @Test
  void aCommitThatTouchesNothingOfItChangesNothing() throws Exception {
    for (var request : List.of(PLAIN, CHART, KUSTOMIZATION)) {
      assertThat(keyAfter(request, "elsewhere/b.yaml", "changed")).isEqualTo(key(request));
    }
    assertThat(keyAfter(PLAIN, "plain/README.md", "changed")).isEqualTo(key(PLAIN));
    assertThat(keyAfter(PLAIN, "plain/below/c.yaml", "new")).isEqualTo(key(PLAIN));
    assertThat(keyAfter(KUSTOMIZATION, "base/unused.yaml", "new")).isEqualTo(key(KUSTOMIZATION));
  }

  @Test
  void aCommitThatTouchesWhatItReadsChangesIt() throws Exception {
    assertThat(keyAfter(PLAIN, "plain/a.yaml", "changed")).isNotEqualTo(key(PLAIN));
    assertThat(keyAfter(PLAIN, "plain/b.yaml", "new")).isNotEqualTo(key(PLAIN));
    assertThat(keyAfter(PLAIN, "plain/kustomization.yaml", "{}")).isNotEqualTo(key(PLAIN));
    assertThat(keyAfter(PLAIN, "plain/.argocd-source.yaml", "directory: {recurse: true}"))
        .isNotEqualTo(key(PLAIN));
    assertThat(keyAfter(CHART, "chart/templates/b.yaml", "new")).isNotEqualTo(key(CHART));
    assertThat(keyAfter(CHART, "values/prod.yaml", "a: 2")).isNotEqualTo(key(CHART));
    assertThat(keyAfter(KUSTOMIZATION, "base/a.yaml", "changed")).isNotEqualTo(key(KUSTOMIZATION));
  }

  @Test
  void theRevisionCountsOnlyWhereItIsUsed() throws Exception {
    var uses =
        Requests.of(
            "chart",
            "\"helm\":{\"parameters\":[{\"name\":\"r\",\"value\":\"$ARGOCD_APP_REVISION\"}]}");
    assertThat(keyAfter(uses, "elsewhere/b.yaml", "changed")).isNotEqualTo(key(uses));
    var image =
        Requests.of("prod", "\"kustomize\":{\"images\":[\"a:$ARGOCD_APP_REVISION_SHORT\"]}");
    assertThat(keyAfter(image, "elsewhere/b.yaml", "changed")).isNotEqualTo(key(image));
  }

  @Test
  void theClustersVersionCountsForChartsOnly() throws Exception {
    assertThat(key(newer(CHART))).isNotEqualTo(key(CHART));
    assertThat(key(newer(PLAIN))).isEqualTo(key(PLAIN));
    assertThat(key(newer(KUSTOMIZATION))).isEqualTo(key(KUSTOMIZATION));
    var helm = Requests.with(KUSTOMIZATION, Requests.kustomize("--enable-helm"));
    assertThat(key(newer(helm))).isNotEqualTo(key(helm));
    assertThat(key(helm)).isNotEqualTo(key(KUSTOMIZATION));
  }

  @Test
  void theApplicationCountsForChartsOnly() throws Exception {
    assertThat(key(other(PLAIN))).isEqualTo(key(PLAIN));
    assertThat(key(other(KUSTOMIZATION))).isEqualTo(key(KUSTOMIZATION));
    assertThat(key(other(CHART))).isNotEqualTo(key(CHART)); // its release has another name
  }

  private static RenderRequest newer(RenderRequest request) {
    return new RenderRequest(
        request.appName(),
        request.namespace(),
        request.projectName(),
        request.source(),
        "1.37.0",
        request.apiVersions(),
        request.configuration());
  }

  private static RenderRequest other(RenderRequest request) {
    return new RenderRequest(
        "other",
        "elsewhere",
        "another",
        request.source(),
        request.kubeVersion(),
        request.apiVersions(),
        request.configuration());
  }
}
