package io.tiphys.engine.target;

import static io.tiphys.engine.TestingManifests.annotated;
import static io.tiphys.engine.TestingManifests.configMap;
import static io.tiphys.engine.TestingManifests.manifest;
import static io.tiphys.engine.TestingManifests.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.testkit.Behaviour;
import java.util.List;
import org.junit.jupiter.api.Test;

@Behaviour("DIF-22")
class TargetsTest {

  private static Scope scope(GroupKind kind) {
    return switch (kind.kind()) {
      case "ConfigMap", "Job" -> Scope.NAMESPACED;
      case "ClusterRole", "CustomResourceDefinition" -> Scope.CLUSTER;
      default -> Scope.UNKNOWN;
    };
  }

  private static TargetSet targets(String namespace, Manifest... rendered) {
    return Targets.of(List.of(rendered), namespace, TargetsTest::scope);
  }

  @Test
  void namespaceIsDefaultedByScope() {
    var set =
        targets(
            "dest",
            named("v1", "ConfigMap", "", "a"),
            named("v1", "ConfigMap", "own", "b"),
            named("rbac.authorization.k8s.io/v1", "ClusterRole", "own", "c"),
            named("x.io/v1", "Thing", "", "d"));
    assertThat(set.targets())
        .extracting(Manifest::namespace)
        .containsExactly("dest", "own", "", "dest");
    assertThat(set.conditions()).isEmpty();
  }

  @Test
  void definitionAmongTheTargetsTellsTheScopeOfItsKind() {
    var crd =
        manifest(
            "{'apiVersion':'apiextensions.k8s.io/v1','kind':'CustomResourceDefinition',"
                + "'metadata':{'name':'things.x.io'},"
                + "'spec':{'group':'x.io','names':{'kind':'Thing'},'scope':'Cluster'}}");
    var set = targets("dest", named("x.io/v1", "Thing", "", "d"), crd);
    assertThat(set.targets().getFirst().key()).isEqualTo(new ResourceKey("x.io", "Thing", "", "d"));
  }

  @Test
  void repeatedObjectIsReportedAndTheLastOneWins() {
    var set =
        targets(
            "dest",
            configMap("a").with("1", "data", "k"),
            configMap("b"),
            configMap("a").with("2", "data", "k"));
    assertThat(set.targets()).hasSize(2);
    assertThat(set.targets().getFirst().text("data", "k")).isEqualTo("2");
    assertThat(set.conditions())
        .containsExactly(
            new TargetCondition(
                "RepeatedResourceWarning",
                "Resource /ConfigMap/web/a appeared 2 times among application resources."));
  }

  @Test
  void missingNamespaceIsAnError() {
    assertThat(targets("", named("v1", "ConfigMap", "", "a")).conditions())
        .containsExactly(
            new TargetCondition(
                "InvalidSpecError", "Namespace for a /v1, Kind=ConfigMap is missing."));
  }

  @Test
  void hooksAndIgnoredObjectsAreNoTargets() {
    var generated =
        manifest("{'apiVersion':'batch/v1','kind':'Job','metadata':{'generateName':'j-'}}");
    var set =
        targets(
            "dest",
            configMap("a"),
            annotated(generated, "argocd.argoproj.io/hook", "PreSync"),
            annotated(generated, "argocd.argoproj.io/hook", "PostSync"),
            annotated(configMap("s"), "argocd.argoproj.io/hook", "Skip"),
            annotated(configMap("t"), "helm.sh/hook", "test"),
            annotated(configMap("h"), "helm.sh/hook", "pre-install,pre-upgrade"),
            annotated(configMap("c"), "helm.sh/hook", "crd-install"));
    assertThat(set.targets()).extracting(Manifest::name).containsExactly("a", "c");
    assertThat(set.hooks()).extracting(Manifest::name).containsExactly("", "", "h");
    assertThat(set.hooks()).extracting(Manifest::namespace).containsExactly("dest", "dest", "web");
    assertThat(set.ignored()).extracting(Manifest::name).containsExactly("s", "t");
    assertThat(set.conditions()).isEmpty();
  }
}
