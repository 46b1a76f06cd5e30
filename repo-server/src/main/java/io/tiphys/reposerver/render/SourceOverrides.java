package io.tiphys.reposerver.render;

import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.json.InvalidFieldException;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.source.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parameters that lie in Git beside what they are for: `.argocd-source.yaml`, then
/// `.argocd-source-<application>.yaml`, each merged into the source as a JSON merge patch (RFC
/// 7386). Where the source comes from cannot be changed by them.
final class SourceOverrides {

  private SourceOverrides() {}

  static ApplicationSource merge(
      ApplicationSource source, String appName, String directory, Reads reads)
      throws RenderFailure {
    var merged = one(source, ".argocd-source.yaml", directory, reads);
    // a name with a slash would be a path; no application has one
    if (!appName.isEmpty() && appName.indexOf('/') < 0) {
      merged = one(merged, ".argocd-source-" + appName + ".yaml", directory, reads);
    }
    return merged.with(b ->
        b.repoURL(source.repoURL())
            .path(source.path())
            .chart(source.chart())
            .targetRevision(source.targetRevision()));
  }

  private static ApplicationSource one(
      ApplicationSource source, String name, String directory, Reads reads) throws RenderFailure {
    var file = reads.look(directory, name, () -> failure(name, "leaves the repository"));
    if (file.filter(Entry::isFile).isEmpty()) {
      return source;
    }
    try {
      var patch = Yaml.single(reads.content(file.get()));
      if (patch == null) {
        return source;
      }
      return ModelJson.fromTree(
          mergePatch(ModelJson.toTree(source), patch), ApplicationSource.class);
    } catch (Yaml.Malformed | InvalidFieldException e) {
      throw failure(name, e.getMessage());
    }
  }

  private static RenderFailure failure(String name, @Nullable String why) {
    return RenderFailure.lasting(
        Phase.PARAMETERS, "error while parsing source parameters: " + name + ": " + why);
  }

  static @Nullable Object mergePatch(@Nullable Object target, @Nullable Object patch) {
    if (!(patch instanceof Map<?, ?> changes)) {
      return patch;
    }
    var merged = new LinkedHashMap<>(JsonTree.objectOrEmpty(target));
    JsonTree.object(changes)
        .forEach((name, value) -> {
          if (value == null) {
            merged.remove(name);
          } else {
            merged.put(name, mergePatch(merged.get(name), value));
          }
        });
    return merged;
  }
}
