package io.tiphys.telemetry.metrics;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// The `grpc_server_*` metrics of go-grpc-prometheus.
public final class GrpcServerMetrics implements ServerInterceptor {

  private final Counter started;
  private final Counter handled;
  private final Counter received;
  private final Counter sent;
  private final Optional<Histogram> handling;

  /// @param histogram whether `grpc_server_handling_seconds` is measured
  ///   (`ARGOCD_ENABLE_GRPC_TIME_HISTOGRAM`)
  public GrpcServerMetrics(Metrics metrics, boolean histogram) {
    String[] method = {"grpc_type", "grpc_service", "grpc_method"};
    started =
        metrics.counter(
            "grpc_server_started_total", "Total number of RPCs started on the server.", method);
    handled =
        metrics.counter(
            "grpc_server_handled_total",
            "Total number of RPCs completed on the server, regardless of success or failure.",
            "grpc_type",
            "grpc_service",
            "grpc_method",
            "grpc_code");
    received =
        metrics.counter(
            "grpc_server_msg_received_total",
            "Total number of RPC stream messages received on the server.",
            method);
    sent =
        metrics.counter(
            "grpc_server_msg_sent_total",
            "Total number of gRPC stream messages sent by the server.",
            method);
    handling =
        histogram
            ? Optional.of(
                metrics.histogram(
                    "grpc_server_handling_seconds",
                    "Response latency of gRPC handled by the server.",
                    new double[] {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
                    method))
            : Optional.empty();
  }

  /// Shows zeros for a service before it is called first, as the original does.
  public void expect(ServerServiceDefinition service) {
    service.getMethods().forEach(method -> expect(method.getMethodDescriptor()));
  }

  /// As [#expect(ServerServiceDefinition)], for one method.
  public void expect(MethodDescriptor<?, ?> method) {
    String[] labels = labels(method);
    started.initLabelValues(labels);
    received.initLabelValues(labels);
    sent.initLabelValues(labels);
    for (var code : Status.Code.values()) {
      handled.initLabelValues(labels[0], labels[1], labels[2], name(code));
    }
  }

  /// One call, by whichever transport it came.
  public Handled begin(MethodDescriptor<?, ?> method) {
    return new Handled(labels(method));
  }

  /// A call under way. Any thread.
  public final class Handled {

    private final String[] labels;
    private final long start = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();

    private Handled(String[] labels) {
      this.labels = labels;
      started.labelValues(labels).inc();
    }

    public void messageReceived() {
      received.labelValues(labels).inc();
    }

    public void messageSent() {
      sent.labelValues(labels).inc();
    }

    /// The first end counts.
    public void ended(Status.Code code) {
      if (ended.compareAndSet(false, true)) {
        handled.labelValues(labels[0], labels[1], labels[2], name(code)).inc();
        handling.ifPresent(it -> it.labelValues(labels).observe((System.nanoTime() - start) / 1e9));
      }
    }
  }

  @Override
  public <Q, S> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
    var handledCall = begin(call.getMethodDescriptor());
    var counted =
        new SimpleForwardingServerCall<Q, S>(call) {
          @Override
          public void sendMessage(S message) {
            handledCall.messageSent();
            super.sendMessage(message);
          }

          @Override
          public void close(Status status, Metadata trailers) {
            handledCall.ended(status.getCode());
            super.close(status, trailers);
          }
        };
    return new SimpleForwardingServerCallListener<>(next.startCall(counted, headers)) {
      @Override
      public void onMessage(Q message) {
        handledCall.messageReceived();
        super.onMessage(message);
      }

      @Override
      public void onCancel() {
        handledCall.ended(Status.Code.CANCELLED);
        super.onCancel();
      }
    };
  }

  private static String[] labels(MethodDescriptor<?, ?> method) {
    String type = type(method);
    String service = Optional.ofNullable(method.getServiceName()).orElse("");
    String name = Optional.ofNullable(method.getBareMethodName()).orElse("");
    return new String[] {type, service, name};
  }

  /// The name of a method's kind, as `grpc_type` has it.
  public static String type(MethodDescriptor<?, ?> method) {
    return switch (method.getType()) {
      case UNARY, UNKNOWN -> "unary";
      case CLIENT_STREAMING -> "client_stream";
      case SERVER_STREAMING -> "server_stream";
      case BIDI_STREAMING -> "bidi_stream";
    };
  }

  /// Go's name of a code.
  public static String name(Status.Code code) {
    return switch (code) {
      case OK -> "OK";
      case CANCELLED -> "Canceled";
      case UNKNOWN -> "Unknown";
      case INVALID_ARGUMENT -> "InvalidArgument";
      case DEADLINE_EXCEEDED -> "DeadlineExceeded";
      case NOT_FOUND -> "NotFound";
      case ALREADY_EXISTS -> "AlreadyExists";
      case PERMISSION_DENIED -> "PermissionDenied";
      case RESOURCE_EXHAUSTED -> "ResourceExhausted";
      case FAILED_PRECONDITION -> "FailedPrecondition";
      case ABORTED -> "Aborted";
      case OUT_OF_RANGE -> "OutOfRange";
      case UNIMPLEMENTED -> "Unimplemented";
      case INTERNAL -> "Internal";
      case UNAVAILABLE -> "Unavailable";
      case DATA_LOSS -> "DataLoss";
      case UNAUTHENTICATED -> "Unauthenticated";
    };
  }
}
