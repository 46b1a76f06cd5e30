package io.tiphys.apiserver.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.tiphys.exchange.state.Item;
import io.tiphys.model.tree.HostInfo;
import io.tiphys.model.tree.ResourceDiff;
import io.tiphys.model.tree.ResourceDiffBuilder;
import io.tiphys.model.tree.ResourceNode;
import io.tiphys.model.tree.ResourceNodeBuilder;
import io.tiphys.proto.application.ApplicationResourceRequest;
import io.tiphys.proto.application.ApplicationSyncWindowsQuery;
import io.tiphys.proto.application.ListAppLinksRequest;
import io.tiphys.proto.application.ResourcesQuery;
import io.tiphys.proto.application.RevisionMetadataQuery;
import io.tiphys.testkit.cluster.TestingCluster;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the API answers from the tree and the comparison that a controller has shared.
class TreeAnswersIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static ApplicationRoom room;

  @BeforeAll
  static void open() throws Exception {
    room = new ApplicationRoom(cluster);
    room.applyProject(
        "guarded",
        """
        spec:
          sourceRepos: ["*"]
          destinations: [{server: "*", namespace: "*"}]
          syncWindows:
          - {kind: deny, schedule: "* * * * *", duration: 1h, applications: ["sh*"], manualSync: true}
          - {kind: allow, schedule: "0 0 1 1 *", duration: 1m, applications: ["shop"]}
          - {kind: deny, schedule: "* * * * *", duration: 1h, applications: [other]}
        """);
    room.apply(
        "shop",
        """
        spec:
          project: guarded
          source: {repoURL: "https://git.example.org/shop.git", targetRevision: main, path: app}
          destination: {server: "https://kubernetes.default.svc", namespace: shop}
        """);
    room.state().writeManaged(room.ref("shop"), diffs());
    writeTree("Service", "ConfigMap");
  }

  @AfterAll
  static void close() {
    room.close();
  }

  private static List<Item<ResourceDiff>> diffs() {
    return List.of(
        diff("", "Service", "shop", "web"),
        diff("", "ConfigMap", "shop", "web"),
        diff("apps", "Deployment", "other", "web"));
  }

  private static Item<ResourceDiff> diff(String group, String kind, String namespace, String name) {
    ResourceDiff diff =
        ResourceDiffBuilder.builder()
            .group(group)
            .kind(kind)
            .namespace(namespace)
            .name(name)
            .liveState("{}")
            .build();
    return new Item<>(kind + namespace + name, "1", () -> diff);
  }

  private static void writeTree(String kind, String orphan) throws Exception {
    assertThat(
            room.state()
                .writeTree(
                    room.ref("shop"),
                    List.of(node(kind)),
                    List.of(node(orphan)),
                    List.<Item<HostInfo>>of()))
        .isTrue();
  }

  private static Item<ResourceNode> node(String kind) {
    ResourceNode node =
        ResourceNodeBuilder.builder()
            .version("v1")
            .kind(kind)
            .namespace("shop")
            .name("web")
            .uid(kind)
            .build();
    return new Item<>(kind, "1", () -> node);
  }

  private static ResourcesQuery.Builder query() {
    return ResourcesQuery.newBuilder().setApplicationName("shop");
  }

  private static List<String> kinds(ResourcesQuery.Builder query) {
    return room.apps().managedResources(query.build()).getItemsList().stream()
        .map(it -> it.getKind())
        .toList();
  }

  @Test
  void managedResourcesAreFilteredByEachPartOfTheName() {
    assertThat(kinds(query())).containsExactlyInAnyOrder("Service", "ConfigMap", "Deployment");
    assertThat(kinds(query().setKind("Service"))).containsExactly("Service");
    assertThat(kinds(query().setGroup("apps"))).containsExactly("Deployment");
    assertThat(kinds(query().setNamespace("other"))).containsExactly("Deployment");
    assertThat(kinds(query().setName("web").setNamespace("shop")))
        .containsExactlyInAnyOrder("Service", "ConfigMap");
    assertThat(kinds(query().setName("nothing"))).isEmpty();
  }

  @Test
  void aTreeHasItsOrphansApartAndIsFollowed() throws Exception {
    var tree = room.apps().resourceTree(query().build());
    assertThat(tree.getNodesList())
        .extracting(it -> it.getResourceRef().getKind())
        .containsExactly("Service");
    assertThat(tree.getOrphanedNodesList())
        .extracting(it -> it.getResourceRef().getKind())
        .containsExactly("ConfigMap");
    var frames = room.apps().watchResourceTree(query().build());
    assertThat(frames.next()).isEqualTo(tree);
    writeTree("Service", "Secret");
    assertThat(frames.next().getOrphanedNodesList())
        .extracting(it -> it.getResourceRef().getKind())
        .containsExactly("Secret");
    writeTree("Service", "ConfigMap");
  }

  @Test
  void linksAreAnEmptyListOfWhatIsThere() {
    assertThat(
            room.apps()
                .listLinks(ListAppLinksRequest.newBuilder().setName("shop").build())
                .getItemsList())
        .isEmpty();
    assertThat(room.apps().listResourceLinks(resource("Service").build()).getItemsList()).isEmpty();
    var refusal =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> room.apps().listResourceLinks(resource("Pod").build()));
    assertThat(refusal.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.getStatus().getDescription())
        .isEqualTo("Pod  web not found as part of application shop");
  }

  private static ApplicationResourceRequest.Builder resource(String kind) {
    return ApplicationResourceRequest.newBuilder()
        .setName("shop")
        .setVersion("v1")
        .setKind(kind)
        .setNamespace("shop")
        .setResourceName("web");
  }

  @Test
  void whatRedisIsAskedForItIsCounted() throws Exception {
    assertThat(room.apps().resourceTree(query().build()).getNodesCount()).isEqualTo(1);
    assertThat(room.metrics())
        .contains(
            "argocd_redis_request_total{command=\"get\",failed=\"false\",initiator=\"argocd-server\"}",
            "argocd_redis_request_duration_count{initiator=\"argocd-server\"}");
  }

  @Test
  void theFirstDeploymentIsNumberZero() {
    var query =
        RevisionMetadataQuery.newBuilder()
            .setName("shop")
            .setRevision("0123456789012345678901234567890123456789")
            .setVersionId(0)
            .build();
    var refusal =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> room.apps().revisionMetadata(query));
    assertThat(refusal.getStatus().getDescription())
        .isEqualTo(
            "error getting app source by source index and version ID: error getting source by"
                + " version ID: revision history not found for version ID 0");
  }

  @Test
  void windowsAreThoseThatMatchAndThoseThatAreOpen() throws Exception {
    var query = ApplicationSyncWindowsQuery.newBuilder().setName("shop").build();
    ApplicationRoom.await(() ->
        assertThat(room.apps().getApplicationSyncWindows(query).getAssignedWindowsList())
            .extracting(it -> it.getKind())
            .containsExactlyInAnyOrder("deny", "allow"));
    var windows = room.apps().getApplicationSyncWindows(query);
    assertThat(windows.getActiveWindowsList())
        .extracting(it -> it.getKind() + " " + it.getDuration() + " " + it.getManualSync())
        .containsExactly("deny 1h true");
    assertThat(windows.getCanSync()).isTrue();
  }
}
