package io.tiphys.apiserver.swagger;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The REST API in the form of OpenAPI 2.0 (https://swagger.io/specification/v2/), with the names
/// that clients were generated from.
final class SwaggerDocument {

  private static final List<ServiceDescriptor> SERVICES =
      Stream.of(
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
              VersionServiceGrpc.getServiceDescriptor())
          .map(SwaggerDocument::descriptor)
          .toList();

  private SwaggerDocument() {}

  private static ServiceDescriptor descriptor(io.grpc.ServiceDescriptor service) {
    if (service.getSchemaDescriptor() instanceof ProtoServiceDescriptorSupplier supplier) {
      return supplier.getServiceDescriptor();
    }
    throw new IllegalStateException(service.getName() + " is not made from a .proto");
  }

  /// @param version of the product
  /// @return a tree as JSON has it
  static Map<String, @Nullable Object> make(String version) {
    var definitions = new Definitions();
    var paths = new TreeMap<String, Map<String, @Nullable Object>>();
    for (ServiceDescriptor service : SERVICES) {
      for (RestBinding binding : RestBinding.of(service)) {
        paths
            .computeIfAbsent(binding.path(), path -> new TreeMap<>())
            .put(binding.verb(), operation(binding, definitions));
      }
    }
    var document = new HashMap<String, @Nullable Object>();
    document.put("swagger", "2.0");
    document.put(
        "info",
        Map.of(
            "title", "Consolidate Services",
            "version", version,
            "description", "The API of Tiphys, which clients of Argo CD know."));
    document.put("consumes", List.of("application/json"));
    document.put("produces", List.of("application/json"));
    document.put("paths", paths);
    document.put("definitions", definitions.all());
    return document;
  }

  private static Map<String, @Nullable Object> operation(
      RestBinding binding, Definitions definitions) {
    var operation = new HashMap<String, @Nullable Object>();
    operation.put("operationId", binding.id());
    operation.put("tags", List.of(binding.method().getService().getName()));
    var parameters = Parameters.of(binding, definitions);
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    boolean isStream = binding.method().isServerStreaming();
    Descriptor answer = binding.method().getOutputType();
    operation.put(
        "responses",
        Map.of(
            "200",
            Map.of(
                "description",
                isStream ? "A successful response.(streaming responses)" : "A successful response.",
                "schema",
                isStream ? stream(answer, definitions) : definitions.refer(answer)),
            "default",
            Map.of(
                "description",
                "An unexpected error response.",
                "schema",
                Definitions.reference("runtimeError"))));
    return operation;
  }

  private static Map<String, ?> stream(Descriptor answer, Definitions definitions) {
    return Map.of(
        "type",
        "object",
        "title",
        "Stream result of " + Definitions.name(answer),
        "properties",
        Map.of(
            "result",
            definitions.refer(answer),
            "error",
            Definitions.reference("runtimeStreamError")));
  }
}
