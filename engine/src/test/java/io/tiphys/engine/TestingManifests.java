package io.tiphys.engine;

import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.Manifest;
import java.nio.charset.StandardCharsets;

/// Objects for tests, written as JSON with single quotes.
public final class TestingManifests {

  private TestingManifests() {}

  public static Manifest manifest(String json) {
    return Manifest.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /// A record of the model, from JSON with single quotes.
  public static <T extends Record> T model(String json, Class<T> type) {
    return ModelJson.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), type);
  }

  /// An object with nothing but its names.
  public static Manifest named(String apiVersion, String kind, String namespace, String name) {
    Manifest object =
        manifest(
            "{'apiVersion':'%s','kind':'%s','metadata':{'name':'%s'}}"
                .formatted(apiVersion, kind, name));
    return namespace.isEmpty() ? object : object.with(namespace, "metadata", "namespace");
  }

  public static Manifest configMap(String name) {
    return named("v1", "ConfigMap", "web", name);
  }

  public static Manifest annotated(Manifest object, String name, String value) {
    return object.with(value, "metadata", "annotations", name);
  }
}
