package io.tiphys.engine.schema;

import io.tiphys.engine.schema.Schema.Trait;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.GroupVersionKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the OpenAPI v3 document of a group-version, as an API server gives it below `/openapi/v3`.
public final class OpenApiV3 {

  private static final String GVK = "x-kubernetes-group-version-kind";
  private static final String STRATEGIC = "application/strategic-merge-patch+json";

  private OpenApiV3() {}

  /// @param document the JSON of one group-version, at most 500 levels deep
  /// @return each kind that the document defines; nothing of the document is held after that
  /// @throws RuntimeException when it is not JSON, or not an object
  public static Map<GroupVersionKind, Schema> parse(byte[] document) {
    var root = JsonTree.parseObject(document);
    var components = components(root);
    var strategic = strategicKinds(JsonTree.objectOrEmpty(root.get("paths")));
    var reader = new SchemaReader(components);
    var kinds = new HashMap<GroupVersionKind, Schema>();
    for (var component : components.entrySet()) {
      var gvks = JsonTree.listOrEmpty(JsonTree.objectOrEmpty(component.getValue()).get(GVK));
      if (gvks.size() != 1) {
        continue; // DeleteOptions and WatchEvent belong to every group and are no objects
      }
      var gvk = gvk(gvks.getFirst());
      if (gvk != null) {
        var schema = reader.component(component.getKey());
        kinds.put(gvk, strategic.contains(gvk) ? schema.and(Trait.STRATEGIC) : schema);
      }
    }
    return Map.copyOf(kinds);
  }

  /// The types that a document defines, by their full names.
  static Map<String, @Nullable Object> components(Map<String, @Nullable Object> document) {
    return JsonTree.objectOrEmpty(
        JsonTree.objectOrEmpty(document.get("components")).get("schemas"));
  }

  /// The kinds whose patch operation takes a strategic merge patch; kubectl asks the same.
  private static Set<GroupVersionKind> strategicKinds(Map<String, @Nullable Object> paths) {
    var kinds = new HashSet<GroupVersionKind>();
    for (var path : paths.values()) {
      var patch = JsonTree.objectOrEmpty(JsonTree.objectOrEmpty(path).get("patch"));
      var body = JsonTree.objectOrEmpty(patch.get("requestBody"));
      var gvk = gvk(patch.get(GVK));
      if (gvk != null && JsonTree.objectOrEmpty(body.get("content")).containsKey(STRATEGIC)) {
        kinds.add(gvk);
      }
    }
    return kinds;
  }

  private static @Nullable GroupVersionKind gvk(@Nullable Object value) {
    return value instanceof Map<?, ?> gvk
            && gvk.get("group") instanceof String group
            && gvk.get("version") instanceof String version
            && gvk.get("kind") instanceof String kind
        ? new GroupVersionKind(group, version, kind)
        : null;
  }
}
