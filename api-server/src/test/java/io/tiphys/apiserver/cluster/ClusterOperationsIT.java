package io.tiphys.apiserver.cluster;

import static io.tiphys.apiserver.cluster.TestingClusterOperations.named;
import static io.tiphys.apiserver.cluster.TestingClusterOperations.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.TestingCall;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.model.cluster.ClusterInfoBuilder;
import io.tiphys.proto.cluster.ClusterCreateRequest;
import io.tiphys.proto.cluster.ClusterID;
import io.tiphys.proto.cluster.ClusterQuery;
import io.tiphys.proto.cluster.ClusterServiceGrpc;
import io.tiphys.proto.cluster.ClusterUpdateRequest;
import io.tiphys.proto.v1alpha1.Cluster;
import io.tiphys.testkit.cluster.TestingCluster;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClusterOperationsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private TestingClusterOperations operations;

  @BeforeEach
  void open() throws Exception {
    operations = new TestingClusterOperations(cluster);
  }

  @AfterEach
  void close() {
    operations.close();
  }

  private Cluster create(Cluster wanted) throws InterruptedException {
    return operations.ask(
        ClusterServiceGrpc.getCreateMethod(),
        ClusterCreateRequest.newBuilder().setCluster(wanted).build());
  }

  private List<Cluster> list(ClusterQuery query, TestingCall call) throws InterruptedException {
    return operations.ask(ClusterServiceGrpc.getListMethod(), query, call).getItemsList();
  }

  @Test
  void theClusterItRunsInIsListedWithoutASecretUnlessThatIsOff() throws Exception {
    var home = list(ClusterQuery.getDefaultInstance(), TestingCall.admin()).getFirst();
    assertThat(home.getName()).isEqualTo("in-cluster");
    assertThat(home.getServer()).isEqualTo("https://kubernetes.default.svc");
    assertThat(home.getInfo().getConnectionState().getStatus()).isEqualTo("Unknown");
    assertThat(home.getConnectionState().getMessage())
        .isEqualTo("Cluster has no applications and is not being monitored.");
    operations.installation.create(
        "configmaps",
        "{\"metadata\":{\"name\":\"argocd-cm\"},\"data\":{\"cluster.inClusterEnabled\":\"false\"}}");
    operations.installation.await(it -> !it.argocd().inClusterEnabled());
    assertThat(list(ClusterQuery.getDefaultInstance(), TestingCall.admin())).isEmpty();
    var again = operations.reachable("x").toBuilder().setServer(ClusterAccess.IN_CLUSTER).build();
    assertThat(
            operations
                .refusal(
                    ClusterServiceGrpc.getCreateMethod(),
                    ClusterCreateRequest.newBuilder().setCluster(again).build())
                .text())
        .isEqualTo("cannot register cluster: in-cluster has been disabled");
  }

  @Test
  void aClusterIsRegisteredInASecretOfTheOriginalsForm() throws Exception {
    var wanted =
        operations.reachable("east").toBuilder()
            .addNamespaces("a")
            .addNamespaces("b")
            .setClusterResources(true)
            .setShard(3)
            .setProject("team")
            .putLabels("env", "prod")
            .putAnnotations("note", "n")
            .build();
    var made = create(wanted);
    assertThat(made.getServerVersion()).matches("v1\\.\\d+\\.\\d+");
    assertThat(made.getInfo().getConnectionState().getStatus()).isEqualTo("Successful");
    assertThat(made.getConfig().getBearerToken()).isEmpty();

    String secret = ClusterSecretForm.name(wanted.getServer());
    assertThat(operations.installation.secretData(secret))
        .containsEntry("server", wanted.getServer())
        .containsEntry("name", "east")
        .containsEntry("namespaces", "a,b")
        .containsEntry("clusterResources", "true")
        .containsEntry("shard", "3")
        .containsEntry("project", "team")
        .hasEntrySatisfying("config", it -> assertThat(it).contains(cluster.connection().token()));
    assertThat(operations.installation.metadata("secrets/" + secret).get("labels"))
        .isEqualTo(Map.of("env", "prod", "argocd.argoproj.io/secret-type", "cluster"));
    assertThat(operations.installation.metadata("secrets/" + secret).get("annotations"))
        .isEqualTo(Map.of("note", "n", "managed-by", "argocd.argoproj.io"));

    var entry = operations.registered().byName("east").getFirst();
    assertThat(entry.cluster().namespaces()).containsExactly("a", "b");
  }

  @Test
  void aClusterIsFoundByEachOfItsNames() throws Exception {
    var wanted = create(operations.reachable("we st"));
    String url = wanted.getServer();
    for (var query :
        List.of(
            named("we st"),
            server(url),
            server(url + "/"),
            id("name", "we st"),
            id("name_escaped", "we+st"),
            id("url", url),
            id("url_escaped", URLEncoder.encode(url, StandardCharsets.UTF_8)))) {
      assertThat(operations.ask(ClusterServiceGrpc.getGetMethod(), query).getServer())
          .as(query.toString())
          .isEqualTo(url);
      assertThat(list(query, TestingCall.admin())).as(query.toString()).hasSize(1);
    }
    assertThat(list(named("nobody"), TestingCall.admin())).isEmpty();
    assertThat(
            operations.refusal(ClusterServiceGrpc.getGetMethod(), id("url_escaped", "%zz")).code())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void whatTheControllersTellIsShown() throws Exception {
    operations.infos.put(
        ClusterAccess.IN_CLUSTER,
        ClusterInfoBuilder.builder()
            .serverVersion("v1.30.1")
            .applicationsCount(7)
            .apiVersions(List.of("apps/v1"))
            .build());
    var home = operations.ask(ClusterServiceGrpc.getGetMethod(), named("in-cluster"));
    assertThat(home.getServerVersion()).isEqualTo("v1.30.1");
    assertThat(home.getInfo().getApplicationsCount()).isEqualTo(7);
    assertThat(home.getInfo().getApiVersionsList()).containsExactly("apps/v1");
  }

  @Test
  void whatWasJustReachedIsShownSoUntilItsControllerKnowsBetter() throws Exception {
    assertThat(
            operations
                .ask(ClusterServiceGrpc.getGetMethod(), named("in-cluster"))
                .getConnectionState()
                .getMessage())
        .isEqualTo("Cluster has no applications and is not being monitored.");
    create(operations.reachable("reached"));
    var shown = operations.ask(ClusterServiceGrpc.getGetMethod(), named("reached"));
    assertThat(shown.getConnectionState().getStatus()).isEqualTo("Successful");
    assertThat(shown.getServerVersion()).startsWith("v1.");
    assertThat(shown.getInfo().getServerVersion()).isEqualTo(shown.getServerVersion());
  }

  @Test
  void registeringTheSameAgainIsNoErrorAndAnythingElseNeedsUpsert() throws Exception {
    var first = operations.reachable("one");
    create(first);
    assertThat(create(first).getName()).isEqualTo("one");
    var other = first.toBuilder().setName("two").putLabels("a", "b").build();
    var refusal =
        operations.refusal(
            ClusterServiceGrpc.getCreateMethod(),
            ClusterCreateRequest.newBuilder().setCluster(other).build());
    assertThat(refusal.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal.text())
        .isEqualTo(
            "existing cluster spec is different; use upsert flag to force update; difference in"
                + " keys \"Name,Labels\"");
    operations.ask(
        ClusterServiceGrpc.getCreateMethod(),
        ClusterCreateRequest.newBuilder().setCluster(other).setUpsert(true).build());
    assertThat(operations.registered().byName("two")).hasSize(1);
    assertThat(operations.registered().byName("one")).isEmpty();
  }

  @Test
  void whatCannotBeReachedIsNotRegistered() {
    var good = operations.reachable("bad");
    var config = good.getConfig();
    var dead = good.toBuilder().setServer("https://127.0.0.1:1").build();
    assertThat(creation(dead).text()).startsWith("error getting server version: ");
    assertThat(creation(dead).code()).isEqualTo(Status.Code.UNKNOWN);
    var stranger =
        good.toBuilder().setConfig(config.toBuilder().setBearerToken("wrong-token")).build();
    assertThat(creation(stranger).code()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    var both = good.toBuilder().setConfig(config.toBuilder().setUsername("u")).build();
    assertThat(creation(both).text())
        .startsWith("error getting REST config: ")
        .endsWith("username/password or bearer token may be set, but not both");
    var insecure =
        good.toBuilder()
            .setConfig(
                config.toBuilder()
                    .setTlsClientConfig(config.getTlsClientConfig().toBuilder().setInsecure(true)))
            .build();
    assertThat(creation(insecure).text()).contains("root certificates file with the insecure flag");
    for (String server : List.of("", "nothing", "ftp://x", "https://u:p@host", "https://a b")) {
      var refusal = creation(good.toBuilder().setServer(server).build());
      assertThat(refusal.code()).as(server).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
    var annotated =
        good.toBuilder()
            .putAnnotations("kubectl.kubernetes.io/last-applied-configuration", "{}")
            .build();
    assertThat(creation(annotated).text())
        .isEqualTo("annotation kubectl.kubernetes.io/last-applied-configuration cannot be set");
    assertThat(operations.registered().byName("bad")).isEmpty();
  }

  private Refusal creation(Cluster wanted) {
    return operations.refusal(
        ClusterServiceGrpc.getCreateMethod(),
        ClusterCreateRequest.newBuilder().setCluster(wanted).build());
  }

  @Test
  void anUpdateWithAMaskTouchesNothingElse() throws Exception {
    var made = operations.reachable("masked").toBuilder().putLabels("a", "b").build();
    create(made);
    var sent =
        Cluster.newBuilder().setName("renamed").addNamespaces("only").putLabels("x", "y").build();
    var answer =
        operations.ask(
            ClusterServiceGrpc.getUpdateMethod(),
            ClusterUpdateRequest.newBuilder()
                .setId(ClusterID.newBuilder().setType("name").setValue("masked"))
                .setCluster(sent)
                .addUpdatedFields("name")
                .addUpdatedFields("namespaces")
                .addUpdatedFields("unknown")
                .build());
    assertThat(answer.getName()).isEqualTo("renamed");
    var entry = operations.registered().byName("renamed").getFirst();
    assertThat(entry.cluster().labels()).containsExactly(Map.entry("a", "b"));
    assertThat(entry.cluster().namespaces()).containsExactly("only");
    assertThat(entry.cluster().config().bearerToken()).isEqualTo(cluster.connection().token());
  }

  @Test
  void anUpdateWithoutAMaskReplacesAllButNotTheServer() throws Exception {
    var made = operations.reachable("whole").toBuilder().putLabels("a", "b").build();
    create(made);
    var update =
        ClusterUpdateRequest.newBuilder().setCluster(made.toBuilder().clearLabels()).build();
    operations.ask(ClusterServiceGrpc.getUpdateMethod(), update);
    var entry = operations.registered().byName("whole").getFirst();
    assertThat(entry.cluster().labels()).isEmpty();
    var moved =
        update.toBuilder()
            .setId(ClusterID.newBuilder().setType("name").setValue("whole"))
            .setCluster(made.toBuilder().setServer("https://elsewhere"))
            .build();
    assertThat(operations.refusal(ClusterServiceGrpc.getUpdateMethod(), moved).code())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    var broken =
        update.toBuilder()
            .setCluster(
                made.toBuilder()
                    .setConfig(made.getConfig().toBuilder().setBearerToken("wrong-token")))
            .build();
    assertThat(operations.refusal(ClusterServiceGrpc.getUpdateMethod(), broken).text())
        .startsWith("failed to get server version: ");
  }

  @Test
  void deletesWhatItMadeAndLetsGoWhatOthersMade() throws Exception {
    var ours = create(operations.reachable("ours"));
    operations.ask(ClusterServiceGrpc.getDeleteMethod(), named("ours"));
    assertThat(operations.installation.secretData(ClusterSecretForm.name(ours.getServer())))
        .isEmpty();

    operations.installation.create(
        "secrets",
        """
        {"metadata":{"name":"theirs","labels":{"argocd.argoproj.io/secret-type":"cluster"}},
         "stringData":{"server":"https://theirs","name":"theirs"}}
        """);
    operations.installation.await(it -> it.clusters().byName("theirs").size() == 1);
    operations.ask(ClusterServiceGrpc.getDeleteMethod(), server("https://theirs"));
    assertThat(operations.registered().byName("theirs")).isEmpty();
    assertThat(operations.installation.secretData("theirs"))
        .containsEntry("server", "https://theirs");

    assertThat(operations.refusal(ClusterServiceGrpc.getDeleteMethod(), named("in-cluster")).code())
        .isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void invalidatingTheCacheIsSeenByTheControllers() throws Exception {
    create(operations.reachable("stale"));
    var answer = operations.ask(ClusterServiceGrpc.getInvalidateCacheMethod(), named("stale"));
    assertThat(answer.hasRefreshRequestedAt()).isTrue();
    assertThat(answer.getAnnotationsMap()).containsKey("argocd.argoproj.io/refresh");
    var entry = operations.registered().byName("stale").getFirst();
    assertThat(entry.cluster().refreshRequestedAt()).isNotNull();
  }

  @Test
  void absentAndForbiddenAnswerAlike() throws Exception {
    create(operations.reachable("secret"));
    var stranger = TestingCall.allowed("clusters, get, elsewhere/*");
    for (String name : List.of("secret", "absent")) {
      var query = named(name);
      var update = ClusterUpdateRequest.newBuilder().setCluster(Cluster.newBuilder().setName(name));
      for (var refusal :
          List.of(
              operations.refusal(ClusterServiceGrpc.getGetMethod(), query, stranger),
              operations.refusal(ClusterServiceGrpc.getUpdateMethod(), update.build(), stranger),
              operations.refusal(ClusterServiceGrpc.getDeleteMethod(), query, stranger),
              operations.refusal(ClusterServiceGrpc.getRotateAuthMethod(), query, stranger),
              operations.refusal(ClusterServiceGrpc.getInvalidateCacheMethod(), query, stranger))) {
        assertThat(refusal.code()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(refusal.text()).isEqualTo("permission denied");
      }
    }
    assertThat(list(ClusterQuery.getDefaultInstance(), stranger)).isEmpty();
    var creation =
        operations.refusal(
            ClusterServiceGrpc.getCreateMethod(),
            ClusterCreateRequest.newBuilder().setCluster(operations.reachable("new")).build(),
            stranger);
    assertThat(creation.text()).contains("desc = permission denied: clusters, create, https://");
  }

  @Test
  void rightsOnAProjectsClustersAreRightsOnThoseAlone() throws Exception {
    create(operations.reachable("scoped").toBuilder().setProject("team").build());
    create(operations.reachable("global"));
    var member = TestingCall.allowed("clusters, *, team/*");
    assertThat(list(ClusterQuery.getDefaultInstance(), member))
        .singleElement()
        .satisfies(it -> assertThat(it.getName()).isEqualTo("scoped"));
    var stolen =
        ClusterUpdateRequest.newBuilder()
            .setCluster(operations.reachable("scoped").toBuilder().setProject("other"))
            .addUpdatedFields("project")
            .build();
    assertThat(operations.refusal(ClusterServiceGrpc.getUpdateMethod(), stolen, member).code())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
    var taken =
        ClusterCreateRequest.newBuilder()
            .setCluster(operations.reachable("global").toBuilder().setProject("team"))
            .setUpsert(true)
            .build();
    assertThat(operations.refusal(ClusterServiceGrpc.getCreateMethod(), taken, member).text())
        .isEqualTo("permission denied");
  }

  private static ClusterQuery id(String type, String value) {
    return ClusterQuery.newBuilder()
        .setId(ClusterID.newBuilder().setType(type).setValue(value))
        .build();
  }
}
