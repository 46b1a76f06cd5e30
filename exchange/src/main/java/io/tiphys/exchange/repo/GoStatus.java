package io.tiphys.exchange.repo;

import io.grpc.Status;
import java.util.List;
import java.util.Locale;

/// A gRPC status as Go writes it into messages, where tools match it.
public final class GoStatus {

  private GoStatus() {}

  /// `rpc error: code = NotFound desc = ...`.
  public static String text(Status.Code code, String description) {
    return "rpc error: code = %s desc = %s".formatted(name(code), description);
  }

  /// `DeadlineExceeded`.
  private static String name(Status.Code code) {
    var name = new StringBuilder();
    for (String word : List.of(code.name().split("_"))) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }
}
