package io.tiphys.controller.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.events.AppEvent.SyncStatusChanged;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.model.application.Application;
import io.tiphys.model.json.JsonTree;
import io.tiphys.settings.event.EventReasons;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventWriterIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private final AtomicBoolean isBusy = new AtomicBoolean();

  @Test
  void writesWhatHappenedUntilItIsClosed() throws Exception {
    try (var client = client(cluster.connection().server())) {
      var writer = writer(client, List.of("all"), 100);
      writer.happened(app(), List.of(change(1), change(2)));
      writer.close();
      writer.happened(app(), List.of(change(3)));
    }

    assertThat(messages())
        .containsExactlyInAnyOrder(
            "Updated sync status: 1 -> Synced", "Updated sync status: 2 -> Synced");
  }

  @Test
  void writesOnlyTheReasonsThatAreAskedFor() throws Exception {
    try (var client = client(cluster.connection().server());
        var writer = writer(client, List.of("OperationCompleted"), 100)) {
      writer.happened(app(), List.of(change(1)));
    }

    assertThat(messages()).isEmpty();
  }

  @Test
  void losesNothingWhileItLeavesTheApiServerToOthers() throws Exception {
    isBusy.set(true);
    try (var client = client(cluster.connection().server());
        var writer = writer(client, List.of("all"), 100)) {
      for (int i = 0; i < 20; i++) {
        writer.happened(app(), List.of(change(i)));
      }
      assertThat(writer.waiting()).as("it takes its time").isGreaterThan(10);
    }

    assertThat(messages()).hasSize(20);
  }

  @Test
  void keepsTheNewestWhenTheApiServerIsSlow() {
    try (var client = client("https://127.0.0.1:1");
        var writer = writer(client, List.of("all"), 2)) {
      for (int i = 0; i < 10_000; i++) {
        writer.happened(app(), List.of(change(i)));
      }
      assertThat(writer.waiting()).isLessThanOrEqualTo(2);
    }
  }

  private EventWriter writer(KubeClient client, List<String> reasons, int capacity) {
    return new EventWriter(
        client, EventReasons.of(reasons), app -> Map.of("team", "blue"), isBusy::get, capacity);
  }

  private static AppEvent change(int number) {
    return new SyncStatusChanged(Integer.toString(number), "Synced");
  }

  private static Application app() {
    Application app = Apps.shop("");
    return app.withMetadata(app.metadata().withNamespace(cluster.namespace()));
  }

  private static List<String> messages() throws IOException {
    String all = "/api/v1/namespaces/" + cluster.namespace() + "/events?labelSelector=team=blue";
    byte[] json = cluster.admin().get(all).body().getBytes(StandardCharsets.UTF_8);
    return JsonTree.listOrEmpty(JsonTree.parseObject(json).get("items")).stream()
        .map(item -> String.valueOf(JsonTree.objectOrEmpty(item).get("message")))
        .toList();
  }

  private static KubeClient client(String server) {
    var connection = cluster.connection();
    var access =
        new ClusterAccess(
            server,
            new Auth.Bearer(connection.token()),
            Tls.trusting(connection.certificateAuthority()));
    return new KubeClient(access, KubeClientOptions.DEFAULT);
  }
}
