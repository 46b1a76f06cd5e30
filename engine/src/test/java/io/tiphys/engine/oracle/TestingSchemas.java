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

/// What an API server of Kubernetes 1.36 says of the corpus' kinds, kept so that pure tests know it
/// too: its OpenAPI documents without descriptions, and without what those kinds do not reach.
public final class TestingSchemas {

  static final Path FOLDER = Path.of("src/test/resources/openapi");

  private TestingSchemas() {}

  public static SchemaLookup all() {
    return Kept.ALL;
  }

  private static final class Kept {
    static final SchemaLookup ALL = SchemaLookup.of(read());
  }

  private static HashMap<GroupVersionKind, Schema> read() {
    var schemas = new HashMap<GroupVersionKind, Schema>();
    try (var files = Files.list(FOLDER)) {
      for (var file : files.toList()) {
        schemas.putAll(OpenApiV3.parse(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return schemas;
  }
}
