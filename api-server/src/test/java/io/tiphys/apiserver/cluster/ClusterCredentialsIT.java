package io.tiphys.apiserver.cluster;

import static io.tiphys.apiserver.cluster.TestingClusterOperations.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.cluster.ClusterCreateRequest;
import io.tiphys.proto.cluster.ClusterQuery;
import io.tiphys.proto.cluster.ClusterServiceGrpc;
import io.tiphys.proto.cluster.ClusterUpdateRequest;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.v1alpha1.Cluster;
import io.tiphys.proto.v1alpha1.ClusterConfig;
import io.tiphys.testkit.cluster.TestingCluster;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is wrong with a cluster, no answer and no error says what it is reached with.
class ClusterCredentialsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final String MARK = "TAINTED";
  private static final String ENCODED =
      Base64.getEncoder().encodeToString((MARK + "-pem").getBytes());
  private static final String NOBODY = "https://127.0.0.1:1";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'bearerToken':'TAINTED'}",
        "{'username':'TAINTED','password':'TAINTED'}",
        "{'username':'TAINTED','password':'TAINTED','bearerToken':'TAINTED'}",
        "{'bearerToken':'e30.TAINTED.TAINTED'}",
        "{'bearerToken':'TAINTED\\nX-Header: TAINTED'}",
        "{'tlsClientConfig':{'certData':'PEM','keyData':'PEM','caData':'PEM'}}",
        "{'tlsClientConfig':{'certData':'TAINTED!','keyData':'TAINTED!'}}",
        "{'proxyUrl':'http://TAINTED:TAINTED@127.0.0.1:1'}",
        "{'proxyUrl':'TAINTED:TAINTED@127.0.0.1:1'}",
        "{'proxyUrl':'http://TAINTED:TAINTED@ no url'}",
        "{'execProviderConfig':{'command':'sh','apiVersion':'client.authentication.k8s.io/v1',"
            + "'args':['-c','echo $SECRET; echo $SECRET >&2; exit 1','TAINTED'],"
            + "'env':{'SECRET':'TAINTED'},'config':{'a':'TAINTED'},'installHint':'TAINTED'}}",
        "{'execProviderConfig':{'command':'/no/such/command','args':['TAINTED']}}",
        "{'futureCredential':'TAINTED','tlsClientConfig':{'futureKey':'TAINTED'}}",
        "{'awsAuthConfig':{'clusterName':'c','futureKey':'TAINTED'}}"
      })
  void noneIsTold(String template) throws Exception {
    String config = template.replace('\'', '"').replace("PEM", ENCODED);
    for (String server : List.of(NOBODY, cluster.connection().server())) {
      var said = everythingThatIsSaid(server, config);
      assertThat(said).as(config).noneMatch(it -> it.contains(MARK) || it.contains(ENCODED));
      assertThat(said).hasSizeGreaterThan(8);
    }
  }

  @Test
  void aConfigThatIsNoJsonIsNotTold() throws Exception {
    try (var operations = new TestingClusterOperations(cluster)) {
      register(operations, NOBODY, "{\"bearerToken\": TAINTED");
      operations.installation.await(it -> !it.problems().isEmpty());
      assertThat(operations.installation.settings().current().problems().toString())
          .doesNotContain(MARK);
    }
  }

  private static List<String> everythingThatIsSaid(String server, String config) throws Exception {
    var said = new ArrayList<String>();
    try (var operations = new TestingClusterOperations(cluster)) {
      register(operations, server, config);
      operations.installation.await(
          it -> it.clusters().byServer(server).isPresent() || !it.problems().isEmpty());
      said.add(operations.installation.settings().current().problems().toString());
      var query = named("tainted");
      ask(operations, ClusterServiceGrpc.getListMethod(), ClusterQuery.getDefaultInstance(), said);
      ask(operations, ClusterServiceGrpc.getGetMethod(), query, said);
      ask(operations, ClusterServiceGrpc.getRotateAuthMethod(), query, said);
      ask(operations, ClusterServiceGrpc.getInvalidateCacheMethod(), query, said);
      var labelled = Cluster.newBuilder().setName("tainted").putLabels("a", "b");
      var update =
          ClusterUpdateRequest.newBuilder().setCluster(labelled).addUpdatedFields("labels");
      ask(operations, ClusterServiceGrpc.getUpdateMethod(), update.build(), said);
      for (boolean upsert : List.of(false, true)) {
        var create =
            ClusterCreateRequest.newBuilder()
                .setCluster(sent(server, config))
                .setUpsert(upsert)
                .build();
        ask(operations, ClusterServiceGrpc.getCreateMethod(), create, said);
      }
      var whole = ClusterUpdateRequest.newBuilder().setCluster(sent(server, config)).build();
      ask(operations, ClusterServiceGrpc.getUpdateMethod(), whole, said);
      ask(operations, ClusterServiceGrpc.getDeleteMethod(), query, said);
    }
    return said;
  }

  private static void register(TestingClusterOperations operations, String server, String config)
      throws Exception {
    var annotations =
        Map.of("kubectl.kubernetes.io/last-applied-configuration", MARK, "managed-by", MARK);
    var secret =
        Map.of(
            "metadata",
            Map.of(
                "name",
                "tainted-" + Integer.toHexString(server.hashCode()),
                "labels",
                Map.of("argocd.argoproj.io/secret-type", "cluster"),
                "annotations",
                annotations),
            "stringData",
            Map.of("name", "tainted", "server", server, "config", config, "future", MARK));
    operations.installation.create("secrets", JsonTree.writeString(secret));
  }

  /// What a client can send of it: broken base64 it cannot.
  private static Cluster sent(String server, String config) {
    var message = ClusterConfig.newBuilder();
    try {
      GoJson.merge(JsonTree.parseObject(config.getBytes()), message);
    } catch (IllegalArgumentException e) {
      message.clear();
    }
    return Cluster.newBuilder().setServer(server).setName("tainted").setConfig(message).build();
  }

  private static <Q extends Message, A extends Message> void ask(
      TestingClusterOperations operations,
      MethodDescriptor<Q, A> method,
      Q request,
      List<String> said)
      throws InterruptedException {
    try {
      A answer = operations.ask(method, request);
      said.add(answer.toString());
      said.add(JsonTree.writeString(GoJson.toTree(answer)));
    } catch (Refusal refusal) {
      said.add(refusal.text());
    }
  }
}
