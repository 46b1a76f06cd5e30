package io.tiphys.engine.oracle;

import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ManifestYaml;
import io.tiphys.model.manifest.YamlLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// One object as Git asked for it from commit to commit.
///
/// @param name the file's name: the behaviour in words
/// @param steps the object in each commit
public record Corpus(String name, List<Manifest> steps) {

  /// Every file of a folder below the test resources.
  public static List<Corpus> all(String folder) {
    try (var files = Files.list(Path.of("src/test/resources", folder))) {
      return files
          .sorted()
          .map(file ->
              new Corpus(file.getFileName().toString().replace(".yaml", ""), manifests(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Manifest> manifests(Path file) {
    try {
      return manifests(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A manifest as a file of the test resources has it.
  static List<Manifest> manifests(String yaml) {
    return ManifestYaml.parse("corpus", yaml, YamlLimits.DEFAULT);
  }
}
