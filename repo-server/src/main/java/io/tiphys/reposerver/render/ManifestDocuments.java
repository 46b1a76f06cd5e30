package io.tiphys.reposerver.render;

import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes text apart into Kubernetes objects. Empty documents and null ones are passed over.
final class ManifestDocuments {

  /// What the original says before the reason.
  static final String PREFIX = "failed to unmarshal manifest: ";

  private static final int SHOWN = 512;
  private static final long MAX_LENGTH = 96L << 20;

  private ManifestDocuments() {}

  /// Something in the text is no Kubernetes object.
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;
    private final int before;

    Broken(int before, @Nullable String message) {
      super(message, null, false, false);
      this.before = before;
    }

    /// How many objects were read before it.
    int before() {
      return before;
    }
  }

  /// @param text any number of documents
  /// @return the objects, lists not taken apart
  static List<Map<String, @Nullable Object>> objects(String text) throws Broken {
    var objects = new ArrayList<Map<String, @Nullable Object>>();
    var documents = Yaml.split(text);
    for (int i = 0; i < documents.size(); i++) {
      try {
        var tree = Yaml.parse(documents.get(i));
        if (tree != null) {
          objects.add(object(tree, objects.size()));
        }
      } catch (Yaml.Malformed e) {
        String which = documents.size() == 1 ? "" : "document " + (i + 1) + ": ";
        throw new Broken(objects.size(), which + e.getMessage());
      }
    }
    return objects;
  }

  static Map<String, @Nullable Object> object(@Nullable Object tree, int before) throws Broken {
    if (!(tree instanceof Map<?, ?> map)) {
      throw new Broken(before, "expected an object with kind, got " + shown(tree));
    }
    var object = JsonTree.object(map);
    if (!(object.get("kind") instanceof String kind) || kind.isEmpty()) {
      throw new Broken(before, "Object 'Kind' is missing in '" + shown(tree) + "'");
    }
    return object;
  }

  /// The objects as JSON, each list replaced by its items. An object with a list named `items` is a
  /// list, whatever its kind; one whose `items` is null is an empty one.
  ///
  /// @throws Broken also when they are too large together: aliases can make much of little
  static List<String> manifests(List<Map<String, @Nullable Object>> objects) throws Broken {
    var manifests = new Manifests(new ArrayList<>(objects.size()));
    for (var object : objects) {
      var items = object.get("items");
      if (items instanceof List<?> list) {
        for (Object item : list) {
          if (!(item instanceof Map<?, ?>)) {
            throw new Broken(manifests.size(), "items member is not an object: " + shown(item));
          }
          manifests.add(item);
        }
      } else if (!isNullList(object)) {
        manifests.add(object);
      }
    }
    return manifests.written;
  }

  private static final class Manifests {

    private final List<String> written;
    private long length;

    Manifests(List<String> written) {
      this.written = written;
    }

    int size() {
      return written.size();
    }

    void add(Object tree) throws Broken {
      String json = JsonTree.writeString(tree);
      length += json.length();
      if (length > MAX_LENGTH) {
        throw new Broken(
            size(), "the manifests have more than %d characters".formatted(MAX_LENGTH));
      }
      written.add(json);
    }
  }

  private static boolean isNullList(Map<String, @Nullable Object> object) {
    return object.containsKey("items")
        && object.get("items") == null
        && !object.containsKey("spec")
        && !object.containsKey("status");
  }

  private static String shown(@Nullable Object tree) {
    String json = JsonTree.writeString(tree);
    return json.length() <= SHOWN ? json : json.substring(0, SHOWN) + "...";
  }
}
