package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.Application;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.ResourceResult;
import io.tiphys.model.application.SyncOperationResult;
import io.tiphys.testkit.git.TestingRepository;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What people commit by mistake: the Application says what is wrong, and what runs stays.
class BadInputIT {

  private static final String FAILED =
      "Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code"
          + " = ";

  @RegisterExtension static final SharedTiphys tiphys = SharedTiphys.start();

  @Test
  void aPathThatDoesNotExist() {
    var repository = tiphys.git().repository("path");
    repository.commit(Map.of("app/settings.yaml", SETTINGS));
    create("bad-path", repository, "nowhere");

    says("bad-path", "nowhere: app path does not exist");
  }

  @Test
  void aRevisionThatDoesNotExist() {
    var repository = tiphys.git().repository("revision");
    repository.commit(Map.of("app/settings.yaml", SETTINGS));
    create("bad-revision", repository, "app");
    tiphys.apps().await("bad-revision", "Synced", "Healthy");

    tiphys.apps().patch("bad-revision", "{\"spec\":{\"source\":{\"targetRevision\":\"v9\"}}}");

    says("bad-revision", "v9");
  }

  @Test
  void aBrokenChartLeavesWhatRuns() throws Exception {
    var repository = tiphys.git().repository("chart");
    repository.commit(
        Map.of(
            "app/Chart.yaml",
            "{apiVersion: v2, name: chart, version: 1.0.0}\n",
            "app/templates/settings.yaml",
            SETTINGS));
    String target = create("bad-chart", repository, "app");
    var app = tiphys.apps().await("bad-chart", "Synced", "Healthy");
    assertThat(app.status().sourceType()).isEqualTo("Helm");

    repository.commit(
        Map.of("app/templates/settings.yaml", SETTINGS + "data: {{ fail \"no way\" }}\n"));
    tiphys.apps().refresh("bad-chart");

    says("bad-chart", "helm template", "no way");
    String settings = "/api/v1/namespaces/%s/configmaps/settings".formatted(target);
    assertThat(tiphys.admin().get(settings).statusCode()).isEqualTo(200);
    assertThat(tiphys.apps().get("bad-chart").status().health().status()).isEqualTo("Healthy");

    repository.commit(Map.of("app/templates/settings.yaml", SETTINGS));
    tiphys.apps().refresh("bad-chart");
    assertThat(tiphys.apps().await("bad-chart", "Synced", "Healthy").status().conditions())
        .isEmpty();
  }

  @Test
  void aKustomizationThatNamesAFileThatIsNotThere() {
    var repository = tiphys.git().repository("kustomization");
    repository.commit(Map.of("app/kustomization.yaml", "resources: [missing.yaml]\n"));
    create("bad-kustomization", repository, "app");

    says("bad-kustomization", "missing.yaml");
  }

  @Test
  void anObjectThatTheClusterRefusesFailsBeforeAnythingIsApplied() throws Exception {
    var repository = tiphys.git().repository("refused");
    repository.commit(
        Map.of(
            "app/settings.yaml",
            SETTINGS,
            "app/service.yaml",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: shop}
            spec: {ports: [{port: 123456}]}
            """));
    String target = create("bad-refused", repository, "app");

    tiphys
        .apps()
        .await(
            "bad-refused",
            app -> {
              assertThat(Apps.phase(app)).isEqualTo("Failed");
              assertThat(results(app))
                  .anySatisfy(result -> {
                    assertThat(result.kind()).isEqualTo("Service");
                    assertThat(result.status()).isEqualTo("SyncFailed");
                    assertThat(result.message()).contains("Service \"shop\" is invalid", "123456");
                  });
            });
    String settings = "/api/v1/namespaces/%s/configmaps/settings".formatted(target);
    assertThat(tiphys.admin().get(settings).statusCode()).isEqualTo(404);
  }

  private static String create(String name, TestingRepository repository, String path) {
    String target = tiphys.newNamespace();
    tiphys
        .apps()
        .create(
            name,
            """
            project: default
            source: {repoURL: "%s", targetRevision: main, path: %s}
            destination: {server: "https://kubernetes.default.svc", namespace: %s}
            syncPolicy: {automated: {prune: true}, retry: {limit: 0}}
            """
                .formatted(repository.fileUrl(), path, target));
    return target;
  }

  private static List<ResourceResult> results(Application app) {
    OperationState state = app.status().operationState();
    SyncOperationResult result = state == null ? null : state.syncResult();
    return result == null ? List.of() : result.resources();
  }

  private static void says(String name, String... words) {
    tiphys
        .apps()
        .await(
            name,
            app -> {
              assertThat(app.status().sync().status()).isEqualTo("Unknown");
              assertThat(app.status().conditions())
                  .anySatisfy(condition -> {
                    assertThat(condition.type()).isEqualTo("ComparisonError");
                    assertThat(condition.message()).startsWith(FAILED).contains(words);
                  });
            });
  }

  private static final String SETTINGS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      """;
}
