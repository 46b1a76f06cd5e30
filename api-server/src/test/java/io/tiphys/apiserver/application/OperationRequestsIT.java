package io.tiphys.apiserver.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.application.ApplicationDeleteRequest;
import io.tiphys.proto.application.ApplicationRollbackRequest;
import io.tiphys.proto.application.OperationTerminateRequest;
import io.tiphys.testkit.Behaviour;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Rollback, termination and deletion, as the API writes them into the Application.
class OperationRequestsIT {

  @RegisterExtension static final SharedRoom shared = new SharedRoom();

  private static final String SPEC =
      """
      spec:
        project: default
        source: {repoURL: "https://git.example.org/shop.git", targetRevision: main, path: app}
        destination: {server: "https://kubernetes.default.svc", namespace: shop}
      """;

  private static final String HISTORY =
      """
      status:
        history:
        - id: 0
          revision: aaaa
          deployedAt: "2026-01-01T00:00:00Z"
          source: {repoURL: "https://git.example.org/shop.git", path: app, targetRevision: v0}
        - {id: 1, revision: bbbb, deployedAt: "2026-01-02T00:00:00Z"}
        - id: 2
          revision: ""
          revisions: [cccc, dddd]
          deployedAt: "2026-01-03T00:00:00Z"
          sources:
          - {repoURL: "https://git.example.org/one.git", path: app}
          - {repoURL: "https://git.example.org/two.git", path: app}
      """;

  private static final String RUNNING =
      """
      operation: {sync: {revision: main}}
      status:
        operationState:
          operation: {sync: {revision: main}}
          phase: Running
          startedAt: "2026-01-01T00:00:00Z"
      """;

  private static ApplicationRoom room() {
    return shared.room();
  }

  private interface Asking {
    void ask();
  }

  private static void refused(Asking asking, Code code, String text) {
    var refusal = catchThrowableOfType(StatusRuntimeException.class, asking::ask);
    assertThat(refusal).isNotNull();
    assertThat(refusal.getStatus().getCode()).isEqualTo(code);
    assertThat(refusal.getStatus().getDescription()).isEqualTo(text);
  }

  private static void rollBack(String app, long id) {
    room().apps().rollback(ApplicationRollbackRequest.newBuilder().setName(app).setId(id).build());
  }

  private static Map<String, @Nullable Object> sync(String app) throws Exception {
    var operation = JsonTree.objectOrEmpty(room().app(app).get("operation"));
    return JsonTree.objectOrEmpty(operation.get("sync"));
  }

  @Test
  void rollsBackToTheFirstDeploymentWhichIsNumberZero() throws Exception {
    room().apply("first", SPEC + "  syncPolicy: {syncOptions: [Validate=false]}\n" + HISTORY);
    room()
        .apps()
        .rollback(
            ApplicationRollbackRequest.newBuilder()
                .setName("first")
                .setId(0)
                .setPrune(true)
                .setDryRun(true)
                .build());
    assertThat(sync("first"))
        .containsEntry("revision", "aaaa")
        .containsEntry("prune", true)
        .containsEntry("dryRun", true)
        .containsEntry("syncStrategy", Map.of("apply", Map.of()))
        .containsEntry("syncOptions", List.of("Validate=false"));
    assertThat(JsonTree.objectOrEmpty(sync("first").get("source")))
        .containsEntry("targetRevision", "v0");
  }

  @Test
  void rollsBackAllSourcesTogether() throws Exception {
    room().apply("several", SPEC + HISTORY);
    rollBack("several", 2);
    assertThat(sync("several"))
        .containsEntry("revisions", List.of("cccc", "dddd"))
        .containsKey("sources")
        .doesNotContainKey("source");
  }

  @Test
  @Behaviour("AUT-09")
  void refusesToRollBackWhatItCannot() throws Exception {
    room().apply("odd", SPEC + HISTORY);
    refused(
        () -> rollBack("odd", 9),
        Code.INVALID_ARGUMENT,
        "application " + room().namespace() + "/odd does not have deployment with id 9");
    refused(
        () -> rollBack("odd", 1),
        Code.FAILED_PRECONDITION,
        "cannot rollback to revision deployed with Argo CD v0.11 or lower. sync to revision"
            + " instead.");
    room().apply("switched", SPEC + "  syncPolicy: {automated: {enabled: false}}\n" + HISTORY);
    rollBack("switched", 0);
    assertThat(sync("switched")).containsEntry("revision", "aaaa");
  }

  @Test
  void aRollbackHoldsAutomatedSync() throws Exception {
    room().apply("automated", SPEC + "  syncPolicy: {automated: {}}\n" + HISTORY);
    rollBack("automated", 0);
    assertThat(sync("automated")).containsEntry("revision", "aaaa");
    assertThat(hold("automated"))
        .contains("\"revision\":\"aaaa\"", "\"who\":\"admin\"")
        .doesNotContain("until");
  }

  @Test
  void aRollbackThatOnlyTriesHoldsNothing() throws Exception {
    room().apply("trying", SPEC + "  syncPolicy: {automated: {}}\n" + HISTORY);
    room()
        .apps()
        .rollback(
            ApplicationRollbackRequest.newBuilder()
                .setName("trying")
                .setId(0)
                .setDryRun(true)
                .build());
    assertThat(hold("trying")).isEmpty();
  }

  @Test
  @Behaviour("AUT-09")
  void theOriginalsRefusalCanBeHadBack() throws Exception {
    try (var strict = shared.another()) {
      strict.configure(Map.of("tiphys.rollback.hold", "false"));
      strict.apply("strict", SPEC + "  syncPolicy: {automated: {}}\n" + HISTORY);
      refused(
          () ->
              strict
                  .apps()
                  .rollback(
                      ApplicationRollbackRequest.newBuilder().setName("strict").setId(0).build()),
          Code.FAILED_PRECONDITION,
          "rollback cannot be initiated when auto-sync is enabled");
    }
  }

  private static String hold(String name) throws Exception {
    var metadata = JsonTree.objectOrEmpty(room().app(name).get("metadata"));
    return String.valueOf(
        JsonTree.objectOrEmpty(metadata.get("annotations")).getOrDefault("tiphys.io/hold", ""));
  }

  @Test
  void terminatesWhatRuns() throws Exception {
    room().apply("running", SPEC + RUNNING);
    room()
        .apps()
        .terminateOperation(OperationTerminateRequest.newBuilder().setName("running").build());
    var status = JsonTree.objectOrEmpty(room().app("running").get("status"));
    assertThat(JsonTree.objectOrEmpty(status.get("operationState")))
        .containsEntry("phase", "Terminating");
  }

  @Test
  void hasNothingToTerminate() throws Exception {
    room().apply("idle", SPEC);
    refused(
        () ->
            room()
                .apps()
                .terminateOperation(OperationTerminateRequest.newBuilder().setName("idle").build()),
        Code.INVALID_ARGUMENT,
        "Unable to terminate operation. No operation is in progress");
  }

  private static ApplicationDeleteRequest.Builder deletion(String app) {
    return ApplicationDeleteRequest.newBuilder().setName(app);
  }

  /// With a finalizer of somebody else, so that it can still be seen afterwards.
  private static List<@Nullable Object> finalizersAfter(
      ApplicationDeleteRequest.Builder request, String present) throws Exception {
    String name = request.getName();
    room().apply(name, "metadata: {finalizers: [%s]}\n".formatted(present) + SPEC);
    room().apps().delete(request.build());
    var metadata = ApplicationRoom.metadata(room().app(name));
    assertThat(metadata).containsKey("deletionTimestamp");
    return JsonTree.listOrEmpty(metadata.get("finalizers"));
  }

  @Test
  void deletionCascadesAsItIsAskedTo() throws Exception {
    String ours = "resources-finalizer.argocd.argoproj.io";
    String other = "example.org/keep";
    assertThat(finalizersAfter(deletion("cascade"), other)).containsExactlyInAnyOrder(other, ours);
    assertThat(finalizersAfter(deletion("back").setPropagationPolicy("background"), other))
        .containsExactlyInAnyOrder(other, ours + "/background");
    assertThat(
            finalizersAfter(
                deletion("fore").setPropagationPolicy("Foreground"), other + ", " + ours))
        .containsExactlyInAnyOrder(other, ours + "/foreground");
    assertThat(finalizersAfter(deletion("leave").setCascade(false), other + ", " + ours))
        .containsExactly(other);
  }

  @Test
  void deletionRefusesWhatItDoesNotKnow() throws Exception {
    room().apply("stays", SPEC);
    refused(
        () -> room().apps().delete(deletion("stays").setPropagationPolicy("sideways").build()),
        Code.INVALID_ARGUMENT,
        "invalid propagation policy: sideways");
    refused(
        () ->
            room()
                .apps()
                .delete(
                    deletion("stays").setCascade(false).setPropagationPolicy("background").build()),
        Code.INVALID_ARGUMENT,
        "cannot set propagation policy when cascading is disabled");
    assertThat(ApplicationRoom.metadata(room().app("stays")))
        .doesNotContainKey("deletionTimestamp");
  }
}
