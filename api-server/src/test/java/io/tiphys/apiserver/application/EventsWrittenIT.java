package io.tiphys.apiserver.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.application.ApplicationDeleteRequest;
import io.tiphys.proto.application.ApplicationSyncRequest;
import io.tiphys.testkit.cluster.TestingCluster;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who did what to an Application, as `kubectl get events` shows it.
class EventsWrittenIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final String APP =
      """
      metadata: {labels: {team: blue, secret-plan: "7"}}
      spec:
        project: default
        source: {repoURL: "https://git.example.org/shop.git", targetRevision: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, path: app}
        destination: {server: "https://kubernetes.default.svc", namespace: shop}
      """;

  private static void syncAndDelete(ApplicationRoom room) throws Exception {
    room.apply("shop", APP);
    room.apps().sync(ApplicationSyncRequest.newBuilder().setName("shop").build());
    room.apps()
        .delete(ApplicationDeleteRequest.newBuilder().setName("shop").setCascade(false).build());
  }

  @Test
  void sayWhoDidWhatToWhatWithTheLabelsThatAreWanted() throws Exception {
    try (var room = new ApplicationRoom(cluster)) {
      room.configure(
          Map.of(
              "resource.includeEventLabelKeys", "te*,secret*",
              "resource.excludeEventLabelKeys", "secret*"));
      syncAndDelete(room);
      ApplicationRoom.await(() ->
          assertThat(room.events())
              .extracting(event -> event.get("reason"))
              .contains("OperationStarted", "ResourceDeleted"));
      var started =
          room.events().stream()
              .filter(event -> "OperationStarted".equals(event.get("reason")))
              .findFirst()
              .orElseThrow();
      assertThat(started)
          .containsEntry("message", "admin initiated sync to " + "a".repeat(40))
          .containsEntry("type", "Normal");
      assertThat(JsonTree.objectOrEmpty(started.get("source")))
          .containsEntry("component", "argocd-server");
      assertThat(JsonTree.objectOrEmpty(started.get("involvedObject")))
          .containsEntry("kind", "Application")
          .containsEntry("name", "shop");
      var metadata = ApplicationRoom.metadata(started);
      assertThat(metadata.get("labels")).isEqualTo(Map.of("team", "blue"));
      assertThat(metadata.get("annotations"))
          .isEqualTo(
              Map.of(
                  "dest-server", "https://kubernetes.default.svc",
                  "dest-namespace", "shop",
                  "user", "admin"));
    }
  }

  @Test
  void areOnlyThoseOfTheReasonsThatAreNamed() throws Exception {
    try (var room = new ApplicationRoom(cluster, "--enable-k8s-event", "ResourceDeleted")) {
      syncAndDelete(room);
      ApplicationRoom.await(() ->
          assertThat(room.events())
              .extracting(event -> event.get("reason"))
              .containsExactly("ResourceDeleted"));
    }
  }
}
