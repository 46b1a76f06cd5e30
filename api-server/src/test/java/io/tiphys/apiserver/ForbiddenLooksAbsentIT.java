package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Somebody who may read one project asks every operation for what is in another, and for what is
/// nowhere: the answers are the same.
class ForbiddenLooksAbsentIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final String THEIRS = "theirs";
  private static final String ABSENT = "absent";

  private static TestingApi api;
  private static ApiServer server;
  private static AnyClient client;
  private static String reader;

  @BeforeAll
  static void start() throws Exception {
    String namespace = cluster.newNamespace();
    api = new TestingApi(cluster, namespace);
    String core = "/api/v1/namespaces/" + namespace;
    String argo = "/apis/argoproj.io/v1alpha1/namespaces/" + namespace;
    create(
        core + "/configmaps",
        "{'metadata':{'name':'argocd-cm'},'data':{'accounts.reader':'apiKey'}}");
    create(
        core + "/configmaps",
        "{'metadata':{'name':'argocd-rbac-cm'},'data':{'policy.csv':"
            + "'p, reader, applications, get, ours/*, allow'}}");
    for (String project : List.of("ours", THEIRS)) {
      create(
          argo + "/appprojects",
          "{'apiVersion':'argoproj.io/v1alpha1','kind':'AppProject','metadata':{'name':'"
              + project
              + "'},'spec':{'sourceRepos':['*'],'destinations':[{'server':'*','namespace':'*'}]}}");
    }
    create(
        argo + "/applications",
        "{'apiVersion':'argoproj.io/v1alpha1','kind':'Application','metadata':{'name':'theirs'},"
            + "'spec':{'project':'theirs','source':{'repoURL':'https://git.example.com/theirs',"
            + "'path':'.'},'destination':{'server':'https://kubernetes.default.svc'}}}");
    create(
        argo + "/applicationsets",
        "{'apiVersion':'argoproj.io/v1alpha1','kind':'ApplicationSet',"
            + "'metadata':{'name':'theirs'},'spec':{'generators':[],'template':{'metadata':"
            + "{'name':'x'},'spec':{'project':'theirs','destination':{}}}}}");
    server = api.start("--insecure", "--hydrator-enabled", "--repo-server-timeout-seconds", "1");
    client = new AnyClient(server.port());
    reader = client.tokenOf("reader", client.loginAsAdmin(cluster, namespace));
  }

  private static void create(String path, String json) throws IOException {
    var answer = cluster.admin().post(path, json.replace('\'', '"'));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
    api.close();
  }

  @Test
  void inCodeAndText() {
    int refused = 0;
    for (var method : AnyClient.methods()) {
      if (method.getFullMethodName().startsWith("session.")) {
        continue;
      }
      var theirs = client.ask(method, reader, THEIRS);
      var absent = client.ask(method, reader, ABSENT);
      assertThat(theirs.code()).as(method.getFullMethodName()).isEqualTo(absent.code());
      assertThat(theirs.text().replace(THEIRS, ABSENT))
          .as(method.getFullMethodName())
          .isEqualTo(absent.text());
      refused += theirs.code() == Status.Code.PERMISSION_DENIED ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(60);
  }
}
