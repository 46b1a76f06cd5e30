package io.tiphys.apiserver.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.exchange.state.Item;
import io.tiphys.model.application.HealthStatusBuilder;
import io.tiphys.model.tree.HostInfo;
import io.tiphys.model.tree.ResourceNode;
import io.tiphys.model.tree.ResourceNodeBuilder;
import io.tiphys.proto.application.ApplicationQuery;
import io.tiphys.proto.v1alpha1.Application;
import io.tiphys.testkit.Behaviour;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The health of an Application's objects is shown in its status, though it is kept in the tree.
@Behaviour("HLT-13")
class ResourceHealthIT {

  @RegisterExtension static final SharedRoom shared = new SharedRoom();

  private static final String APP =
      """
      spec:
        project: default
        source: {repoURL: "https://git.example.org/shop.git", targetRevision: main, path: app}
        destination: {server: "https://kubernetes.default.svc", namespace: shop}
      status:
        resourceHealthSource: appTree
        resources:
        - {kind: Service, version: v1, namespace: shop, name: web, status: Synced}
        - {kind: ConfigMap, version: v1, namespace: shop, name: settings, status: Synced}
      """;

  private static ApplicationRoom room() {
    return shared.room();
  }

  private static void writeTree(String app, String health) throws Exception {
    var node =
        ResourceNodeBuilder.builder()
            .version("v1")
            .kind("Service")
            .namespace("shop")
            .name("web")
            .uid("0a1b")
            .health(HealthStatusBuilder.builder().status(health).build())
            .build();
    assertThat(
            room()
                .state()
                .writeTree(
                    room().ref(app),
                    List.of(new Item<>("web", health, () -> node)),
                    List.<Item<ResourceNode>>of(),
                    List.<Item<HostInfo>>of()))
        .isTrue();
  }

  private static ApplicationQuery query(String app) {
    return ApplicationQuery.newBuilder().setName(app).build();
  }

  private static List<String> health(Application app) {
    return app.getStatus().getResourcesList().stream()
        .map(it -> it.hasHealth() ? it.getHealth().getStatus() : "")
        .toList();
  }

  @Test
  void ofWhoeverAsksForOneApplication() throws Exception {
    room().apply("shown", APP);
    assertThat(health(room().apps().get(query("shown")))).containsExactly("", "");
    writeTree("shown", "Degraded");
    assertThat(health(room().apps().get(query("shown")))).containsExactly("Degraded", "");
  }

  @Test
  void ofWhoeverFollowsOneApplicationAlsoWhenOnlyTheTreeChanges() throws Exception {
    room().apply("followed", APP);
    writeTree("followed", "Progressing");
    var frames = room().apps().watch(query("followed"));
    var first = frames.next();
    assertThat(first.getType()).isEqualTo("ADDED");
    assertThat(health(first.getApplication())).containsExactly("Progressing", "");
    writeTree("followed", "Healthy");
    var second = frames.next();
    assertThat(second.getType()).isEqualTo("MODIFIED");
    assertThat(health(second.getApplication())).containsExactly("Healthy", "");
  }

  @Test
  void staysWhereTheStatusTellsIt() throws Exception {
    room()
        .apply(
            "own",
            APP.replace("resourceHealthSource: appTree", "sourceType: Directory")
                .replace("status: Synced", "status: Synced, health: {status: Suspended}"));
    writeTree("own", "Healthy");
    assertThat(health(room().apps().get(query("own")))).containsExactly("Suspended", "Suspended");
  }
}
