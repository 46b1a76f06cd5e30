package io.tiphys.engine.oracle;

import io.tiphys.engine.schema.OpenApiV3;
import io.tiphys.engine.schema.Schema;
import io.tiphys.engine.schema.SchemaLookup;
import io.tiphys.model.manifest.GroupVersionKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.stream.Stream;

/// What an API server of Kubernetes 1.36 says of the corpus' kinds, kept so that pure tests know it
/// too: its OpenAPI documents without descriptions, and without what those kinds do not reach.
public final class TestingSchemas {

  /// The built-in kinds': part of the product, for who has no cluster at hand.
  private static final Path BUILT_IN =
      Path.of("src/main/resources/io/tiphys/engine/schema/kubernetes");

  private static final Path CUSTOM = Path.of("src/test/resources/openapi");

  private TestingSchemas() {}

  /// Where the document of an API version is kept.
  static Path file(String apiVersion) {
    return (apiVersion.contains("tiphys.io") ? CUSTOM : BUILT_IN)
        .resolve(apiVersion.replace('/', '_') + ".json");
  }

  public static SchemaLookup all() {
    return Kept.ALL;
  }

  private static final class Kept {
    static final SchemaLookup ALL = SchemaLookup.of(read());
  }

  private static HashMap<GroupVersionKind, Schema> read() {
    var schemas = new HashMap<GroupVersionKind, Schema>();
    try (var builtIn = Files.list(BUILT_IN);
        var custom = Files.list(CUSTOM)) {
      for (var file : Stream.concat(builtIn, custom).toList()) {
        schemas.putAll(OpenApiV3.parse(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return schemas;
  }
}
