package io.tiphys.engine.oracle;

import io.tiphys.engine.diff.Comparison;
import io.tiphys.engine.diff.Diff;
import io.tiphys.engine.diff.DiffRules;
import io.tiphys.engine.schema.Schema;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A folder with `target.yaml`, `live.yaml` as the real API server answered it, and
/// `expected.yaml`.
///
/// @param folder where it is; its name says the case in words
public record Golden(Path folder) {

  /// Whether the folders are written anew, for a review (`-Dgolden.update=true`).
  public static final boolean IS_UPDATED = Boolean.getBoolean("golden.update");

  private static final Path ROOT = Path.of("src/test/resources/diff");

  public static List<Golden> all() {
    try (var folders = Files.list(ROOT)) {
      return folders.sorted().map(Golden::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String name() {
    return folder.getFileName().toString();
  }

  public Manifest target() {
    return Corpus.manifests(folder.resolve("target.yaml")).getFirst();
  }

  public Manifest live() {
    return Corpus.manifests(folder.resolve("live.yaml")).getFirst();
  }

  public @Nullable Object expected() {
    try {
      return YamlTree.parse(
          name(), Files.readString(folder.resolve("expected.yaml")), YamlLimits.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The answer of a comparison as `expected.yaml` has it.
  public static Map<String, @Nullable Object> expectation(Comparison comparison) {
    var expected = new LinkedHashMap<String, @Nullable Object>();
    expected.put("modified", comparison.modified());
    if (comparison.modified()) {
      expected.put(
          "change", Essence.difference(comparison.normalizedLive(), comparison.predictedLive()));
    }
    return expected;
  }

  static void write(String name, Manifest target, Manifest live, Optional<Schema> schema) {
    var folder = ROOT.resolve(name);
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("target.yaml"), YamlTree.write(target.content()));
      Files.writeString(folder.resolve("live.yaml"), YamlTree.write(live.content()));
      Files.writeString(
          folder.resolve("expected.yaml"),
          YamlTree.write(expectation(Diff.compare(target, live, schema, DiffRules.defaults()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
