package io.tiphys.standalone;

import io.tiphys.engine.lua.LuaLimits;
import io.tiphys.engine.override.KindOverrides;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ManifestYaml;
import io.tiphys.model.manifest.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the questions to `tiphys explain` are about: objects in files, and settings in a file.
final class OfflineFiles {

  private OfflineFiles() {}

  /// All objects of a file in YAML or JSON.
  static List<Manifest> objects(Path file) throws IOException {
    byte[] content = read(file.toString(), file, Files::readAllBytes);
    return ManifestYaml.parse(file.toString(), content, YamlLimits.DEFAULT);
  }

  /// The only object of a file.
  ///
  /// @param option that names the file
  static Manifest one(String option, Path file) throws IOException {
    String name = option + " " + file;
    var objects = ManifestYaml.parse(file.toString(), text(name, file), YamlLimits.DEFAULT);
    if (objects.size() != 1) {
      throw new IllegalArgumentException(
          "%s: it holds %d objects, not one".formatted(name, objects.size()));
    }
    return objects.getFirst();
  }

  /// @param name of the file for people
  static String text(String name, Path file) throws IOException {
    return read(name, file, Files::readString);
  }

  private interface Reading<T> {
    T of(Path file) throws IOException;
  }

  private static <T> T read(String name, Path file, Reading<T> how) throws IOException {
    try {
      return how.of(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(name + ": there is no such file", e);
    }
  }

  /// What is in a ConfigMap.
  static Map<String, String> data(Manifest configMap) {
    var data = new HashMap<String, String>();
    JsonTree.objectOrEmpty(configMap.at("data"))
        .forEach((key, value) -> data.put(key, String.valueOf(value)));
    return data;
  }

  /// The settings for kinds of an `argocd-cm`.
  ///
  /// @param settings null for none
  /// @throws IllegalArgumentException when they cannot be used
  static KindOverrides overrides(@Nullable Path settings) throws IOException {
    if (settings == null) {
      return KindOverrides.NONE;
    }
    var data = new HashMap<String, String>();
    for (Manifest object : objects(settings)) {
      data.putAll(data(object));
    }
    var overrides = KindOverrides.of(data);
    if (!overrides.problems().isEmpty()) {
      throw new IllegalArgumentException(settings + ": " + overrides.problems().getFirst());
    }
    return overrides;
  }

  static LuaLimits limits() {
    return LuaLimits.usual(System::nanoTime, Instant.now());
  }
}
