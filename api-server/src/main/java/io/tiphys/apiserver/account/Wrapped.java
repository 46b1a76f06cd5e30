package io.tiphys.apiserver.account;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.telemetry.metrics.GrpcServerMetrics;

/// A refusal with words before it, as Go's `%w` puts them before a gRPC status.
final class Wrapped {

  private Wrapped() {}

  static Refusal of(String before, Refusal refusal) {
    return new Refusal(
        refusal.code(),
        "%s: rpc error: code = %s desc = %s"
            .formatted(before, GrpcServerMetrics.name(refusal.code()), refusal.text()));
  }
}
