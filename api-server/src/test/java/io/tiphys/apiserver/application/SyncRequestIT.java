package io.tiphys.apiserver.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.application.ApplicationSyncRequest;
import io.tiphys.proto.application.SyncOptions;
import io.tiphys.proto.v1alpha1.Info;
import io.tiphys.proto.v1alpha1.RetryStrategy;
import io.tiphys.proto.v1alpha1.SyncOperationResource;
import io.tiphys.proto.v1alpha1.SyncStrategy;
import io.tiphys.proto.v1alpha1.SyncStrategyApply;
import io.tiphys.testkit.cluster.TestingCluster;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What each field of the request for a sync makes of the operation.
class SyncRequestIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static ApplicationRoom room;

  @BeforeAll
  static void open() throws Exception {
    room = new ApplicationRoom(cluster, "--sync-with-replace-allowed=false");
  }

  @AfterAll
  static void close() {
    room.close();
  }

  /// Commits need nobody who finds them.
  private static final String COMMIT = "a".repeat(40);

  private static final String OTHER = "b".repeat(40);

  private static final String PLAIN =
      """
      spec:
        project: default
        source: {repoURL: "https://git.example.org/shop.git", targetRevision: COMMIT, path: app}
        destination: {server: "https://kubernetes.default.svc", namespace: shop}
      """
          .replace("COMMIT", COMMIT);

  private static final String SEVERAL =
      """
      spec:
        project: default
        sources:
        - {repoURL: "https://git.example.org/one.git", targetRevision: COMMIT, path: app}
        - {repoURL: "https://git.example.org/two.git", targetRevision: COMMIT, path: app}
        destination: {server: "https://kubernetes.default.svc", namespace: shop}
      """
          .replace("COMMIT", COMMIT);

  private static ApplicationSyncRequest.Builder request(String app) {
    return ApplicationSyncRequest.newBuilder().setName(app);
  }

  private static Map<String, @Nullable Object> operation(ApplicationSyncRequest.Builder request)
      throws Exception {
    room.apps().sync(request.build());
    return JsonTree.objectOrEmpty(room.app(request.getName()).get("operation"));
  }

  private static Map<String, @Nullable Object> sync(ApplicationSyncRequest.Builder request)
      throws Exception {
    return JsonTree.objectOrEmpty(operation(request).get("sync"));
  }

  private static void refused(ApplicationSyncRequest.Builder request, Code code, String text) {
    var refusal =
        catchThrowableOfType(StatusRuntimeException.class, () -> room.apps().sync(request.build()));
    assertThat(refusal).isNotNull();
    assertThat(refusal.getStatus().getCode()).isEqualTo(code);
    assertThat(refusal.getStatus().getDescription()).isEqualTo(text);
  }

  @Test
  void theNameAloneSyncsToWhatIsTracked() throws Exception {
    room.apply("plain", PLAIN);
    var operation = operation(request("plain"));
    assertThat(JsonTree.objectOrEmpty(operation.get("sync")))
        .containsOnlyKeys("revision", "source")
        .containsEntry("revision", COMMIT);
    assertThat(operation).containsOnlyKeys("initiatedBy", "sync");
  }

  @Test
  void revisionPruneAndDryRun() throws Exception {
    room.apply("flags", PLAIN);
    assertThat(sync(request("flags").setRevision(OTHER).setPrune(true).setDryRun(true)))
        .containsEntry("revision", OTHER)
        .containsEntry("prune", true)
        .containsEntry("dryRun", true);
  }

  @Test
  void theStrategyIsTakenAsItIs() throws Exception {
    room.apply("strategy", PLAIN);
    var apply = SyncStrategyApply.newBuilder().setForce(true);
    assertThat(sync(request("strategy").setStrategy(SyncStrategy.newBuilder().setApply(apply))))
        .containsEntry("syncStrategy", Map.of("apply", Map.of("force", true)));
  }

  @Test
  void onlyTheResourcesThatAreNamed() throws Exception {
    room.apply("partial", PLAIN);
    var resource =
        SyncOperationResource.newBuilder()
            .setGroup("apps")
            .setKind("Deployment")
            .setNamespace("shop")
            .setName("web");
    assertThat(sync(request("partial").addResources(resource)))
        .containsEntry(
            "resources",
            List.of(
                Map.of("group", "apps", "kind", "Deployment", "namespace", "shop", "name", "web")));
  }

  @Test
  void localManifestsComeAlong() throws Exception {
    room.apply("local", PLAIN);
    assertThat(sync(request("local").addManifests("{}"))).containsEntry("manifests", List.of("{}"));
  }

  @Test
  void localManifestsAreRefusedWhereAutomationWouldUndoThem() throws Exception {
    room.apply("automated", PLAIN + "  syncPolicy: {automated: {}}\n");
    refused(
        request("automated").addManifests("{}"),
        Code.FAILED_PRECONDITION,
        "cannot use local sync when Automatic Sync Policy is enabled unless for dry run");
    assertThat(sync(request("automated").addManifests("{}").setDryRun(true)))
        .containsEntry("dryRun", true);
  }

  @Test
  void localManifestsAreRefusedWhereCommitsMustBeSigned() throws Exception {
    room.applyProject(
        "signed",
        """
        spec:
          sourceRepos: ["*"]
          destinations: [{server: "*", namespace: "*"}]
          signatureKeys: [{keyID: 4AEE18F83AFDEB23}]
        """);
    room.apply("signed", PLAIN.replace("project: default", "project: signed"));
    ApplicationRoom.await(() ->
        refused(
            request("signed").addManifests("{}"),
            Code.FAILED_PRECONDITION,
            "Cannot use local sync when signature keys are required."));
  }

  @Test
  void infosAndTheRetryOfTheRequest() throws Exception {
    room.apply("told", PLAIN + "  syncPolicy: {retry: {limit: 2}}\n");
    var operation =
        operation(
            request("told")
                .addInfos(Info.newBuilder().setName("ticket").setValue("SHOP-1"))
                .setRetryStrategy(RetryStrategy.newBuilder().setLimit(7)));
    assertThat(JsonTree.listOrEmpty(operation.get("info")))
        .containsExactly(Map.of("name", "ticket", "value", "SHOP-1"));
    assertThat(JsonTree.objectOrEmpty(operation.get("retry"))).containsEntry("limit", 7L);
  }

  @Test
  void theRetryAndTheOptionsOfThePolicyWhereTheRequestHasNone() throws Exception {
    String policy = "  syncPolicy: {retry: {limit: 2}, syncOptions: [CreateNamespace=true]}\n";
    room.apply("policy", PLAIN + policy);
    var operation = operation(request("policy"));
    assertThat(JsonTree.objectOrEmpty(operation.get("retry"))).containsEntry("limit", 2L);
    assertThat(JsonTree.objectOrEmpty(operation.get("sync")))
        .containsEntry("syncOptions", List.of("CreateNamespace=true"));
  }

  @Test
  void theOptionsOfTheRequestReplaceThoseOfThePolicy() throws Exception {
    room.apply("options", PLAIN + "  syncPolicy: {syncOptions: [CreateNamespace=true]}\n");
    var options = SyncOptions.newBuilder().addItems("Validate=false");
    assertThat(sync(request("options").setSyncOptions(options)))
        .containsEntry("syncOptions", List.of("Validate=false"));
  }

  @Test
  void replacingIsRefusedWhereTheServerSaysSo() throws Exception {
    room.apply("replace", PLAIN);
    refused(
        request("replace").setSyncOptions(SyncOptions.newBuilder().addItems("Replace=true")),
        Code.FAILED_PRECONDITION,
        "sync with replace was disabled on the API Server level via the server configuration");
  }

  @Test
  void revisionsGoToTheSourcesAtTheirPositions() throws Exception {
    room.apply("several", SEVERAL);
    assertThat(sync(request("several").addRevisions(OTHER).addSourcePositions(2)))
        .containsEntry("revisions", List.of(COMMIT, OTHER))
        .doesNotContainKeys("revision", "source")
        .containsKey("sources");
  }

  @Test
  void revisionsWithoutPositionsAreRefused() throws Exception {
    room.apply("positions", SEVERAL);
    refused(
        request("positions").addRevisions(OTHER),
        Code.INVALID_ARGUMENT,
        "revisions and sourcePositions must be of the same length");
    refused(
        request("positions").addRevisions(OTHER).addSourcePositions(3),
        Code.INVALID_ARGUMENT,
        "source position is out of range");
  }

  @Test
  void anotherRevisionIsRefusedWhereAutomationWouldUndoIt() throws Exception {
    room.apply("tracked", PLAIN + "  syncPolicy: {automated: {}}\n");
    refused(
        request("tracked").setRevision(OTHER),
        Code.FAILED_PRECONDITION,
        "Cannot sync to %s: auto-sync currently set to %s".formatted(OTHER, COMMIT));
  }

  @Test
  void itIsTheApplicationOfTheNamedNamespaceAndProject() throws Exception {
    room.apply("placed", PLAIN);
    refused(
        request("placed").setProject("other"),
        Code.NOT_FOUND,
        "applications.argoproj.io \"placed\" not found");
    assertThat(sync(request("placed").setProject("default").setAppNamespace(room.namespace())))
        .containsKey("source");
  }

  @Test
  void aSyncBehindAnotherIsRefused() throws Exception {
    room.apply("busy", PLAIN);
    operation(request("busy"));
    refused(
        request("busy"),
        Code.FAILED_PRECONDITION,
        "error setting app operation: rpc error: code = FailedPrecondition desc = another operation"
            + " is already in progress");
  }

  @Test
  void aClosedWindowRefuses() throws Exception {
    room.applyProject(
        "closed",
        """
        spec:
          sourceRepos: ["*"]
          destinations: [{server: "*", namespace: "*"}]
          syncWindows: [{kind: deny, schedule: "* * * * *", duration: 1h, applications: ["*"]}]
        """);
    room.apply("windows", PLAIN.replace("project: default", "project: closed"));
    ApplicationRoom.await(() ->
        refused(request("windows"), Code.PERMISSION_DENIED, "cannot sync: blocked by sync window"));
  }
}
