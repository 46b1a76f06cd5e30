package io.tiphys.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.git.TestingRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Options of a sync as the panel of the UI offers them, each by the flag or the sync option that
/// the command line has for it: without it, and with it. Prune, dry run, apply only, out of sync
/// only, server-side apply and retry are in [AppOptionsIT].
class SyncPanelIT {

  @RegisterExtension static final CommandScript script = CommandScript.of();

  private final Argocd argocd = script.argocd(Way.GRPC_TLS);

  private static String settings(String name, String word) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s}
    data: {word: %s}
    """
        .formatted(name, word);
  }

  private static String deployment(String app, String more) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 1
      %2$s
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec: {containers: [{name: web, image: "shop:1"}]}
    """
        .formatted(app, more);
  }

  /// A repository and an Application of the name for its directory `app`.
  private TestingRepository made(String app, String namespace, String file) {
    var repository = script.git().repository(app);
    repository.commit(Map.of("app/first.yaml", file));
    argocd
        .type(
            "app create %s --repo %s --path app --dest-server %s --dest-namespace %s"
                .formatted(app, repository.fileUrl(), Apps.IN_CLUSTER, namespace))
        .succeeds();
    return repository;
  }

  private Argocd.Said sync(String app, String... flags) {
    return argocd.type(
        "app sync " + app + " --timeout 90 --retry-limit 0 " + String.join(" ", flags));
  }

  private void delete(String app) {
    argocd.type("app delete " + app + " --yes --wait").succeeds();
  }

  private static Object at(String namespace, String object, String... path) throws IOException {
    var answer =
        script.admin().get("/apis/apps/v1/namespaces/" + namespace + "/deployments/" + object);
    Object value = JsonTree.parseObject(answer.body().getBytes(StandardCharsets.UTF_8));
    for (String step : path) {
      value = requireNonNull(JsonTree.objectOrEmpty(value).get(step), step);
    }
    return value;
  }

  @Test
  @Behaviour("SYN-29")
  void autoCreateNamespace() throws Exception {
    String namespace = script.namespace() + "-made";
    made("panel-namespace", namespace, settings("settings", "one"));
    assertThat(sync("panel-namespace").fails().out())
        .contains("namespaces \"" + namespace + "\" not found");
    argocd.type("app set panel-namespace --sync-option CreateNamespace=true").succeeds();
    sync("panel-namespace").succeeds();
    assertThat(script.has("/api/v1/namespaces/" + namespace + "/configmaps/settings")).isTrue();
    delete("panel-namespace");
    assertThat(script.has("/api/v1/namespaces/" + namespace)).as("not the Application's").isTrue();
  }

  @Test
  @Behaviour("SYN-18")
  void force() throws Exception {
    String namespace = script.newNamespace();
    var repository = made("panel-force", namespace, deployment("one", ""));
    sync("panel-force").succeeds();
    Object first = at(namespace, "web", "metadata", "uid");
    repository.commit(Map.of("app/first.yaml", deployment("two", "")));
    assertThat(sync("panel-force").fails().out()).contains("field is immutable");
    assertThat(at(namespace, "web", "metadata", "uid")).isEqualTo(first);
    sync("panel-force", "--force").succeeds();
    assertThat(at(namespace, "web", "metadata", "uid")).isNotEqualTo(first);
    assertThat(at(namespace, "web", "spec", "selector", "matchLabels", "app")).isEqualTo("two");
    delete("panel-force");
  }

  @Test
  @Behaviour("SYN-17")
  void replace() {
    var repository = made("panel-replace", script.newNamespace(), settings("settings", "one"));
    sync("panel-replace").succeeds();
    repository.commit(Map.of("app/first.yaml", settings("settings", "two")));
    assertThat(sync("panel-replace", "--replace").succeeds().lines())
        .anyMatch(line -> line.endsWith("configmap/settings replaced"));
    delete("panel-replace");
  }

  @Test
  @Behaviour("SYN-14")
  void skipSchemaValidation() throws Exception {
    String namespace = script.newNamespace();
    made("panel-validate", namespace, deployment("one", "nothing: {}"));
    assertThat(sync("panel-validate").fails().out()).contains("unknown field \"spec.nothing\"");
    argocd.type("app set panel-validate --sync-option Validate=false").succeeds();
    sync("panel-validate").succeeds();
    assertThat(at(namespace, "web", "spec", "replicas")).isEqualTo(1L);
    delete("panel-validate");
  }

  @Test
  @Behaviour("SYN-22")
  void pruneLast() throws Exception {
    String namespace = script.newNamespace();
    String old = "/api/v1/namespaces/" + namespace + "/configmaps/old";
    var repository = made("panel-prune", namespace, settings("old", "one"));
    sync("panel-prune").succeeds();
    repository.commit(
        "main",
        "one that is refused",
        Map.of("app/second.yaml", deployment("one", "nothing: {}")),
        Set.of("app/first.yaml"));
    argocd.type("app set panel-prune --sync-option PruneLast=true").succeeds();
    sync("panel-prune", "--prune").fails();
    assertThat(script.has(old)).as("the rest comes first, and was refused").isTrue();
    repository.commit(Map.of("app/second.yaml", deployment("one", "")));
    assertThat(sync("panel-prune", "--prune").succeeds().lines())
        .anyMatch(line -> line.endsWith("old Succeeded Pruned pruned"));
    assertThat(script.has(old)).isFalse();
    delete("panel-prune");
  }

  @Test
  @Behaviour("SYN-28")
  void respectIgnoreDifferences() throws Exception {
    String namespace = script.newNamespace();
    var repository = made("panel-respect", namespace, deployment("one", ""));
    sync("panel-respect").succeeds();
    argocd
        .type(
            "app patch panel-respect --type merge --patch '{\"spec\":{\"ignoreDifferences\":"
                + "[{\"group\":\"apps\",\"kind\":\"Deployment\",\"jsonPointers\":[\"/spec/replicas\"]}]}}'")
        .succeeds();
    script.kubectl().run("scale", "deployment/web", "--replicas=2", "--namespace=" + namespace);
    repository.commit(Map.of("app/first.yaml", deployment("one", "minReadySeconds: 1")));
    argocd.type("app set panel-respect --sync-option RespectIgnoreDifferences=true").succeeds();
    sync("panel-respect").succeeds();
    assertThat(at(namespace, "web", "spec", "minReadySeconds")).isEqualTo(1L);
    assertThat(at(namespace, "web", "spec", "replicas")).isEqualTo(2L);
    argocd.type("app set panel-respect --sync-option !RespectIgnoreDifferences=true").succeeds();
    repository.commit(Map.of("app/first.yaml", deployment("one", "minReadySeconds: 2")));
    sync("panel-respect").succeeds();
    assertThat(at(namespace, "web", "spec", "replicas")).isEqualTo(1L);
    delete("panel-respect");
  }
}
