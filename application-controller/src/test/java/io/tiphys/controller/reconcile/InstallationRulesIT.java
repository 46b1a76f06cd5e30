package io.tiphys.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.TestingController;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ResourceStatus;
import io.tiphys.testkit.Behaviour;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What `argocd-cm` says of all comparisons.
class InstallationRulesIT {

  @RegisterExtension static final TestingController tiphys = TestingController.start();

  private static final String MERGE = "application/merge-patch+json";

  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 0
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: main, image: "registry.example/main:1"}]}
      """;

  @BeforeAll
  static void configure() throws Exception {
    tiphys.configure(
        Map.of(
            "installationID",
            "here",
            "resource.compareoptions",
            "ignoreAggregatedRoles: true",
            "resource.customizations.ignoreDifferences.all",
            "jsonPointers: [/data/anybodys]",
            "resource.customizations.ignoreDifferences.apps_Deployment",
            "jqPathExpressions: [.spec.replicas]"));
  }

  private static String configMap(String name, String value) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {a: %s, anybodys: b}}\n"
        .formatted(name, value);
  }

  private static void synced(String name, String target, String yaml) throws Exception {
    tiphys.commit(name, yaml);
    tiphys.create(name, target, "", "{}");
    tiphys.sync(name, "{}");
    tiphys.await(
        name,
        app -> {
          assertThat(app.operation()).isNull();
          assertThat(app.status().sync().status()).isEqualTo("Synced");
        });
  }

  private static Map<String, String> stands(Application app) {
    return app.status().resources().stream()
        .collect(Collectors.toMap(ResourceStatus::name, ResourceStatus::status));
  }

  @Test
  void aFlagSaysHowOftenGitIsAskedWhateverTheSettingsSay() throws Exception {
    tiphys.commit("polled", configMap("polled", "b"));
    tiphys.create("polled", tiphys.newNamespace(), "", "{}");
    tiphys.await("polled", app -> assertThat(stands(app)).containsEntry("polled", "OutOfSync"));
    int before = tiphys.asked("polled");
    tiphys.startAgain("--app-resync=1", "--app-resync-jitter=0");
    try {
      tiphys.await("polled", app -> assertThat(tiphys.asked("polled")).isGreaterThan(before + 2));
    } finally {
      tiphys.startAgain();
    }
  }

  private static void write(String path, String patch) throws Exception {
    var answer = tiphys.admin().patch(path, MERGE, patch);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Behaviour("DIF-12")
  @Test
  void whatTheInstallationIgnoresIsNoDifferenceOfAnyApplication() throws Exception {
    String target = tiphys.newNamespace();
    synced("ignoring", target, WEB + "---\n" + configMap("settings", "x"));
    String settings = "/api/v1/namespaces/" + target + "/configmaps/settings";
    write("/apis/apps/v1/namespaces/" + target + "/deployments/web", "{\"spec\":{\"replicas\":3}}");
    write(settings, "{\"data\":{\"anybodys\":\"c\",\"a\":\"y\"}}");
    tiphys.await(
        "ignoring",
        app -> assertThat(stands(app)).isEqualTo(Map.of("settings", "OutOfSync", "web", "Synced")));
    write(settings, "{\"data\":{\"a\":\"x\"}}");
    tiphys.await("ignoring", app -> assertThat(app.status().sync().status()).isEqualTo("Synced"));
  }

  @Behaviour("DIF-13")
  @Test
  void rulesOfAggregatedRolesAreNotCompared() throws Exception {
    String target = tiphys.newNamespace();
    String role = "reader-" + target;
    String yaml =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: %s}
        aggregationRule: {clusterRoleSelectors: [{matchLabels: {into: reader}}]}
        rules: []
        ---
        """
            .formatted(role);
    synced("roles", target, yaml + configMap("marker", "x"));
    write(
        "/apis/rbac.authorization.k8s.io/v1/clusterroles/" + role,
        "{\"rules\":[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\"]}]}");
    write("/api/v1/namespaces/" + target + "/configmaps/marker", "{\"data\":{\"a\":\"y\"}}");
    tiphys.await(
        "roles",
        app -> assertThat(stands(app)).isEqualTo(Map.of("marker", "OutOfSync", role, "Synced")));
  }

  @Behaviour({"DIF-17", "DIF-19"})
  @Test
  void onlyWhatIsMarkedAsItselfAndHereIsManaged() throws Exception {
    String target = tiphys.newNamespace();
    synced("tracked", target, configMap("one", "x"));
    String maps = "/api/v1/namespaces/" + target + "/configmaps";
    assertThat(tiphys.admin().get(maps + "/one").body())
        .contains("\"argocd.argoproj.io/tracking-id\":\"tracked:/ConfigMap:" + target + "/one\"")
        .contains("\"argocd.argoproj.io/installation-id\":\"here\"");

    marked(maps, "copy", "one", "here");
    marked(maps, "elsewhere", "elsewhere", "there");
    marked(maps, "extra", "extra", "here");
    tiphys.await(
        "tracked",
        app -> assertThat(stands(app)).isEqualTo(Map.of("one", "Synced", "extra", "OutOfSync")));
    assertThat(tiphys.get("tracked").status().resources())
        .filteredOn(ResourceStatus::requiresPruning)
        .extracting(ResourceStatus::name)
        .containsExactly("extra");
  }

  private static void marked(String maps, String name, String marked, String installation)
      throws Exception {
    String namespace = maps.split("/")[4];
    var answer =
        tiphys
            .admin()
            .post(
                maps,
                """
                {"metadata":{"name":"%s","annotations":{
                 "argocd.argoproj.io/tracking-id":"tracked:/ConfigMap:%s/%s",
                 "argocd.argoproj.io/installation-id":"%s"}}}
                """
                    .formatted(name, namespace, marked, installation));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  @Behaviour("DIF-22")
  @Test
  void anObjectWithoutANamespaceNeedsTheDestinations() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("homeless", configMap("one", "x"));
    tiphys.create("homeless", "\"\"", "", "{}");
    tiphys.await(
        "homeless",
        app ->
            assertThat(app.status().conditions())
                .anySatisfy(one -> {
                  assertThat(one.type()).isEqualTo("InvalidSpecError");
                  assertThat(one.message())
                      .isEqualTo("Namespace for one /v1, Kind=ConfigMap is missing.");
                }));
    tiphys.patch(
        "homeless", "{\"spec\":{\"destination\":{\"namespace\":\"%s\"}}}".formatted(target));
    tiphys.await(
        "homeless",
        app -> {
          assertThat(app.status().conditions()).isEmpty();
          assertThat(app.status().resources())
              .singleElement()
              .satisfies(one -> assertThat(one.namespace()).isEqualTo(target));
        });
  }
}
