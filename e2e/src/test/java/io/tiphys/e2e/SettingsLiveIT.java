package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.Behaviour;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an administrator writes into ConfigMaps counts without a restart.
class SettingsLiveIT {

  @RegisterExtension static final SharedTiphys tiphys = SharedTiphys.alone();

  @Behaviour({"DIF-15", "DIF-18"})
  @Test
  void anExcludedKindIsNoLongerWatchedAndALabelMarksObjects() throws Exception {
    var repository = tiphys.git().repository("live");
    String target = tiphys.newNamespace();
    repository.commit(
        Map.of(
            "app/all.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: marked}
            """));
    tiphys.apps().create("live", repository, target, "{automated: {selfHeal: true}}");
    tiphys.apps().await("live", "Synced", "Healthy");

    tiphys.settings("argocd-cm", Map.of("application.resourceTrackingMethod", "label"));
    String path = "/api/v1/namespaces/" + target + "/configmaps/marked";
    tiphys
        .apps()
        .until(
            "live",
            "the object is marked by a label",
            () ->
                assertThat(tiphys.admin().get(path).body())
                    .contains("\"app.kubernetes.io/instance\":\"live\""));
    tiphys.apps().await("live", "Synced", "Healthy");

    tiphys.settings(
        "argocd-cm",
        Map.of(
            "application.resourceTrackingMethod",
            "label",
            "resource.exclusions",
            "- {apiGroups: [\"\"], kinds: [ConfigMap]}"));
    tiphys
        .apps()
        .await(
            "live",
            it ->
                assertThat(it.status().conditions())
                    .anySatisfy(
                        one -> assertThat(one.type()).isEqualTo("ExcludedResourceWarning")));
    assertThat(tiphys.admin().get(path).statusCode()).as("it is left alone").isEqualTo(200);
  }

  @Test
  void aBindingWithAnotherRoleIsMadeAgain() throws Exception {
    var repository = tiphys.git().repository("roles");
    String target = tiphys.newNamespace();
    repository.commit(Map.of("app/all.yaml", binding("reader")));
    tiphys.apps().create("roles", repository, target, "{automated: {}}");
    tiphys.apps().await("roles", "Synced", "Healthy");

    String second = repository.commit(Map.of("app/all.yaml", binding("writer")));
    tiphys.apps().refresh("roles");
    tiphys
        .apps()
        .await(
            "roles",
            it -> {
              assertThat(it.status().sync().revision()).isEqualTo(second);
              assertThat(it.status().sync().status()).isEqualTo("Synced");
            });
    assertThat(
            tiphys
                .admin()
                .get(
                    "/apis/rbac.authorization.k8s.io/v1/namespaces/"
                        + target
                        + "/rolebindings/team")
                .body())
        .contains("\"name\":\"writer\"");
  }

  private static String binding(String role) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: team}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %s}
    subjects: [{kind: User, name: ada, apiGroup: rbac.authorization.k8s.io}]
    """
        .formatted(role);
  }
}
