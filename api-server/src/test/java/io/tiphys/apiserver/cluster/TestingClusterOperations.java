package io.tiphys.apiserver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.TestingCall;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.model.cluster.ClusterInfo;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.cluster.ClusterQuery;
import io.tiphys.proto.v1alpha1.Cluster;
import io.tiphys.proto.v1alpha1.ClusterConfig;
import io.tiphys.proto.v1alpha1.TLSClientConfig;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The operations on an installation of a test's own, in its namespace.
final class TestingClusterOperations implements AutoCloseable {

  final Map<String, ClusterInfo> infos = new ConcurrentHashMap<>();
  final SettingsWatch settings;

  private final TestingCluster cluster;
  private final KubeClient kube;
  private final ClusterOperations operations;

  TestingClusterOperations(TestingCluster cluster) throws InterruptedException {
    this.cluster = cluster;
    var connection = cluster.connection();
    var home =
        new ClusterAccess(
            connection.server(),
            new Auth.Bearer(connection.token()),
            Tls.trusting(connection.certificateAuthority()));
    kube = new KubeClient(home, KubeClientOptions.DEFAULT);
    settings = SettingsWatch.start(kube, cluster.namespace(), home);
    assertThat(settings.awaitRead(Duration.ofSeconds(60))).isTrue();
    operations =
        new ClusterOperations(
            settings,
            kube,
            cluster.namespace(),
            server -> Optional.ofNullable(infos.get(server)),
            KubeClientOptions.DEFAULT);
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
    var refusal = catchThrowableOfType(Refusal.class, () -> ask(method, request, call));
    assertThat(refusal).as("refusal of %s", method.getFullMethodName()).isNotNull();
    return refusal;
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

  /// The data of a Secret, decoded; empty when it is not there.
  Map<String, String> secretData(String name) throws IOException {
    var data = new TreeMap<String, String>();
    JsonTree.objectOrEmpty(object("secrets/" + name).get("data"))
        .forEach((key, value) ->
            data.put(
                key,
                new String(
                    Base64.getDecoder().decode(String.valueOf(value)), StandardCharsets.UTF_8)));
    return data;
  }

  Map<String, ?> metadata(String name) throws IOException {
    return JsonTree.objectOrEmpty(object("secrets/" + name).get("metadata"));
  }

  Map<String, ?> object(String path) throws IOException {
    byte[] body = cluster.admin().get(path(path)).body().getBytes(StandardCharsets.UTF_8);
    return JsonTree.parseObject(body);
  }

  void create(String plural, String json) throws IOException {
    var answer = cluster.admin().post(path(plural), json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  String path(String rest) {
    return "/api/v1/namespaces/" + cluster.namespace() + "/" + rest;
  }

  @Override
  public void close() {
    settings.close();
    kube.close();
  }
}
