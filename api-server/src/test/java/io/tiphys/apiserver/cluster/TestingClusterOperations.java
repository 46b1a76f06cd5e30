package io.tiphys.apiserver.cluster;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.tiphys.apiserver.TestingInstallation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.TestingCall;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.model.cluster.ClusterInfo;
import io.tiphys.proto.cluster.ClusterQuery;
import io.tiphys.proto.v1alpha1.Cluster;
import io.tiphys.proto.v1alpha1.ClusterConfig;
import io.tiphys.proto.v1alpha1.TLSClientConfig;
import io.tiphys.settings.Clusters;
import io.tiphys.testkit.cluster.TestingCluster;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The operations on an installation of a test's own.
final class TestingClusterOperations implements AutoCloseable {

  final Map<String, ClusterInfo> infos = new ConcurrentHashMap<>();
  final TestingInstallation installation;

  private final TestingCluster cluster;
  private final ClusterOperations operations;

  TestingClusterOperations(TestingCluster cluster) throws InterruptedException {
    this.cluster = cluster;
    installation = new TestingInstallation(cluster);
    operations =
        new ClusterOperations(
            installation.settings(),
            installation.kube(),
            installation.namespace(),
            new ClusterInfos() {
              @Override
              public Optional<ClusterInfo> of(String server) {
                return Optional.ofNullable(infos.get(server));
              }

              @Override
              public void reached(String server, ClusterInfo info) {
                infos.put(server, info);
              }
            },
            KubeClientOptions.DEFAULT);
  }

  Clusters registered() {
    return installation.settings().current().clusters();
  }

  <Q extends Message, A extends Message> A ask(
      MethodDescriptor<Q, A> method, Q request, TestingCall call) throws InterruptedException {
    return TestingCall.answer(operations.operations(), method, request, call);
  }

  <Q extends Message, A extends Message> A ask(MethodDescriptor<Q, A> method, Q request)
      throws InterruptedException {
    return ask(method, request, TestingCall.admin());
  }

  <Q extends Message, A extends Message> Refusal refusal(
      MethodDescriptor<Q, A> method, Q request, TestingCall call) {
    return TestingCall.refusal(operations.operations(), method, request, call);
  }

  <Q extends Message, A extends Message> Refusal refusal(MethodDescriptor<Q, A> method, Q request) {
    return refusal(method, request, TestingCall.admin());
  }

  /// The real cluster under one more name; the API server ignores the query.
  Cluster reachable(String name) {
    var connection = cluster.connection();
    return Cluster.newBuilder()
        .setServer(connection.server() + "?name=" + name.replace(' ', '-'))
        .setName(name)
        .setConfig(
            ClusterConfig.newBuilder()
                .setBearerToken(connection.token())
                .setTlsClientConfig(
                    TLSClientConfig.newBuilder()
                        .setInsecure(false)
                        .setCaData(ByteString.copyFromUtf8(connection.certificateAuthority()))))
        .build();
  }

  static ClusterQuery named(String name) {
    return ClusterQuery.newBuilder().setName(name).build();
  }

  static ClusterQuery server(String server) {
    return ClusterQuery.newBuilder().setServer(server).build();
  }

  @Override
  public void close() {
    installation.close();
  }
}
