package io.tiphys.engine.patch;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who owns which fields of a live object, by its `managedFields`, and how ownership passes from
/// client-side to server-side apply: without it a field that Git does not have any more would stay
/// for ever, because the manager of the client-side apply still has it
/// (https://kubernetes.io/docs/reference/using-api/server-side-apply/#migration-between-client-side-and-server-side-apply).
public final class FieldOwnership {

  private FieldOwnership() {}

  /// @param live as the API server has it, with `managedFields` and `resourceVersion`
  /// @param from managers whose updates pass to the other
  /// @param to the manager of the server-side apply
  /// @return a JSON patch (RFC 6902) on that very version; empty when there is nothing to pass on
  public static Optional<byte[]> migration(Manifest live, Set<String> from, String to) {
    var rest = new ArrayList<@Nullable Object>();
    Map<String, @Nullable Object> fields = Map.of();
    @Nullable Map<String, @Nullable Object> applied = null;
    boolean found = false;
    for (Object item : JsonTree.listOrEmpty(live.at("metadata", "managedFields"))) {
      var entry = JsonTree.objectOrEmpty(item);
      if (!isOfObject(entry)) {
        rest.add(item);
      } else if (from.contains(text(entry, "manager"))
          && text(entry, "operation").equals("Update")) {
        found = true;
        fields = union(fields, JsonTree.objectOrEmpty(entry.get("fieldsV1")));
        applied = applied == null ? entry : applied;
      } else if (text(entry, "manager").equals(to) && text(entry, "operation").equals("Apply")) {
        fields = union(fields, JsonTree.objectOrEmpty(entry.get("fieldsV1")));
        applied = entry;
      } else {
        rest.add(item);
      }
    }
    if (!found || applied == null) {
      return Optional.empty();
    }
    var entry = new LinkedHashMap<>(applied);
    entry.put("manager", to);
    entry.put("operation", "Apply");
    entry.put("fieldsType", "FieldsV1");
    entry.put("fieldsV1", fields);
    rest.add(entry);
    return Optional.of(
        JsonTree.write(
            List.of(
                Map.of("op", "replace", "path", "/metadata/managedFields", "value", rest),
                Map.of(
                    "op", "replace",
                    "path", "/metadata/resourceVersion",
                    "value", live.resourceVersion()))));
  }

  // A subresource's fields are others' business.
  private static boolean isOfObject(Map<String, @Nullable Object> entry) {
    return text(entry, "subresource").isEmpty();
  }

  private static String text(Map<String, @Nullable Object> entry, String name) {
    return entry.get(name) instanceof String text ? text : "";
  }

  private static Map<String, @Nullable Object> union(
      Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
    var all = new LinkedHashMap<String, @Nullable Object>(one);
    other.forEach((name, value) ->
        all.put(name, union(JsonTree.objectOrEmpty(all.get(name)), JsonTree.objectOrEmpty(value))));
    return all;
  }
}
