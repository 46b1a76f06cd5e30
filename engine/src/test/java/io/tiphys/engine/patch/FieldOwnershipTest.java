package io.tiphys.engine.patch;

import static io.tiphys.engine.TestingManifests.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldOwnershipTest {

  private static final Manifest LIVE =
      manifest(
          """
          {'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','resourceVersion':'7',
          'managedFields':[
          {'manager':'kubectl-client-side-apply','operation':'Update','apiVersion':'v1',
          'fieldsType':'FieldsV1','fieldsV1':{'f:data':{'.':{},'f:old':{}}}},
          {'manager':'operator','operation':'Update','fieldsV1':{'f:data':{'f:else':{}}}},
          {'manager':'kubectl-client-side-apply','operation':'Update','subresource':'status',
          'fieldsV1':{'f:status':{}}},
          {'manager':'argocd-controller','operation':'Apply','apiVersion':'v1',
          'fieldsV1':{'f:data':{'f:new':{}}}}]}}\
          """);

  private static String migration(Manifest live, String... from) {
    return FieldOwnership.migration(live, Set.of(from), "argocd-controller")
        .map(patch -> new String(patch, StandardCharsets.UTF_8))
        .orElse("");
  }

  @Test
  void theFieldsOfTheOneBecomeTheOthersAndNobodyElseLosesAny() {
    String patch = migration(LIVE, "kubectl-client-side-apply");
    assertThat(patch)
        .contains("\"f:data\":{\".\":{},\"f:new\":{},\"f:old\":{}}")
        .contains("\"manager\":\"operator\"")
        .contains("\"subresource\":\"status\"")
        .contains("\"path\":\"/metadata/resourceVersion\",\"value\":\"7\"");
    assertThat(patch.split("kubectl-client-side-apply", -1)).hasSize(2);
  }

  @Test
  void theFirstServerSideApplyGetsAnEntry() {
    Manifest live =
        manifest(
            """
            {'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','resourceVersion':'7',
            'managedFields':[{'manager':'mine','operation':'Update','apiVersion':'v1',
            'fieldsType':'FieldsV1','fieldsV1':{'f:data':{'f:old':{}}}}]}}\
            """);
    assertThat(migration(live, "mine"))
        .contains("\"manager\":\"argocd-controller\",\"operation\":\"Apply\"")
        .contains("\"f:old\":{}");
  }

  @Test
  void thereIsNothingToPassOnWhereNobodyAppliedSo() {
    assertThat(migration(LIVE, "somebody")).isEmpty();
    assertThat(migration(LIVE.without("metadata", "managedFields"), "operator")).isEmpty();
  }
}
