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
import org.jspecify.annotations.Nullable;

/// What the questions to `tiphys explain` are about: objects in files, and settings in a file.
final class OfflineFiles {

  private OfflineFiles() {}

  /// All objects of a file in YAML or JSON.
  static List<Manifest> objects(Path file) throws IOException {
    return ManifestYaml.parse(file.toString(), bytes(file), YamlLimits.DEFAULT);
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
      JsonTree.objectOrEmpty(object.at("data"))
          .forEach((key, value) -> data.put(key, String.valueOf(value)));
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

  private static byte[] bytes(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": there is no such file", e);
    }
  }

  /// @throws IllegalArgumentException when it is neither `text` nor `json`
  static boolean isJson(String output) {
    return switch (output) {
      case "json" -> true;
      case "text" -> false;
      default -> throw new IllegalArgumentException("-o " + output + ": it is text or json");
    };
  }
}
