package io.tiphys.apiserver.application;

import io.tiphys.engine.project.Project;
import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An Application's spec as the original stores it: with its project named, and without settings
/// that say nothing.
final class NormalSpec {

  private static final List<String> TOOLS =
      List.of("helm", "kustomize", "directory", "jsonnet", "plugin");

  private NormalSpec() {}

  /// @param app as a client sent it
  /// @return a new tree, where anything is to be changed
  static Map<String, @Nullable Object> of(Map<String, @Nullable Object> app) {
    var spec = new TreeMap<String, @Nullable Object>(JsonTree.objectOrEmpty(app.get("spec")));
    if (!(spec.get("project") instanceof String project) || project.isEmpty()) {
      spec.put("project", Project.DEFAULT);
    }
    if (spec.get("source") instanceof Map<?, ?> source) {
      spec.put("source", source(JsonTree.object(source)));
    }
    if (spec.get("sources") instanceof List<?> sources) {
      var normal = new ArrayList<@Nullable Object>();
      sources.forEach(source -> normal.add(source(JsonTree.objectOrEmpty(source))));
      spec.put("sources", normal);
    }
    if (JsonTree.objectOrEmpty(spec.get("syncPolicy")).isEmpty()) {
      spec.remove("syncPolicy");
    }
    var normal = new TreeMap<String, @Nullable Object>(app);
    normal.put("spec", spec);
    return normal;
  }

  private static Map<String, @Nullable Object> source(Map<String, @Nullable Object> source) {
    var normal = new TreeMap<String, @Nullable Object>(source);
    TOOLS.forEach(tool -> {
      if (JsonTree.objectOrEmpty(normal.get(tool)).isEmpty()) {
        normal.remove(tool);
      }
    });
    return normal;
  }
}
