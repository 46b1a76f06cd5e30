package io.tiphys.apiserver;

import static io.tiphys.apiserver.TwoProjects.OWN;
import static io.tiphys.apiserver.TwoProjects.argo;
import static io.tiphys.apiserver.TwoProjects.core;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.tiphys.proto.account.AccountServiceGrpc;
import io.tiphys.proto.account.CanIRequest;
import io.tiphys.proto.application.ApplicationRollbackRequest;
import io.tiphys.proto.application.ApplicationServiceGrpc;
import io.tiphys.proto.application.ApplicationSyncRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the right to sync does not cover: other manifests, and where a switch says so rollbacks and
/// other revisions (https://argo-cd.readthedocs.io/en/latest/operator-manual/rbac/). The
/// Application is busy: who may do something hears of that.
class RightsBesideSyncIT {

  @RegisterExtension static final SharedProjects projects = new SharedProjects();

  private static final String ROLLBACK = "server.rbac.rollback.enforce.enable";
  private static final String OVERRIDE = "application.sync.requireOverridePrivilegeForRevisionSync";
  private static final Code MAY = Code.FAILED_PRECONDITION;
  private static final Code MAY_NOT = Code.PERMISSION_DENIED;

  private Ear guest;

  private static TwoProjects world() {
    return projects.world();
  }

  @BeforeEach
  void makeBusy() throws IOException {
    world().application(world().namespace, "busy", OWN);
    var source = Map.of("repoURL", world().repository(OWN), "path", "app");
    var deployed =
        Map.of("id", 1, "revision", "a", "deployedAt", "2026-01-01T00:00:00Z", "source", source);
    world()
        .patch(
            argo(world().namespace, "applications") + "/busy",
            Map.of(
                "operation",
                Map.of("sync", Map.of()),
                "status",
                Map.of("history", List.of(deployed))));
    guest = new Ear(world().server.port(), world().token("guest"));
  }

  @AfterEach
  void leave() throws IOException {
    guest.close();
    world().allow("");
    configure(ROLLBACK, "false");
    configure(OVERRIDE, "false");
    world().delete(argo(world().namespace, "applications") + "/busy");
  }

  private static void configure(String key, String value) throws IOException {
    world()
        .patch(
            core(world().namespace, "configmaps") + "/argocd-cm",
            Map.of("data", Map.of(key, value)));
  }

  private static void guestMay(String... actions) throws IOException {
    var lines = new StringBuilder();
    for (String action : actions) {
      lines.append("p, guest, applications, ").append(action).append(", own/*, allow\n");
    }
    world().allow(lines.toString());
  }

  private void rollback(Code code) throws InterruptedException {
    var request = ApplicationRollbackRequest.newBuilder().setName("busy").setId(1).build();
    guest.await(ApplicationServiceGrpc.getRollbackMethod(), request, code);
  }

  private static ApplicationSyncRequest.Builder sync() {
    return ApplicationSyncRequest.newBuilder().setName("busy");
  }

  private static ApplicationSyncRequest.Builder otherRevision() {
    return sync().setRevision("b".repeat(40));
  }

  private void sync(ApplicationSyncRequest.Builder request, Code code) throws InterruptedException {
    guest.await(ApplicationServiceGrpc.getSyncMethod(), request.build(), code);
  }

  private String can(String action) {
    return AccountServiceGrpc.newBlockingStub(guest.authorized())
        .canI(
            CanIRequest.newBuilder()
                .setResource("applications")
                .setAction(action)
                .setSubresource("own/busy")
                .build())
        .getValue();
  }

  @Test
  void aRollbackIsASyncUntilItIsARightOfItsOwn() throws Exception {
    guestMay("get", "sync");
    rollback(MAY);
    configure(ROLLBACK, "true");
    rollback(MAY_NOT);
    sync(sync(), MAY);
    guestMay("get", "rollback");
    rollback(MAY);
    sync(sync(), MAY_NOT);
    assertThat(can("rollback")).isEqualTo("yes");
    assertThat(can("sync")).isEqualTo("no");
  }

  @Test
  void anotherRevisionIsASyncUntilItNeedsOverride() throws Exception {
    guestMay("get", "sync");
    sync(otherRevision(), MAY);
    configure(OVERRIDE, "true");
    sync(otherRevision(), MAY_NOT);
    sync(sync(), MAY);
    guestMay("get", "sync", "override");
    sync(otherRevision(), MAY);
  }

  @Test
  void otherManifestsNeedOverrideAlways() throws Exception {
    guestMay("get", "sync");
    sync(sync(), MAY);
    sync(sync().addManifests("{}"), MAY_NOT);
    guestMay("get", "sync", "override");
    sync(sync().addManifests("{}"), MAY);
    guestMay("get", "override");
    sync(sync().addManifests("{}"), MAY_NOT);
  }
}
