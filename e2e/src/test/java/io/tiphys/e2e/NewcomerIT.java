package io.tiphys.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// First steps: automation that puts back what hands change, and Kustomize overlays of an old
/// style.
class NewcomerIT {

  @RegisterExtension static final SharedTiphys tiphys = SharedTiphys.start();

  @Test
  void whatIsDeletedOrEditedByHandIsPutBack() throws Exception {
    var repository = tiphys.git().repository("self-heal");
    repository.commit(
        Map.of("app/deployment.yaml", deployment("shop:1"), "app/service.yaml", SERVICE));
    String target = tiphys.newNamespace();
    tiphys
        .apps()
        .create(
            "self-heal",
            """
            project: default
            source: {repoURL: "%s", targetRevision: HEAD, path: app}
            destination: {server: "https://kubernetes.default.svc", namespace: %s}
            syncPolicy: {automated: {selfHeal: true}}
            """
                .formatted(repository.fileUrl(), target));
    tiphys.apps().await("self-heal", "Synced", "Healthy");
    String service = "/api/v1/namespaces/%s/services/shop".formatted(target);
    String deployment = "/apis/apps/v1/namespaces/%s/deployments/shop".formatted(target);

    tiphys.admin().delete(service);

    tiphys
        .apps()
        .until(
            "self-heal",
            "the Service is back",
            () -> assertThat(tiphys.admin().get(service).statusCode()).isEqualTo(200));

    String edited =
        """
        [{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "other:2"}]
        """;
    tiphys.admin().patch(deployment, "application/json-patch+json", edited);

    tiphys
        .apps()
        .until(
            "self-heal",
            "the image is back",
            () -> assertThat(image(deployment)).isEqualTo("shop:1"));
    var app = tiphys.apps().await("self-heal", "Synced", "Healthy");
    assertThat(app.status().history().getLast().initiatedBy().automated()).isTrue();
  }

  @Test
  void overlaysWithDeprecatedFieldsRenderAndAreSynced() throws Exception {
    var repository = tiphys.git().repository("overlays");
    repository.commit(
        Map.of(
            "base/kustomization.yaml", "resources: [deployment.yaml, service.yaml]\n",
            "base/deployment.yaml", deployment("shop:1"),
            "base/service.yaml", SERVICE,
            "overlays/dev/kustomization.yaml", overlay("dev-"),
            "overlays/dev/replicas.yaml", replicas(1),
            "overlays/ops/kustomization.yaml", overlay("ops-"),
            "overlays/ops/replicas.yaml", replicas(3)));
    String target = tiphys.newNamespace();
    for (String overlay : new String[] {"dev", "ops"}) {
      tiphys
          .apps()
          .create(
              overlay,
              """
              project: default
              source: {repoURL: "%s", targetRevision: main, path: overlays/%s}
              destination: {server: "https://kubernetes.default.svc", namespace: %s}
              syncPolicy: {automated: {prune: true, selfHeal: true}}
              """
                  .formatted(repository.fileUrl(), overlay, target));
    }

    for (String overlay : new String[] {"dev", "ops"}) {
      var app = tiphys.apps().await(overlay, "Synced", "Healthy");
      assertThat(app.status().sourceType()).isEqualTo("Kustomize");
      assertThat(app.status().conditions()).isEmpty();
    }
    String path = "/apis/apps/v1/namespaces/%s/deployments/".formatted(target);
    assertThat(tiphys.admin().get(path + "dev-shop").body()).contains("\"replicas\":1");
    assertThat(tiphys.admin().get(path + "ops-shop").body()).contains("\"replicas\":3");
  }

  private static String image(String deployment) throws IOException {
    var tree = JsonTree.parseObject(tiphys.admin().get(deployment).body().getBytes(UTF_8));
    var spec = JsonTree.objectOrEmpty(tree.get("spec"));
    var template = JsonTree.objectOrEmpty(spec.get("template"));
    var containers =
        JsonTree.listOrEmpty(JsonTree.objectOrEmpty(template.get("spec")).get("containers"));
    return String.valueOf(JsonTree.objectOrEmpty(containers.getFirst()).get("image"));
  }

  private static String overlay(String prefix) {
    return """
    apiVersion: kustomize.config.k8s.io/v1beta1
    kind: Kustomization
    namePrefix: %s
    bases: [../../base]
    patchesStrategicMerge: [replicas.yaml]
    """
        .formatted(prefix);
  }

  private static String replicas(int count) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: shop}
    spec: {replicas: %d}
    """
        .formatted(count);
  }

  private static String deployment(String image) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: shop}
    spec:
      selector: {matchLabels: {app: shop}}
      template:
        metadata: {labels: {app: shop}}
        spec:
          containers: [{name: shop, image: "%s"}]
    """
        .formatted(image);
  }

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: shop}
      spec:
        selector: {app: shop}
        ports: [{port: 80}]
      """;
}
