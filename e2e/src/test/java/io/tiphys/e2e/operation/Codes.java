package io.tiphys.e2e.operation;

import io.grpc.Status;
import io.tiphys.telemetry.metrics.GrpcServerMetrics;
import java.util.Arrays;

/// gRPC's codes by the names that Go gives them, and the HTTP status that REST has for each
/// (grpc-gateway 1.16, `runtime.HTTPStatusFromCode`).
final class Codes {

  private Codes() {}

  /// @param name such as `NotFound`
  static Status.Code of(String name) {
    return Arrays.stream(Status.Code.values())
        .filter(it -> name(it).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no code: " + name));
  }

  static String name(Status.Code code) {
    return GrpcServerMetrics.name(code);
  }

  static int http(Status.Code code) {
    return switch (code) {
      case OK -> 200;
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> 400;
      case UNAUTHENTICATED -> 401;
      case PERMISSION_DENIED -> 403;
      case NOT_FOUND -> 404;
      case CANCELLED -> 408;
      case ALREADY_EXISTS, ABORTED -> 409;
      case RESOURCE_EXHAUSTED -> 429;
      case UNKNOWN, INTERNAL, DATA_LOSS -> 500;
      case UNIMPLEMENTED -> 501;
      case UNAVAILABLE -> 503;
      case DEADLINE_EXCEEDED -> 504;
    };
  }
}
