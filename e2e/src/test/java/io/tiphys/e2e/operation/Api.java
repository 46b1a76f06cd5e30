package io.tiphys.e2e.operation;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.tiphys.proto.account.AccountServiceGrpc;
import io.tiphys.proto.application.ApplicationServiceGrpc;
import io.tiphys.proto.applicationset.ApplicationSetServiceGrpc;
import io.tiphys.proto.certificate.CertificateServiceGrpc;
import io.tiphys.proto.cluster.ClusterServiceGrpc;
import io.tiphys.proto.gpgkey.GPGKeyServiceGrpc;
import io.tiphys.proto.notification.NotificationServiceGrpc;
import io.tiphys.proto.project.ProjectServiceGrpc;
import io.tiphys.proto.repocreds.RepoCredsServiceGrpc;
import io.tiphys.proto.repository.RepositoryServiceGrpc;
import io.tiphys.proto.session.SessionServiceGrpc;
import io.tiphys.proto.settings.SettingsServiceGrpc;
import io.tiphys.proto.version.VersionServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// All operations, as the `.proto` files say them.
final class Api {

  static final List<ServiceDescriptor> SERVICES =
      List.of(
          AccountServiceGrpc.getServiceDescriptor(),
          ApplicationServiceGrpc.getServiceDescriptor(),
          ApplicationSetServiceGrpc.getServiceDescriptor(),
          CertificateServiceGrpc.getServiceDescriptor(),
          ClusterServiceGrpc.getServiceDescriptor(),
          GPGKeyServiceGrpc.getServiceDescriptor(),
          NotificationServiceGrpc.getServiceDescriptor(),
          ProjectServiceGrpc.getServiceDescriptor(),
          RepoCredsServiceGrpc.getServiceDescriptor(),
          RepositoryServiceGrpc.getServiceDescriptor(),
          SessionServiceGrpc.getServiceDescriptor(),
          SettingsServiceGrpc.getServiceDescriptor(),
          VersionServiceGrpc.getServiceDescriptor());

  private Api() {}

  /// How an RPC is reached over REST.
  ///
  /// @param path such as `/api/v1/applications/{name}`
  /// @param body the field that the body is, `*` for the whole message, empty for none
  record Binding(String verb, String path, String body) {

    @Override
    public String toString() {
      return verb + " " + path;
    }
  }

  /// Without the type of the descriptor.
  static MethodDescriptor<?, ?> method(String name) {
    return SERVICES.stream()
        .flatMap(it -> it.getMethods().stream())
        .filter(it -> it.getFullMethodName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no operation: " + name));
  }

  static List<Binding> bindings(MethodDescriptor<?, ?> method) {
    var schema = (ProtoMethodDescriptorSupplier) method.getSchemaDescriptor();
    var rule =
        Objects.requireNonNull(schema)
            .getMethodDescriptor()
            .getOptions()
            .getExtension(AnnotationsProto.http);
    var bindings = new ArrayList<Binding>();
    bindings.add(binding(rule));
    rule.getAdditionalBindingsList().forEach(more -> bindings.add(binding(more)));
    return bindings;
  }

  private static Binding binding(HttpRule rule) {
    String path =
        switch (rule.getPatternCase()) {
          case GET -> rule.getGet();
          case PUT -> rule.getPut();
          case POST -> rule.getPost();
          case DELETE -> rule.getDelete();
          case PATCH -> rule.getPatch();
          case CUSTOM, PATTERN_NOT_SET -> throw new IllegalArgumentException(rule.toString());
        };
    return new Binding(rule.getPatternCase().name(), path, rule.getBody());
  }

  /// An empty request.
  static Message.Builder request(MethodDescriptor<?, ?> method) {
    var marshaller = (MethodDescriptor.PrototypeMarshaller<?>) method.getRequestMarshaller();
    var prototype = (Message) Objects.requireNonNull(marshaller.getMessagePrototype());
    return prototype.newBuilderForType();
  }
}
