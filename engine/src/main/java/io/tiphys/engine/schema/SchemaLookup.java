package io.tiphys.engine.schema;

import io.tiphys.model.manifest.GroupVersionKind;
import java.util.Map;
import java.util.Optional;

/// Finds the schema of a kind in one cluster.
@FunctionalInterface
public interface SchemaLookup {

  /// @return empty when the cluster does not serve the kind, or its document could not be read
  Optional<Schema> of(GroupVersionKind gvk);

  /// A cluster of which nothing is known.
  static SchemaLookup none() {
    return gvk -> Optional.empty();
  }

  /// @param schemas what [OpenApiV3#parse] gave
  static SchemaLookup of(Map<GroupVersionKind, Schema> schemas) {
    return gvk -> Optional.ofNullable(schemas.get(gvk));
  }
}
