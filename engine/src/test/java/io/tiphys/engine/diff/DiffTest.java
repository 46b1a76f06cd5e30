package io.tiphys.engine.diff;

import static io.tiphys.engine.TestingManifests.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.diff.DiffRules.IgnoreStatus;
import io.tiphys.engine.oracle.TestingSchemas;
import io.tiphys.engine.patch.LastApplied;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.Behaviour;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiffTest {

  private static final DiffRules STATUS_TOO = new DiffRules(IgnoreStatus.OFF, false);

  @Test
  void withoutTheAnnotationWhatOnlyTheLiveObjectHasStays() {
    var target = manifest("{'apiVersion':'v1','kind':'ConfigMap','data':{'a':'b'}}");
    var live = manifest("{'apiVersion':'v1','kind':'ConfigMap','data':{'a':'b','c':'d'}}");
    assertThat(compare(target, live).modified()).isFalse();
    var applied = withLastApplied(live, live);
    assertThat(compare(target, applied).predictedLive().at("data"))
        .isEqualTo(manifest("{'a':'b'}").content());
  }

  @Behaviour("DIF-13")
  @Test
  void statusIsComparedWhereTheRulesSaySo() {
    var target = manifest("{'apiVersion':'v1','kind':'ConfigMap','status':{'a':'b'}}");
    var live = manifest("{'apiVersion':'v1','kind':'ConfigMap','status':{'a':'c'}}");
    assertThat(compare(target, live).modified()).isFalse();
    assertThat(Diff.compare(target, live, Optional.empty(), STATUS_TOO).modified()).isTrue();
    var onlyOfCrds = new DiffRules(IgnoreStatus.CRD, false);
    assertThat(Diff.compare(target, live, Optional.empty(), onlyOfCrds).modified()).isTrue();
  }

  @Behaviour("DIF-13")
  @Test
  void rulesOfAggregatedRolesAreLeftOutOnDemand() {
    var target =
        manifest(
            "{'apiVersion':'rbac.authorization.k8s.io/v1','kind':'ClusterRole',"
                + "'aggregationRule':{'clusterRoleSelectors':[{'matchLabels':{'a':'b'}}]},'rules':[]}");
    var live = target.with(manifest("{'x':[{'verbs':['get']}]}").at("x"), "rules");
    assertThat(compare(target, live).modified()).isTrue();
    var rules = new DiffRules(IgnoreStatus.ALL, true);
    var schema = TestingSchemas.all().of(live.gvk());
    assertThat(Diff.compare(target, live, schema, rules).modified()).isFalse();
  }

  @Test
  void whatOnlyTheServerWritesIsNoWish() {
    var target =
        manifest(
            "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','uid':'1',"
                + "'resourceVersion':'1','creationTimestamp':null,'generation':1,'selfLink':'x'}}");
    var live =
        manifest(
            "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','uid':'2',"
                + "'resourceVersion':'2','creationTimestamp':'2026-01-01T00:00:00Z'}}");
    assertThat(compare(target, live).modified()).isFalse();
  }

  @Test
  void aKindWithoutASchemaIsComparedValueByValue() {
    var target = manifest("{'apiVersion':'x/v1','kind':'X','spec':{'a':[1],'b':{}}}");
    assertThat(Diff.compare(target, target, Optional.empty(), STATUS_TOO).modified()).isFalse();
    var live = manifest("{'apiVersion':'x/v1','kind':'X','spec':{'a':[1.0,2],'b':{}}}");
    var comparison = Diff.compare(target, live, Optional.empty(), STATUS_TOO);
    assertThat(comparison.predictedLive().at("spec", "a")).isEqualTo(target.at("spec", "a"));
  }

  @Behaviour("DIF-03")
  @Test
  void serverSideApplyMergesListsOfCustomResourcesByTheirKeys() {
    var target =
        manifest(
            "{'apiVersion':'example.tiphys.io/v1','kind':'Widget','spec':{'parts':[{'name':'a'}],"
                + "'tags':['x'],'steps':[{'do':'cut'}]}}");
    var live =
        manifest(
            "{'apiVersion':'example.tiphys.io/v1','kind':'Widget','spec':{'color':'red',"
                + "'parts':[{'name':'b','kind':'plain','weight':1},{'name':'a','kind':'plain','weight':7}],"
                + "'tags':['y','x'],'steps':[{'do':'cut','times':1,'with':{'force':false,'tool':'saw'}}]}}");
    var schema = TestingSchemas.all().of(live.gvk());
    assertThat(Diff.compareStructured(target, live, schema, STATUS_TOO).modified()).isFalse();
    assertThat(Diff.compare(target, live, schema, STATUS_TOO).modified()).isTrue();
  }

  @Test
  void twoPortsOfOneNumberAreToldApartByTheirProtocol() {
    var target =
        manifest(
            "{'apiVersion':'v1','kind':'Service','spec':{'ports':[{'port':53,'protocol':'UDP',"
                + "'targetPort':1},{'port':53,'targetPort':2}]}}");
    var live =
        manifest(
            "{'apiVersion':'v1','kind':'Service','spec':{'ports':[{'port':53,'protocol':'UDP',"
                + "'targetPort':1,'nodePort':5},{'port':53,'protocol':'TCP','targetPort':2}]}}");
    assertThat(compare(target, live).modified()).isFalse();
  }

  @Test
  void nothingIsCopiedWhenNothingChanges() {
    var live = manifest("{'apiVersion':'v1','kind':'ConfigMap','data':{'a':'b'}}");
    var comparison = compare(live, live);
    assertThat(comparison.predictedLive()).isSameAs(comparison.normalizedLive());
    assertThat(comparison.normalizedLive().at("data")).isSameAs(live.at("data"));
  }

  private static Comparison compare(Manifest target, Manifest live) {
    return Diff.compare(target, live, TestingSchemas.all().of(live.gvk()), DiffRules.defaults());
  }

  private static Manifest withLastApplied(Manifest live, Manifest last) {
    var text = LastApplied.annotate(last).text("metadata", "annotations", LastApplied.ANNOTATION);
    return live.with(text, "metadata", "annotations", LastApplied.ANNOTATION);
  }
}
