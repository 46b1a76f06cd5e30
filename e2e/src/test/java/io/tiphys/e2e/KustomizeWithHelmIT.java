package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A kustomization that inflates a Helm chart of the same repository needs an option in the
/// settings, which counts as soon as it is set.
class KustomizeWithHelmIT {

  @RegisterExtension static final SharedTiphys tiphys = SharedTiphys.alone();

  @Test
  void theChartIsInflatedOnceTheOptionIsSet() throws Exception {
    var repository = tiphys.git().repository("backend");
    repository.commit(
        Map.of(
            "backend/kustomization.yaml",
            KUSTOMIZATION,
            "backend/extra.yaml",
            EXTRA,
            "backend/values.yaml",
            "word: from the repository\n",
            "backend/charts/small/Chart.yaml",
            "{apiVersion: v2, name: small, version: 1.0.0}\n",
            "backend/charts/small/values.yaml",
            "word: default\n",
            "backend/charts/small/templates/settings.yaml",
            TEMPLATE));
    String target = tiphys.newNamespace();
    tiphys.settings("argocd-cm", Map.of());
    tiphys
        .apps()
        .create(
            "backend",
            """
            project: default
            source: {repoURL: "%s", targetRevision: main, path: backend}
            destination: {server: "https://kubernetes.default.svc", namespace: %s}
            syncPolicy: {automated: {prune: true, selfHeal: true}}
            """
                .formatted(repository.fileUrl(), target));
    tiphys
        .apps()
        .await(
            "backend",
            app -> {
              assertThat(app.status().sync().status()).isEqualTo("Unknown");
              assertThat(app.status().conditions())
                  .anySatisfy(condition -> {
                    assertThat(condition.type()).isEqualTo("ComparisonError");
                    assertThat(condition.message())
                        .startsWith("Failed to load target state: failed to generate manifest")
                        .contains("must specify --enable-helm");
                  });
            });

    tiphys.settings("argocd-cm", Map.of("kustomize.buildOptions", "--enable-helm"));

    var app = tiphys.apps().await("backend", "Synced", "Healthy");
    assertThat(app.status().sourceType()).isEqualTo("Kustomize");
    assertThat(app.status().conditions()).isEmpty();
    String path = "/api/v1/namespaces/%s/configmaps/".formatted(target);
    assertThat(tiphys.admin().get(path + "inflated-settings").body())
        .contains("\"word\":\"from the repository\"");
    assertThat(tiphys.admin().get(path + "extra").statusCode()).isEqualTo(200);
  }

  private static final String KUSTOMIZATION =
      """
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [extra.yaml]
      helmCharts:
      - name: small
        releaseName: inflated
        valuesFile: values.yaml
      """;

  private static final String EXTRA =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: extra}
      """;

  private static final String TEMPLATE =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: "{{ .Release.Name }}-settings"}
      data: {word: "{{ .Values.word }}"}
      """;
}
