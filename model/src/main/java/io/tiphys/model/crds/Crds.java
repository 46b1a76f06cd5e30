package io.tiphys.model.crds;

import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ManifestYaml;
import io.tiphys.model.manifest.YamlLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The CustomResourceDefinitions of Application, AppProject and ApplicationSet. The YAML files
/// beside this class are what the installation applies.
public final class Crds {

  /// The file names, which are the names of the definitions with `.yaml`.
  public static final List<String> FILES =
      List.of(
          "applications.argoproj.io.yaml",
          "appprojects.argoproj.io.yaml",
          "applicationsets.argoproj.io.yaml");

  private Crds() {}

  /// All definitions.
  public static List<Manifest> all() {
    return FILES.stream().map(Crds::definition).toList();
  }

  /// @param file one of [#FILES]
  public static byte[] yaml(String file) {
    try (var in = Crds.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("no definition " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Manifest definition(String file) {
    return ManifestYaml.parse(file, yaml(file), YamlLimits.DEFAULT).getFirst();
  }
}
