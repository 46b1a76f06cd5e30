package io.tiphys.apiserver.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.tiphys.exchange.state.Item;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.tree.HostInfo;
import io.tiphys.model.tree.ResourceDiff;
import io.tiphys.model.tree.ResourceDiffBuilder;
import io.tiphys.model.tree.ResourceNode;
import io.tiphys.model.tree.ResourceNodeBuilder;
import io.tiphys.proto.application.ApplicationPodLogsQuery;
import io.tiphys.proto.application.ApplicationResourceDeleteRequest;
import io.tiphys.proto.application.ApplicationResourcePatchRequest;
import io.tiphys.proto.application.ApplicationResourceRequest;
import io.tiphys.proto.application.ResourceActionRunRequestV2;
import io.tiphys.proto.application.ResourcesQuery;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.cluster.TestingCluster;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an Application answers for among the objects around it, and how it speaks of the others.
class ObjectsOfAppIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static ApplicationRoom room;

  @BeforeAll
  static void open() throws Exception {
    room = new ApplicationRoom(cluster);
    room.apply(
        "shop",
        """
        spec:
          project: default
          source: {repoURL: "https://git.example.org/shop.git", targetRevision: main, path: app}
          destination: {server: "https://kubernetes.default.svc", namespace: shop}
        """);
    var secret =
        cluster
            .admin()
            .post(
                "/api/v1/namespaces/" + room.namespace() + "/secrets",
                "{\"metadata\":{\"name\":\"password\"}}");
    assertThat(secret.statusCode()).isEqualTo(201);
    var written =
        room.state()
            .writeTree(
                room.ref("shop"),
                List.of(
                    item(node("Secret", "password", "1a")),
                    item(node("ConfigMap", "gone", "2b")),
                    item(node("ConfigMap", "missing", ""))),
                List.of(item(node("Pod", "stray", "3c"))),
                List.<Item<HostInfo>>of());
    assertThat(written).isTrue();
  }

  @AfterAll
  static void close() {
    room.close();
  }

  private static ResourceNode node(String kind, String name, String uid) {
    return ResourceNodeBuilder.builder()
        .version("v1")
        .kind(kind)
        .namespace(room.namespace())
        .name(name)
        .uid(uid)
        .build();
  }

  private static Item<ResourceNode> item(ResourceNode node) {
    return new Item<>(node.name(), "1", () -> node);
  }

  private static ApplicationResourceRequest configMap(String name) {
    return ApplicationResourceRequest.newBuilder()
        .setName("shop")
        .setKind("ConfigMap")
        .setVersion("v1")
        .setGroup("")
        .setNamespace(room.namespace())
        .setResourceName(name)
        .build();
  }

  private static void refused(Runnable asking, Code code, String text) {
    var refusal = catchThrowableOfType(StatusRuntimeException.class, asking::run);
    assertThat(refusal).isNotNull();
    assertThat(refusal.getStatus().getCode()).isEqualTo(code);
    assertThat(refusal.getStatus().getDescription()).isEqualTo(text);
  }

  @Test
  void hooksAreNotManaged() throws Exception {
    var plain = ResourceDiffBuilder.builder().kind("ConfigMap").name("colors").build();
    var hook = ResourceDiffBuilder.builder().kind("Job").name("migrate").hook(true).build();
    room.state()
        .writeManaged(
            room.ref("shop"),
            List.<Item<ResourceDiff>>of(
                new Item<>("colors", "1", () -> plain), new Item<>("migrate", "1", () -> hook)));
    var query = ResourcesQuery.newBuilder().setApplicationName("shop").build();
    assertThat(room.apps().managedResources(query).getItemsList())
        .extracting(io.tiphys.proto.v1alpha1.ResourceDiff::getName)
        .containsExactly("colors");
  }

  @Test
  void orphanedPodsAndThoseThatAreNotThereHaveNoLogs() {
    for (String pod : List.of("stray", "absent")) {
      var query = ApplicationPodLogsQuery.newBuilder().setName("shop").setPodName(pod).build();
      assertThat(room.apps().podLogs(query).hasNext()).as(pod).isFalse();
    }
  }

  @Test
  void whatIsMissingIsNoPartOfIt() {
    refused(
        () -> room.apps().getResource(configMap("missing")),
        Code.INVALID_ARGUMENT,
        "ConfigMap  missing not found as part of application shop");
  }

  @Test
  void aRefusalSaysWhatWasTried() {
    refused(
        () -> room.apps().getResource(configMap("gone")),
        Code.NOT_FOUND,
        "error getting resource: configmaps \"gone\" not found");
    var asked = configMap("gone");
    var deletion =
        ApplicationResourceDeleteRequest.newBuilder()
            .setName(asked.getName())
            .setKind(asked.getKind())
            .setVersion(asked.getVersion())
            .setNamespace(asked.getNamespace())
            .setResourceName(asked.getResourceName())
            .build();
    refused(
        () -> room.apps().deleteResource(deletion),
        Code.NOT_FOUND,
        "error deleting resource: configmaps \"gone\" not found");
  }

  @Test
  @Behaviour("RES-06")
  void theApplicationHasActionsOfItsOwn() throws Exception {
    var itself =
        ApplicationResourceRequest.newBuilder()
            .setName("shop")
            .setGroup("argoproj.io")
            .setVersion("v1alpha1")
            .setKind("Application")
            .setNamespace(room.namespace())
            .setResourceName("shop")
            .build();
    var run =
        ResourceActionRunRequestV2.newBuilder()
            .setName("shop")
            .setGroup("argoproj.io")
            .setVersion("v1alpha1")
            .setKind("Application")
            .setNamespace(room.namespace())
            .setResourceName("shop");
    for (boolean enabled : new boolean[] {true, false}) {
      assertThat(room.apps().listResourceActions(itself).getActionsList())
          .singleElement()
          .satisfies(action -> {
            assertThat(action.getName()).isEqualTo("toggle-auto-sync");
            assertThat(action.getDisplayName())
                .isEqualTo(enabled ? "Enable Auto-Sync" : "Disable Auto-Sync");
          });

      room.apps().runResourceActionV2(run.setAction("toggle-auto-sync").build());

      assertThat(new Manifest(room.app("shop")).at("spec", "syncPolicy", "automated", "enabled"))
          .isEqualTo(enabled);
    }
    refused(
        () -> room.apps().runResourceActionV2(run.setAction("fly").build()),
        Code.INVALID_ARGUMENT,
        "action \"fly\" not found");
  }

  @Test
  void whatIsRefusedOfASecretIsNotTold() {
    var patch =
        ApplicationResourcePatchRequest.newBuilder()
            .setName("shop")
            .setKind("Secret")
            .setVersion("v1")
            .setNamespace(room.namespace())
            .setResourceName("password")
            .setPatchType("application/merge-patch+json")
            .setPatch("{\"data\":{\"password\":\"no base64: TAINTED\"}}")
            .build();
    refused(
        () -> room.apps().patchResource(patch),
        Code.INVALID_ARGUMENT,
        "failed to patch Secret " + room.namespace() + "/password");
  }
}
