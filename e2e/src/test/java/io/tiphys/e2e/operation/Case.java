package io.tiphys.e2e.operation;

import io.grpc.Status;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a row says of one situation. Texts may hold words of the [Scene].
sealed interface Case {

  /// The operation cannot get there.
  record Impossible(String reason) implements Case {}

  /// @param given calls of the administrator before, in order
  /// @param as who asks; empty for nobody
  /// @param messages as GoJson; several for an upload
  /// @param isSoon it is true some time after what was given, and is asked for until then
  record Asked(
      List<Given> given,
      String as,
      List<Map<String, @Nullable Object>> messages,
      Expected expected,
      boolean isSoon)
      implements Case {}

  /// A call that prepares another.
  record Given(String operation, Map<String, @Nullable Object> message) {}

  sealed interface Expected {

    /// @param part of the answer's JSON, or of one of a stream's messages
    record Answer(@Nullable Object part) implements Expected {}

    /// @param text with a `*` for what differs from run to run
    record Refusal(Status.Code code, String text) implements Expected {}
  }
}
