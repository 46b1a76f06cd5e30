package io.tiphys.proto.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.account.CreateTokenRequest;
import io.tiphys.proto.application.ApplicationQuery;
import io.tiphys.proto.application.ApplicationSyncWindowsResponse;
import io.tiphys.proto.events.Event;
import io.tiphys.proto.k8s.meta.v1.MicroTime;
import io.tiphys.proto.k8s.meta.v1.Time;
import io.tiphys.proto.settings.Settings;
import io.tiphys.proto.v1alpha1.AppProjectList;
import io.tiphys.proto.v1alpha1.ApplicationSource;
import io.tiphys.proto.v1alpha1.ApplicationSourceHelm;
import io.tiphys.proto.v1alpha1.ApplicationSourcePluginParameter;
import io.tiphys.proto.v1alpha1.ClusterConfig;
import io.tiphys.proto.v1alpha1.KustomizeOptions;
import io.tiphys.proto.v1alpha1.KustomizeReplica;
import io.tiphys.proto.v1alpha1.OperationState;
import io.tiphys.proto.v1alpha1.OptionalArray;
import io.tiphys.proto.v1alpha1.OptionalMap;
import io.tiphys.proto.v1alpha1.OverrideIgnoreDiff;
import io.tiphys.proto.v1alpha1.RepositoryCertificate;
import io.tiphys.proto.v1alpha1.ResourceNode;
import io.tiphys.proto.v1alpha1.ResourceOverride;
import io.tiphys.proto.v1alpha1.ResourceRef;
import io.tiphys.proto.v1alpha1.SyncPolicyAutomated;
import org.junit.jupiter.api.Test;

class GoJsonTest {

  private static String json(Message message) {
    return JsonTree.writeString(GoJson.toTree(message));
  }

  private static <B extends Message.Builder> B read(String json, B builder) {
    return GoJson.merge(
        JsonTree.parseObject(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)), builder);
  }

  @Test
  void emptyValuesAreLeftOutButPointersThatAreSet() {
    assertThat(json(ApplicationSource.newBuilder().setPath("").setRepoURL("u").build()))
        .isEqualTo("{\"repoURL\":\"u\"}");
    assertThat(json(SyncPolicyAutomated.newBuilder().setPrune(false).build()))
        .isEqualTo("{\"prune\":false}");
    assertThat(json(ApplicationQuery.newBuilder().setName("").build()))
        .isEqualTo("{\"name\":\"\"}");
  }

  @Test
  void sixtyFourBitNumbersAreNumbers() {
    var request = CreateTokenRequest.newBuilder().setName("ci").setExpiresIn(1L << 60).build();

    assertThat(json(request)).isEqualTo("{\"expiresIn\":1152921504606846976,\"name\":\"ci\"}");
  }

  @Test
  void requiredFieldsAreAlwaysWritten() {
    assertThat(json(ApplicationSyncWindowsResponse.newBuilder().setCanSync(false).build()))
        .isEqualTo("{\"canSync\":false}");
  }

  @Test
  void timesHaveWholeSecondsAndZeroIsNull() {
    var state =
        OperationState.newBuilder()
            .setPhase("Running")
            .setStartedAt(Time.newBuilder().setSeconds(1_700_000_000L).setNanos(999));

    assertThat(json(state.build())).contains("\"startedAt\":\"2023-11-14T22:13:20Z\"");
    assertThat(json(state.clearStartedAt().build())).contains("\"startedAt\":null");
    assertThat(
            read("{\"startedAt\":\"2023-11-15T00:13:20+02:00\"}", OperationState.newBuilder())
                .getStartedAt()
                .getSeconds())
        .isEqualTo(1_700_000_000L);
  }

  @Test
  void microTimesHaveSixDigits() {
    var event =
        Event.newBuilder()
            .setEventTime(MicroTime.newBuilder().setSeconds(1_700_000_000L).setNanos(5_000));

    assertThat(json(event.build())).isEqualTo("{\"eventTime\":\"2023-11-14T22:13:20.000005Z\"}");
  }

  @Test
  void freeFormMembersStandInPlace() {
    String text = "{\"valuesObject\":{\"image\":{\"tag\":\"1.0\"},\"replicas\":2}}";

    var helm = read(text, ApplicationSourceHelm.newBuilder()).build();

    assertThat(helm.getValuesObject().getRaw().toStringUtf8())
        .isEqualTo("{\"image\":{\"tag\":\"1.0\"},\"replicas\":2}");
    assertThat(json(helm)).isEqualTo(text);
  }

  @Test
  void numberOrTextKeepsItsKind() {
    assertThat(json(read("{\"name\":\"a\",\"count\":3}", KustomizeReplica.newBuilder()).build()))
        .isEqualTo("{\"count\":3,\"name\":\"a\"}");
    assertThat(
            json(read("{\"name\":\"a\",\"count\":\"3\"}", KustomizeReplica.newBuilder()).build()))
        .isEqualTo("{\"count\":\"3\",\"name\":\"a\"}");
  }

  @Test
  void embeddedStructsStandInTheObjectAroundThem() {
    var node =
        ResourceNode.newBuilder()
            .setResourceRef(ResourceRef.newBuilder().setKind("Pod").setName("web").setVersion("v1"))
            .setResourceVersion("7")
            .build();

    assertThat(json(node))
        .isEqualTo(
            "{\"kind\":\"Pod\",\"name\":\"web\",\"resourceVersion\":\"7\",\"version\":\"v1\"}");
    assertThat(read(json(node), ResourceNode.newBuilder()).build()).isEqualTo(node);
  }

  @Test
  void anEmptyOptionalCollectionIsNotNone() {
    var parameter =
        ApplicationSourcePluginParameter.newBuilder()
            .setName("p")
            .setMap(OptionalMap.getDefaultInstance())
            .setArray(OptionalArray.newBuilder().addArray("a"))
            .build();

    assertThat(json(parameter)).isEqualTo("{\"array\":[\"a\"],\"map\":{},\"name\":\"p\"}");
    assertThat(read(json(parameter), ApplicationSourcePluginParameter.newBuilder()).build())
        .isEqualTo(parameter);
  }

  @Test
  void anEmptyListWithoutOmitemptyIsNull() {
    assertThat(json(AppProjectList.getDefaultInstance()))
        .isEqualTo("{\"items\":null,\"metadata\":{}}");
  }

  @Test
  void structsWithoutTagsHaveGoNames() {
    assertThat(json(KustomizeOptions.newBuilder().setBuildOptions("--enable-helm").build()))
        .isEqualTo("{\"BinaryPath\":\"\",\"BuildOptions\":\"--enable-helm\",\"Versions\":null}");
  }

  @Test
  void overridesKeepTheirRulesAsYaml() {
    var settings =
        Settings.newBuilder()
            .putResourceOverrides(
                "apps/Deployment",
                ResourceOverride.newBuilder()
                    .setHealthLua("return {}")
                    .setIgnoreDifferences(
                        OverrideIgnoreDiff.newBuilder().addJSONPointers("/spec/replicas"))
                    .setIgnoreResourceUpdates(OverrideIgnoreDiff.getDefaultInstance())
                    .build())
            .build();

    assertThat(json(settings))
        .contains("\"health.lua\":\"return {}\"")
        .contains(
            "\"ignoreDifferences\":\"jqPathExpressions: null\\njsonPointers:\\n"
                + "- /spec/replicas\\nmanagedFieldsManagers: null\\n\"");
    assertThat(read(json(settings), Settings.newBuilder()).build()).isEqualTo(settings);
  }

  @Test
  void bytesAreBase64() {
    var config =
        read("{\"tlsClientConfig\":{\"caData\":\"AQID\"}}", ClusterConfig.newBuilder()).build();

    assertThat(config.getTlsClientConfig().getCaData().toByteArray()).containsExactly(1, 2, 3);
  }

  @Test
  void bytesThatAreNotThereAreNull() {
    assertThat(json(RepositoryCertificate.getDefaultInstance())).contains("\"certData\":null");
    assertThat(json(RepositoryCertificate.newBuilder().setCertData(ByteString.EMPTY).build()))
        .contains("\"certData\":\"\"");
  }

  @Test
  void unknownMembersAndNullsSayNothingAndNamesMatchInAnyCase() {
    var source =
        read(
                "{\"RepoUrl\":\"u\",\"path\":null,\"later\":{\"x\":1}}",
                ApplicationSource.newBuilder().setPath("kept"))
            .build();

    assertThat(source)
        .isEqualTo(ApplicationSource.newBuilder().setRepoURL("u").setPath("kept").build());
  }

  @Test
  void aWrongTypeNamesTheMemberAndNotTheValue() {
    assertThatThrownBy(() -> read("{\"path\":[\"s3cret\"]}", ApplicationSource.newBuilder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ApplicationSource.path: expected a string, found a list")
        .hasMessageNotContaining("s3cret");
  }
}
