package io.tiphys.apiserver;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.account.AccountServiceGrpc;
import io.tiphys.proto.account.CreateTokenRequest;
import io.tiphys.proto.application.ApplicationServiceGrpc;
import io.tiphys.proto.applicationset.ApplicationSetServiceGrpc;
import io.tiphys.proto.certificate.CertificateServiceGrpc;
import io.tiphys.proto.cluster.ClusterServiceGrpc;
import io.tiphys.proto.gpgkey.GPGKeyServiceGrpc;
import io.tiphys.proto.notification.NotificationServiceGrpc;
import io.tiphys.proto.project.ProjectServiceGrpc;
import io.tiphys.proto.repocreds.RepoCredsServiceGrpc;
import io.tiphys.proto.repository.RepositoryServiceGrpc;
import io.tiphys.proto.session.SessionCreateRequest;
import io.tiphys.proto.session.SessionServiceGrpc;
import io.tiphys.proto.settings.SettingsServiceGrpc;
import io.tiphys.proto.version.VersionServiceGrpc;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Asks any operation of an API server over gRPC, with a message made up of one word.
final class AnyClient implements AutoCloseable {

  private static final List<ServiceDescriptor> SERVICES =
      List.of(
          AccountServiceGrpc.getServiceDescriptor(),
          ApplicationServiceGrpc.getServiceDescriptor(),
          ApplicationSetServiceGrpc.getServiceDescriptor(),
          CertificateServiceGrpc.getServiceDescriptor(),
          ClusterServiceGrpc.getServiceDescriptor(),
          GPGKeyServiceGrpc.getServiceDescriptor(),
          NotificationServiceGrpc.getServiceDescriptor(),
          ProjectServiceGrpc.getServiceDescriptor(),
          RepositoryServiceGrpc.getServiceDescriptor(),
          RepoCredsServiceGrpc.getServiceDescriptor(),
          SessionServiceGrpc.getServiceDescriptor(),
          SettingsServiceGrpc.getServiceDescriptor(),
          VersionServiceGrpc.getServiceDescriptor());

  private final ManagedChannel channel;

  AnyClient(int port) {
    channel =
        NettyChannelBuilder.forAddress("localhost", port, InsecureChannelCredentials.create())
            .build();
  }

  /// How a call ended.
  ///
  /// @param text of an error of the server; empty for none
  record Outcome(Status.Code code, String text) {}

  static List<MethodDescriptor<?, ?>> methods() {
    return SERVICES.stream()
        .flatMap(it -> it.getMethods().stream())
        .<MethodDescriptor<?, ?>>map(it -> it)
        .toList();
  }

  /// A token of the administrator, by the password that the first start made.
  String loginAsAdmin(TestingCluster cluster, String namespace) throws IOException {
    return SessionServiceGrpc.newBlockingStub(channel)
        .create(
            SessionCreateRequest.newBuilder()
                .setUsername("admin")
                .setPassword(initialPassword(cluster, namespace))
                .build())
        .getToken();
  }

  /// The password of `admin` that the first start made.
  static String initialPassword(TestingCluster cluster, String namespace) throws IOException {
    String path = "/api/v1/namespaces/" + namespace + "/secrets/argocd-initial-admin-secret";
    var data =
        JsonTree.objectOrEmpty(
            JsonTree.parseObject(cluster.admin().get(path).body().getBytes(StandardCharsets.UTF_8))
                .get("data"));
    return new String(
        Base64.getDecoder().decode(String.valueOf(data.get("password"))), StandardCharsets.UTF_8);
  }

  /// An API token of an account.
  String tokenOf(String account, String admin) {
    return AccountServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers(admin)))
        .createToken(CreateTokenRequest.newBuilder().setName(account).build())
        .getToken();
  }

  /// @param token empty for none
  /// @param word for every text of the message
  <Q, A> Outcome ask(MethodDescriptor<Q, A> method, String token, String word) {
    boolean isOne = method.getType().serverSendsOneMessage();
    var authorized =
        ClientInterceptors.intercept(
            channel, MetadataUtils.newAttachHeadersInterceptor(headers(token)));
    var options = CallOptions.DEFAULT.withDeadlineAfter(isOne ? 30 : 1, TimeUnit.SECONDS);
    try {
      if (isOne) {
        // Also an upload: one message, then its end.
        ClientCalls.blockingUnaryCall(authorized, method, options, request(method, word));
      } else {
        ClientCalls.blockingServerStreamingCall(
                authorized.newCall(method, options), request(method, word))
            .forEachRemaining(answer -> {});
      }
      return new Outcome(Status.Code.OK, "");
    } catch (StatusRuntimeException e) {
      boolean isOurs = e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED;
      String text = isOurs ? null : e.getStatus().getDescription();
      return new Outcome(e.getStatus().getCode(), text == null ? "" : text);
    }
  }

  static Metadata headers(String token) {
    var headers = new Metadata();
    if (!token.isEmpty()) {
      headers.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), token);
    }
    return headers;
  }

  private static <Q> Q request(MethodDescriptor<Q, ?> method, String word) {
    var marshaller = (MethodDescriptor.PrototypeMarshaller<Q>) method.getRequestMarshaller();
    var prototype = (Message) Objects.requireNonNull(marshaller.getMessagePrototype());
    var builder = prototype.newBuilderForType();
    fill(builder, word, 4);
    @SuppressWarnings("unchecked") // of the method's own prototype
    Q request = (Q) builder.buildPartial();
    return request;
  }

  private static void fill(Message.Builder builder, String word, int depth) {
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      if (field.isRepeated()) {
        continue;
      }
      switch (field.getJavaType()) {
        case STRING -> {
          if (isName(field)) {
            builder.setField(field, word);
          }
        }
        case MESSAGE -> {
          if (depth > 0 && field.isRequired()) {
            fill(builder.getFieldBuilder(field), word, depth - 1);
          }
        }
        case INT, LONG, FLOAT, DOUBLE, BOOLEAN, BYTE_STRING -> {
          if (field.isRequired()) {
            builder.setField(field, builder.getField(field));
          }
        }
        case ENUM -> {}
      }
    }
  }

  /// Where a word alone would be refused before anything is looked up; and what says more than a
  /// name: where an Application is.
  private static boolean isName(FieldDescriptor field) {
    return !Set.of(
            "refresh", "resourceVersion", "selector", "appNamespace", "appsetNamespace", "project")
        .contains(field.getName());
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
