package io.tiphys.model.manifest;

import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the objects of a YAML or JSON text as `kubectl apply -f` does: any number of documents,
/// empty ones skipped, lists taken apart.
public final class ManifestYaml {

  private static final int LIST_DEPTH = 8;

  private ManifestYaml() {}

  /// @param file what the text is called in errors; may be empty
  /// @param text UTF-8, or UTF-16 with a byte order mark
  /// @return the objects in the order of the text
  /// @throws InvalidYamlException when it is no YAML, larger than allowed, or holds something else
  ///   than objects with a kind
  public static List<Manifest> parse(String file, byte[] text, YamlLimits limits) {
    return manifests(file, YamlTree.parseAll(file, text, limits));
  }

  /// The same of text.
  public static List<Manifest> parse(String file, String text, YamlLimits limits) {
    return manifests(file, YamlTree.parseAll(file, text, limits));
  }

  private static List<Manifest> manifests(String file, List<@Nullable Object> documents) {
    var manifests = new ArrayList<Manifest>();
    for (int i = 0; i < documents.size(); i++) {
      String place = documents.size() == 1 ? "" : "document " + (i + 1) + ": ";
      if (documents.get(i) instanceof Map<?, ?> map) {
        if (!map.isEmpty()) {
          add(file, place, JsonTree.object(map), 0, manifests);
        }
      } else if (documents.get(i) != null) {
        throw new InvalidYamlException(file, 0, 0, place + "expected a Kubernetes object");
      }
    }
    return Collections.unmodifiableList(manifests);
  }

  private static void add(
      String file,
      String place,
      Map<String, @Nullable Object> object,
      int depth,
      List<Manifest> manifests) {
    if (!(object.get("kind") instanceof String kind) || kind.isEmpty()) {
      throw new InvalidYamlException(file, 0, 0, place + "Object 'Kind' is missing");
    }
    if (object.get("items") instanceof List<?> items && depth < LIST_DEPTH) {
      for (int i = 0; i < items.size(); i++) {
        String item = place + "items[" + i + "]: ";
        if (!(items.get(i) instanceof Map<?, ?> map)) {
          throw new InvalidYamlException(file, 0, 0, item + "expected a Kubernetes object");
        }
        add(file, item, typed(JsonTree.object(map), object, kind), depth + 1, manifests);
      }
    } else if (!isNullList(object, kind)) {
      manifests.add(new Manifest(object));
    }
  }

  private static boolean isNullList(Map<String, @Nullable Object> object, String kind) {
    return kind.endsWith("List") && object.containsKey("items") && object.get("items") == null;
  }

  /// An item of a `ConfigMapList` may leave out that it is a `ConfigMap`.
  private static Map<String, @Nullable Object> typed(
      Map<String, @Nullable Object> item, Map<String, @Nullable Object> list, String kind) {
    if (item.containsKey("kind") || kind.equals("List") || !kind.endsWith("List")) {
      return item;
    }
    var typed = new LinkedHashMap<String, @Nullable Object>();
    typed.put("apiVersion", list.get("apiVersion"));
    typed.put("kind", kind.substring(0, kind.length() - "List".length()));
    typed.putAll(item);
    return Collections.unmodifiableMap(typed);
  }
}
