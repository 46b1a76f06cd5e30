package io.tiphys.e2e.operation;

import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A way to ask an operation.
interface Door {

  /// For names of what only this door makes, such as `rest`.
  String name();

  /// @param token empty for none
  /// @param messages as GoJson; several for an upload
  /// @param isEnough ends a stream
  Outcome ask(
      MethodDescriptor<?, ?> method,
      String token,
      List<Map<String, @Nullable Object>> messages,
      Predicate<@Nullable Object> isEnough);
}
