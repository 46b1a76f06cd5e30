package io.tiphys.apiserver.gateway;

import io.tiphys.apiserver.operation.Operation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// All operations, by the name of their method, such as `session.SessionService/Create`.
public final class Operations {

  private final Map<String, Operation<?, ?>> byMethod;

  /// @throws IllegalStateException when two operations have the same method
  public Operations(Collection<? extends Operation<?, ?>> all) {
    byMethod =
        all.stream().collect(Collectors.toMap(it -> it.method().getFullMethodName(), it -> it));
  }

  Optional<Operation<?, ?>> find(String method) {
    return Optional.ofNullable(byMethod.get(method));
  }

  /// In no order.
  public List<Operation<?, ?>> all() {
    return List.copyOf(byMethod.values());
  }
}
