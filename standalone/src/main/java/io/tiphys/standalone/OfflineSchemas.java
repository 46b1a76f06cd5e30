package io.tiphys.standalone;

import io.tiphys.engine.schema.OpenApiV3;
import io.tiphys.engine.schema.Schema;
import io.tiphys.model.manifest.GroupVersionKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The schemas of a Kubernetes 1.36 without a cluster, and those of files.
final class OfflineSchemas {

  private OfflineSchemas() {}

  /// @param files OpenAPI v3 documents as `kubectl get --raw /openapi/v3/apis/GROUP/VERSION` gives
  ///   them; they win
  /// @return empty for a kind that nobody knows
  static Optional<Schema> of(GroupVersionKind kind, List<Path> files) throws IOException {
    for (Path file : files) {
      Schema found = OpenApiV3.parse(Files.readAllBytes(file)).get(kind);
      if (found != null) {
        return Optional.of(found);
      }
    }
    String name = "kubernetes/" + kind.apiVersion().replace('/', '_') + ".json";
    try (var document = OpenApiV3.class.getResourceAsStream(name)) {
      return document == null
          ? Optional.empty()
          : Optional.ofNullable(OpenApiV3.parse(document.readAllBytes()).get(kind));
    }
  }
}
