package io.tiphys.apiserver.gateway;

import com.google.protobuf.Message;
import io.grpc.CompressorRegistry;
import io.grpc.DecompressorRegistry;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.servlet.jakarta.ServletAdapter;
import io.grpc.servlet.jakarta.ServletServerBuilder;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Reply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/// gRPC on a servlet container, with health and reflection.
final class GrpcDoor implements AutoCloseable {

  /// As the original's (`ARGOCD_GRPC_MAX_SIZE_MB`).
  static final int MAX_MESSAGE = 200 << 20;

  /// What may be longer than there is room for many times.
  private static final Set<String> LONG = Set.of("application.ApplicationService/List");

  /// Kept, so that it stays quiet: the servlet adapter logs an error whenever a caller leaves while
  /// something is being written.
  private static final Logger CALLERS_WHO_LEAVE =
      Logger.getLogger("io.grpc.internal.SerializingExecutor");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Operations operations;
  private final LongAnswerDoor longAnswers;
  private final ServletAdapter adapter;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  GrpcDoor(Operations operations, Dispatcher dispatcher) {
    CALLERS_WHO_LEAVE.setLevel(Level.OFF);
    this.operations = operations;
    this.longAnswers = new LongAnswerDoor(dispatcher);
    var health = new HealthStatusManager();
    var server =
        new ServletServerBuilder()
            .executor(threads)
            .maxInboundMessageSize(MAX_MESSAGE)
            .compressorRegistry(CompressorRegistry.getDefaultInstance())
            .decompressorRegistry(DecompressorRegistry.getDefaultInstance())
            .addService(health.getHealthService())
            .addService(ProtoReflectionServiceV1.newInstance())
            .addService(ProtoReflectionService.newInstance());
    var services = new TreeMap<String, ServerServiceDefinition.Builder>();
    for (var operation : operations.all()) {
      String service = String.valueOf(operation.method().getServiceName());
      var builder =
          services.computeIfAbsent(service, name -> ServerServiceDefinition.builder(name));
      add(builder, operation, dispatcher);
    }
    services.values().forEach(it -> server.addService(it.build()));
    adapter = server.buildServletAdapter();
  }

  private <Q extends Message, A extends Message> void add(
      ServerServiceDefinition.Builder service, Operation<Q, A> operation, Dispatcher dispatcher) {
    MethodDescriptor<Q, Reply<A>> method =
        operation.method().toBuilder(
                operation.method().getRequestMarshaller(), new ReplyMarshaller<A>())
            .build();
    service.addMethod(
        method,
        (call, headers) ->
            new GrpcCall<>(call, threads)
                .start((messages, sink, cancellation) ->
                    dispatcher.run(
                        operation, request(call, headers), messages, sink, cancellation)));
  }

  private static Request request(ServerCall<?, ?> call, Metadata headers) {
    UnaryOperator<String> header =
        name -> {
          var value =
              name.endsWith(Metadata.BINARY_HEADER_SUFFIX)
                  ? null
                  : headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
          return value == null ? "" : value;
        };
    return new Request(CallerToken.of(header), peer(call), header, Map.of());
  }

  private static String peer(ServerCall<?, ?> call) {
    return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
            instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress() + ":" + address.getPort()
        : "";
  }

  void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String name = request.getRequestURI().substring(1);
    var operation = LONG.contains(name) ? operations.find(name) : Optional.<Operation<?, ?>>empty();
    if (operation.isPresent()) {
      longAnswers.serve(operation.get(), request, response);
    } else {
      adapter.doPost(request, response);
    }
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      adapter.destroy();
      threads.shutdownNow();
    }
  }
}
