package io.tiphys.apiserver.applicationset;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.tiphys.apiserver.event.AuditLog;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.TestingCall;
import io.tiphys.apiserver.project.Projects;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.model.crds.Crds;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.v1alpha1.ApplicationSet;
import io.tiphys.settings.Settings;
import io.tiphys.testkit.cluster.TestingCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;

/// The ApplicationSet service over a test's namespace of a real API server. A selector is
/// `key=value`.
final class TestingSets implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final TestingCluster cluster;
  final KubeClient kube;
  final Projects projects;
  final ApplicationSets sets;
  final List<Operation<?, ?>> operations;

  private TestingSets(TestingCluster cluster) {
    this.cluster = cluster;
    var connection = cluster.connection();
    kube =
        new KubeClient(
            new ClusterAccess(
                connection.server(),
                new Auth.Bearer(connection.token()),
                Tls.trusting(connection.certificateAuthority())),
            KubeClientOptions.DEFAULT);
    projects = new Projects(kube, cluster.namespace(), () -> Settings.NONE);
    sets = new ApplicationSets(kube, cluster.namespace(), false, namespace -> false);
    operations =
        new ApplicationSetOperations(
                sets,
                projects,
                text ->
                    labels ->
                        text.isEmpty() || text.split("=")[1].equals(labels.get(text.split("=")[0])),
                new AuditLog(kube, reason -> true, InstantSource.system()))
            .operations();
  }

  static TestingSets start(TestingCluster cluster) throws Exception {
    for (Manifest crd : Crds.all()) {
      String json = new String(crd.toJson(), StandardCharsets.UTF_8);
      cluster
          .admin()
          .apply("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + crd.name(), json);
    }
    for (String plural : List.of("applicationsets", "appprojects")) {
      until(
          plural + " are served",
          () -> cluster.admin().get("/apis/argoproj.io/v1alpha1/" + plural).statusCode() == 200);
    }
    var started = new TestingSets(cluster);
    started.projects.start();
    started.sets.start();
    if (!started.projects.awaitSynced(PATIENCE) || !started.sets.awaitSynced(PATIENCE)) {
      throw new IllegalStateException("the control plane is silent");
    }
    until("default", () -> started.projects.get("default").isPresent());
    return started;
  }

  <Q extends Message, A extends Message> A ask(MethodDescriptor<Q, A> method, Q request, Call call)
      throws InterruptedException {
    return TestingCall.answer(operations, method, request, call);
  }

  static ApplicationSet set(String name, String project) {
    return set(name, project, "[{\"list\":{\"elements\":[{\"cluster\":\"east\"}]}}]");
  }

  static ApplicationSet set(String name, String project, String generators) {
    var builder = ApplicationSet.newBuilder();
    GoJson.merge(
        JsonTree.parseObject(
            """
            {"metadata":{"name":"%s","labels":{"kind":"%s"}},
             "spec":{"generators":%s,
                     "template":{"metadata":{"name":"{{cluster}}"},
                                 "spec":{"project":"%s",
                                         "source":{"repoURL":"https://git.example/a","path":"."},
                                         "destination":{"name":"in-cluster","namespace":"x"}}}}}
            """
                .formatted(name, name, generators, project)
                .getBytes(StandardCharsets.UTF_8)),
        builder);
    return builder.build();
  }

  String path() {
    return "/apis/argoproj.io/v1alpha1/namespaces/" + cluster.namespace() + "/applicationsets";
  }

  static void until(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain for: " + what);
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    sets.close();
    projects.close();
    kube.close();
  }
}
