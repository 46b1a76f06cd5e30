package io.tiphys.engine.diff;

import static io.tiphys.engine.TestingManifests.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.oracle.TestingSchemas;
import io.tiphys.engine.ownership.ManagedFields;
import io.tiphys.model.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldChangeTest {

  private static final Manifest LIVE =
      manifest(
          """
          {'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web',
           'annotations':{'x/y':'1'},'managedFields':[
            {'manager':'argocd-controller','operation':'Update','time':'2026-01-01T00:00:00Z',
             'fieldsV1':{'f:spec':{'f:replicas':{},'f:template':{'f:spec':{'f:containers':{
               'k:{\\"name\\":\\"app\\"}':{'.':{},'f:name':{},'f:image':{}}}}}}}},
            {'manager':'kubectl-edit','operation':'Update','time':'2026-01-02T00:00:00Z',
             'fieldsV1':{'f:metadata':{'f:annotations':{'f:x/y':{}}},
              'f:spec':{'f:template':{'f:spec':{'f:containers':{
               'k:{\\"name\\":\\"app\\"}':{'f:image':{}}}}}}}},
            {'manager':'scaler','operation':'Update','time':'2026-01-03T00:00:00Z',
             'subresource':'scale','fieldsV1':{'f:spec':{'f:replicas':{}}}}]},
           'spec':{'replicas':5,'selector':{'matchLabels':{'a':'b'}},
            'template':{'metadata':{'labels':{'a':'b'}},'spec':{'containers':[
             {'name':'side','image':'envoy'},{'name':'app','image':'nginx:2'}]}}}}\
          """);

  private static List<FieldChange> changes(Manifest target) {
    var schema = TestingSchemas.all().of(LIVE.gvk());
    var comparison = Diff.compare(target, LIVE, schema, DiffRules.defaults());
    return FieldChange.of(comparison, schema, ManagedFields.of(LIVE));
  }

  private static Manifest target(String spec) {
    return manifest(
        "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web',"
            + "'annotations':{'x/y':'2'}},'spec':%s}".formatted(spec));
  }

  @Test
  void nameWhoWroteEachFieldLast() {
    var changes =
        changes(
            target(
                "{'replicas':2,'template':{'spec':{'containers':[{'name':'app','image':'nginx:1'}]}}}"));
    assertThat(changes.stream().map(FieldChange::toString))
        .containsExactly(
            "/metadata/annotations/x~1y, written by kubectl-edit at 2026-01-02T00:00:00Z",
            "/spec/replicas, written by scaler at 2026-01-03T00:00:00Z",
            "/spec/template/spec/containers/1/image, written by kubectl-edit at"
                + " 2026-01-02T00:00:00Z");
    assertThat(changes.get(1).owner().orElseThrow().subresource()).isEqualTo("scale");
  }

  @Test
  void sayWhatIsAdded() {
    var changes =
        changes(
            target(
                "{'paused':true,'template':{'spec':{'containers':[{'name':'new','image':'x'}]}}}"));
    assertThat(changes)
        .filteredOn(change -> change.change() == FieldChange.Kind.ADD)
        .extracting(FieldChange::pointer)
        .contains("/spec/paused", "/spec/template/spec/containers/0");
    assertThat(changes)
        .filteredOn(change -> change.change() == FieldChange.Kind.ADD)
        .allSatisfy(change -> assertThat(change.owner()).isEmpty());
  }

  @Test
  void areNoneWhereNothingDiffers() {
    var schema = TestingSchemas.all().of(LIVE.gvk());
    var comparison = Diff.compare(LIVE, LIVE, schema, DiffRules.defaults());
    assertThat(FieldChange.of(comparison, schema, ManagedFields.of(LIVE))).isEmpty();
  }

  @Test
  void nameAListAsAWholeWhereNobodyKnowsItsItems() {
    var live = manifest("{'apiVersion':'x/v1','kind':'X','spec':{'items':[1,2]}}");
    var target = manifest("{'apiVersion':'x/v1','kind':'X','spec':{'items':[1,2,3]}}");
    var comparison = Diff.compare(target, live, Optional.empty(), DiffRules.defaults());
    assertThat(FieldChange.of(comparison, Optional.empty(), ManagedFields.NONE))
        .extracting(FieldChange::pointer)
        .containsExactly("/spec/items");
  }
}
