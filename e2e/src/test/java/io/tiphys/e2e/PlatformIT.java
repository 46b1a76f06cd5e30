package io.tiphys.e2e;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.Behaviour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a platform team relies on: a platform that is set up part after part, settings that count
/// without a restart behind a proxy that knows the users, and the way back from a bad image.
class PlatformIT {

  @RegisterExtension static final SharedTiphys tiphys = SharedTiphys.alone();

  /// An Application is as healthy as it says of itself.
  private static final String APPLICATION_HEALTH =
      """
      local said = obj.status and obj.status.health
      if not said then
        return {status = "Progressing", message = "nobody has looked yet"}
      end
      return {status = said.status, message = said.message or ""}
      """;

  @BeforeAll
  static void configure() throws IOException {
    tiphys.settings(
        "argocd-cm",
        Map.of(
            "users.anonymous.enabled",
            "true",
            "timeout.reconciliation",
            "0",
            "resource.compareoptions",
            "ignoreResourceStatusField: all\n",
            "resource.exclusions",
            "- apiGroups: [tekton.dev]\n  kinds: [PipelineRun, TaskRun]\n",
            "resource.customizations.health.networking.k8s.io_Ingress",
            "hs = {}\nhs.status = \"Healthy\"\nreturn hs\n",
            "resource.customizations.health.argoproj.io_Application",
            APPLICATION_HEALTH));
    tiphys.settings(
        "argocd-rbac-cm", Map.of("policy.csv", "g, , role:admin", "policy.default", "role:admin"));
  }

  @Test
  @Behaviour({"HLT-12", "AUT-10"})
  void eachApplicationIsMadeWhenThoseBeforeAreHealthy() throws Exception {
    var repository = tiphys.git().repository("platform");
    String target = tiphys.newNamespace();
    var waves = Map.of("network", -2, "store", 0, "registry", 1, "vault", 2, "forge", 3);
    var files = new HashMap<String, String>();
    waves.forEach((name, wave) -> {
      files.put("root/" + name + ".yaml", child(name, wave, repository.fileUrl(), target));
      files.put("parts/" + name + "/a.yaml", deployment(name, ""));
    });
    files.put(
        "root/kustomization.yaml",
        "resources: ["
            + waves.keySet().stream().map(it -> it + ".yaml").collect(joining(", "))
            + "]");
    files.put("parts/registry/a.yaml", deployment("registry", "nodeSelector: {never: there}"));
    repository.commit(files);
    tiphys
        .apps()
        .create(
            "root",
            """
            project: default
            source: {repoURL: "%s", targetRevision: main, path: root}
            destination: {server: "%s", namespace: %s}
            syncPolicy: {automated: {prune: true}}
            """
                .formatted(repository.fileUrl(), Apps.IN_CLUSTER, tiphys.namespace()));

    tiphys
        .apps()
        .await(
            "root",
            app ->
                assertThat(requireNonNull(app.status().operationState()).message())
                    .isEqualTo("waiting for healthy state of argoproj.io/Application/registry"));
    for (String name : List.of("network", "store")) {
      assertThat(tiphys.apps().get(name).status().health().status()).as(name).isEqualTo("Healthy");
    }
    assertThat(tiphys.apps().exists("vault")).isFalse();

    repository.commit(Map.of("parts/registry/a.yaml", deployment("registry", "")));
    tiphys.apps().refresh("registry");
    tiphys.apps().await("root", "Synced", "Healthy");
    assertThat(waves.keySet()).allMatch(tiphys.apps()::exists);
  }

  private static String child(String name, int wave, String url, String target) {
    return """
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata: {name: %s, annotations: {argocd.argoproj.io/sync-wave: "%d"}}
    spec:
      project: default
      source: {repoURL: "%s", targetRevision: main, path: parts/%s}
      destination: {server: "%s", namespace: %s}
      syncPolicy:
        automated: {prune: true, selfHeal: true}
        retry: {limit: 5, backoff: {duration: 5s, factor: 2, maxDuration: 3m}}
    """
        .formatted(name, wave, url, name, Apps.IN_CLUSTER, target);
  }

  private static String deployment(String name, String pod) {
    return deployment(name, pod, "", "part:1");
  }

  private static String deployment(String name, String pod, String annotation, String image) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s}
    spec:
      progressDeadlineSeconds: 3
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}, annotations: {%3$s}}
        spec:
          containers: [{name: %1$s, image: "%4$s"}]
          %2$s
    """
        .formatted(name, pod, annotation, image);
  }

  @Test
  @Behaviour({"DIF-13", "HLT-08"})
  void settingsCountWithoutARestartForThoseBehindAProxy() throws Exception {
    var repository = tiphys.git().repository("behind");
    repository.commit(Map.of("app/a.yaml", INGRESS));
    tiphys.apps().create("behind", repository, tiphys.newNamespace(), "{automated: {}}");
    tiphys.apps().await("behind", "Synced", "Healthy");
    try (var nobody = new RestClient(tiphys.apiServer(), "")) {
      var answer = get(nobody, "/api/v1/applications/behind");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(get(nobody, "/api/v1/session/userinfo").body())
          .doesNotContain("\"loggedIn\":true");

      tiphys.settings("argocd-cm", Map.of("users.anonymous.enabled", "false"));
      tiphys.await(
          "nobody is let in any more",
          () -> assertThat(get(nobody, "/api/v1/applications/behind").statusCode()).isEqualTo(401));
      tiphys
          .apps()
          .await(
              "behind",
              app -> {
                assertThat(app.status().health().status()).isEqualTo("Progressing");
                assertThat(app.status().sync().status()).as("its status").isEqualTo("Synced");
              });
    } finally {
      configure();
    }
    tiphys.apps().await("behind", "Synced", "Healthy");
  }

  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: door}
      spec: {defaultBackend: {service: {name: door, port: {number: 80}}}}
      status: {loadBalancer: {ingress: [{ip: 192.0.2.1}]}}
      """;

  @Test
  @Behaviour({"HLT-01", "HLT-03"})
  void aBadImageIsDegradedWithThePodsReasonAndARevertBringsTheOldOneBack() throws Exception {
    String why = "back-off 40s restarting failed container";
    var repository = tiphys.git().repository("image");
    repository.commit(Map.of("app/a.yaml", deployment("web", "", "", "good:1")));
    tiphys
        .apps()
        .create(
            "image",
            repository,
            tiphys.newNamespace(),
            "{automated: {prune: true, selfHeal: true}}");
    tiphys.apps().await("image", "Synced", "Healthy");

    repository.commit(Map.of("app/a.yaml", deployment("web", "", "crashes: " + why, "bad:2")));
    tiphys.apps().refresh("image");
    var degraded = tiphys.apps().await("image", "Synced", "Degraded");
    assertThat(Apps.phase(degraded)).isEqualTo("Succeeded");
    try (var rest = new RestClient(tiphys.apiServer(), "")) {
      tiphys.await(
          "the tree says why",
          () ->
              assertThat(get(rest, "/api/v1/applications/image/resource-tree").body())
                  .contains(why));
    }

    repository.commit(Map.of("app/a.yaml", deployment("web", "", "", "good:1")));
    tiphys.apps().refresh("image");
    var reverted = tiphys.apps().await("image", "Synced", "Healthy");
    assertThat(reverted.status().history()).hasSize(3);
    assertThat(reverted.status().summary().images()).contains("good:1");
  }

  private static HttpResponse<String> get(RestClient client, String path) {
    try {
      return client.send(client.request(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
