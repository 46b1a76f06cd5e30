package io.tiphys.apiserver.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.proto.application.ApplicationDeleteRequest;
import io.tiphys.proto.application.ApplicationQuery;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A watch of one Application that begins about when the Application ends.
class FollowedToItsEndIT {

  @RegisterExtension static final SharedRoom shared = new SharedRoom();

  private static final String APP =
      """
      spec:
        project: default
        source: {repoURL: "https://git.example.org/shop.git", targetRevision: main, path: app}
        destination: {server: "https://kubernetes.default.svc", namespace: shop}
      """;

  private static ApplicationRoom room() {
    return shared.room();
  }

  private static ApplicationQuery.Builder query(String app) {
    return ApplicationQuery.newBuilder().setName(app);
  }

  private static void awaitGone(String app) throws Exception {
    ApplicationRoom.await(
        () -> assertThat(room().apps().list(query(app).build()).getItemsList()).isEmpty());
  }

  private static void delete(String app) {
    room()
        .apps()
        .delete(ApplicationDeleteRequest.newBuilder().setName(app).setCascade(false).build());
  }

  @Test
  void whoComesAfterItHearsOfIt() throws Exception {
    room().apply("deleted", APP);
    delete("deleted");
    awaitGone("deleted");
    var first =
        room()
            .apps()
            .withDeadlineAfter(20, TimeUnit.SECONDS)
            .watch(query("deleted").setResourceVersion("1").build())
            .next();
    assertThat(first.getType()).isEqualTo("DELETED");
    assertThat(first.getApplication().getMetadata().getName()).isEqualTo("deleted");
  }

  @Test
  void whoFollowsOneOfTheSameNameOrAllDoesNot() throws Exception {
    room().apply("again", APP);
    delete("again");
    awaitGone("again");
    room().apply("again", APP);
    for (var each : new ApplicationQuery.Builder[] {query("again"), query("")}) {
      var first = room().apps().withDeadlineAfter(20, TimeUnit.SECONDS).watch(each.build()).next();
      assertThat(first.getType()).isEqualTo("ADDED");
    }
  }
}
