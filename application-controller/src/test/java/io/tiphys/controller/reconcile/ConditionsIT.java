package io.tiphys.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.TestingController;
import io.tiphys.testkit.Behaviour;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is said of Applications that are compared and about which something is wrong.
@Behaviour("DIF-20")
class ConditionsIT {

  @RegisterExtension static final TestingController tiphys = TestingController.start();

  private static String configMap(String name) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\ndata: {a: b}\n".formatted(name);
  }

  private static void create(String name, String target, String yaml) throws Exception {
    tiphys.commit(name, yaml);
    tiphys.create(name, target, "", "{automated: {}}");
  }

  private static void awaitSync(String name, String status) throws Exception {
    tiphys.await(name, app -> assertThat(app.status().sync().status()).isEqualTo(status));
  }

  private static void awaitCondition(String name, String type, String message) throws Exception {
    tiphys.await(
        name,
        app ->
            assertThat(app.status().conditions())
                .extracting(one -> one.type(), one -> one.message())
                .containsExactly(Tuple.tuple(type, message)));
  }

  private static void awaitNone(String name) throws Exception {
    tiphys.await(name, app -> assertThat(app.status().conditions()).isEmpty());
  }

  @Test
  void aProjectThatIsNotThere() throws Exception {
    create("lost", tiphys.newNamespace(), configMap("lost"));
    awaitSync("lost", "Synced");
    tiphys.patch("lost", "{\"spec\":{\"project\":\"nobodys\"}}");
    awaitCondition(
        "lost", "InvalidSpecError", "Application referencing project nobodys which does not exist");
    awaitSync("lost", "Unknown");
    tiphys.patch("lost", "{\"spec\":{\"project\":\"default\"}}");
    awaitNone("lost");
  }

  @Test
  void anObjectThatIsThereTwice() throws Exception {
    String target = tiphys.newNamespace();
    create("twice", target, configMap("same") + "---\n" + configMap("same"));
    awaitCondition(
        "twice",
        "RepeatedResourceWarning",
        "Resource /ConfigMap/%s/same appeared 2 times among application resources."
            .formatted(target));
    awaitSync("twice", "Synced");
    tiphys.commit("twice", configMap("same"));
    awaitNone("twice");
  }

  @Test
  void aKindThatTheSettingsKeepOut() throws Exception {
    String lease =
        "apiVersion: coordination.k8s.io/v1\nkind: Lease\nmetadata: {name: kept-out}\nspec: {}\n";
    create("excluding", tiphys.newNamespace(), configMap("in") + "---\n" + lease);
    awaitCondition(
        "excluding",
        "ExcludedResourceWarning",
        "Resource coordination.k8s.io/Lease kept-out is excluded in the settings");
    tiphys.commit("excluding", configMap("in"));
    awaitNone("excluding");
  }

  @Test
  void anObjectThatAnotherApplicationManages() throws Exception {
    String target = tiphys.newNamespace();
    create("owner", target, configMap("one"));
    awaitSync("owner", "Synced");
    tiphys.commit("intruder", configMap("one"));
    tiphys.create("intruder", target, "", "{}");
    awaitCondition(
        "intruder",
        "SharedResourceWarning",
        "ConfigMap/one is part of applications %s/intruder and owner"
            .formatted(tiphys.namespace()));
    awaitSync("intruder", "OutOfSync");
    tiphys.commit("intruder", configMap("own"));
    awaitNone("intruder");
  }

  @Test
  void manifestsThatCannotBeMade() throws Exception {
    create("broken", tiphys.newNamespace(), configMap("broken"));
    awaitSync("broken", "Synced");
    tiphys.commit("broken", null);
    awaitCondition(
        "broken",
        "ComparisonError",
        "Failed to load target state: failed to generate manifest for source 1 of 1: rpc error:"
            + " code = Unknown desc = broken: app path does not exist");
    awaitSync("broken", "Unknown");
    tiphys.commit("broken", configMap("broken"));
    awaitNone("broken");
  }

  @Test
  void objectsThatNobodyManages() throws Exception {
    var project =
        tiphys
            .admin()
            .apply(
                "/apis/argoproj.io/v1alpha1/namespaces/%s/appprojects/tidy"
                    .formatted(tiphys.namespace()),
                """
                apiVersion: argoproj.io/v1alpha1
                kind: AppProject
                metadata: {name: tidy}
                spec:
                  sourceRepos: ["*"]
                  destinations: [{server: "*", namespace: "*"}]
                  orphanedResources:
                    warn: true
                    ignore: [{kind: ConfigMap, name: kube-root-ca.crt}]
                """);
    assertThat(project.statusCode()).as(project.body()).isLessThan(300);
    String target = tiphys.newNamespace();
    create("tidy", target, configMap("managed"));
    tiphys.patch("tidy", "{\"spec\":{\"project\":\"tidy\"}}");
    awaitSync("tidy", "Synced");
    String left = "/api/v1/namespaces/" + target + "/configmaps";
    tiphys.admin().post(left, "{\"metadata\":{\"name\":\"left\"}}");
    awaitCondition("tidy", "OrphanedResourceWarning", "Application has 1 orphaned resources");
    tiphys.admin().delete(left + "/left");
    awaitNone("tidy");
  }
}
