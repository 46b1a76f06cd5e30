package io.tiphys.reposerver.render;

import io.tiphys.reposerver.render.RenderResult.Phase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What configures Kustomize's generators and transformers, looked through for files that are not
/// the repository's. Kustomize itself refuses them only as long as no build option
/// (`LoadRestrictionsNone`) says otherwise.
final class KustomizePlugins {

  /// Members, in lower case, whose texts are files.
  private static final Set<String> FILES =
      Set.of(
          "path",
          "paths",
          "files",
          "envs",
          "env",
          "filesources",
          "envsources",
          "valuesfile",
          "additionalvaluesfiles",
          "charthome",
          "values");

  private final Reads reads;

  KustomizePlugins(Reads reads) {
    this.reads = reads;
  }

  void check(String directory, String document) throws RenderFailure {
    try {
      walk(directory, "", FoldedFields.of(Yaml.parse(document)));
    } catch (Yaml.Malformed e) {
      throw RenderFailure.lasting(
          Phase.BUILD,
          "plugin of the kustomization in '%s': %s".formatted(directory, e.getMessage()));
    }
  }

  private void walk(String directory, String member, @Nullable Object value) throws RenderFailure {
    switch (value) {
      case Map<?, ?> map -> {
        for (var one : map.entrySet()) {
          walk(directory, String.valueOf(one.getKey()), one.getValue());
        }
      }
      case List<?> list -> {
        for (var one : list) {
          walk(directory, member, one);
        }
      }
      case String text when member.equals("confighome") && !text.isEmpty() ->
          throw configHome(directory);
      case String text when FILES.contains(member) -> file(directory, text);
      case null, default -> {}
    }
  }

  private void file(String directory, String text) throws RenderFailure {
    String path = text.substring(text.indexOf('=') + 1);
    if (path.indexOf('\n') >= 0 || path.contains("://")) {
      return;
    }
    if (path.startsWith("/")) {
      throw KustomizationWalk.outside(directory, path);
    }
    reads.look(directory, path, () -> KustomizationWalk.outside(directory, path));
  }

  /// Helm runs programs that lie there.
  static RenderFailure configHome(String directory) {
    return RenderFailure.lasting(
        Phase.BUILD,
        "kustomization in '%s': configHome is not allowed"
            .formatted(directory.isEmpty() ? "." : directory));
  }
}
