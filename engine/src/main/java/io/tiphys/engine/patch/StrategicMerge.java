package io.tiphys.engine.patch;

import io.tiphys.engine.patch.ElementOrder.Element;
import io.tiphys.engine.schema.ItemKeys;
import io.tiphys.engine.schema.Schema;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the API server makes of a strategic merge patch, but for its defaults.
///
/// See [the
/// directives](https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md).
public final class StrategicMerge {

  private static final String DIRECTIVE = PatchWriter.DIRECTIVE;
  private static final String RETAIN_KEYS = PatchWriter.RETAIN_KEYS;

  private StrategicMerge() {}

  /// @param live the object before
  /// @param patch the patch's members, directives included
  /// @param schema tells which lists merge and by which key; without it, all lists are replaced
  public static Manifest apply(
      Manifest live, Map<String, @Nullable Object> patch, Optional<Schema> schema) {
    return new Manifest(members(live.content(), patch, schema.orElse(null)));
  }

  private static Map<String, @Nullable Object> members(
      Map<String, @Nullable Object> live,
      Map<String, @Nullable Object> patch,
      @Nullable Schema schema) {
    if ("delete".equals(patch.get(DIRECTIVE))) {
      return Map.of();
    }
    boolean replaces = "replace".equals(patch.get(DIRECTIVE));
    var result = new LinkedHashMap<String, @Nullable Object>(replaces ? Map.of() : live);
    if (patch.get(RETAIN_KEYS) instanceof List<?> retained) {
      result.keySet().removeIf(name -> !retained.contains(name));
    }
    for (var change : patch.entrySet()) {
      var name = change.getKey();
      int slash = name.indexOf('/');
      var listName = slash < 0 ? "" : name.substring(slash + 1);
      if (name.startsWith(PatchWriter.ORDER) || name.startsWith(PatchWriter.DELETE_PRIMITIVES)) {
        if (!patch.containsKey(listName) && result.get(listName) instanceof List<?>) {
          put(result, listName, List.of(), patch, schema);
        }
      } else if (!name.equals(DIRECTIVE) && !name.equals(RETAIN_KEYS)) {
        put(result, name, change.getValue(), patch, schema);
      }
    }
    return Collections.unmodifiableMap(result);
  }

  private static void put(
      Map<String, @Nullable Object> result,
      String name,
      @Nullable Object change,
      Map<String, @Nullable Object> patch,
      @Nullable Schema schema) {
    var inside = schema == null ? null : schema.member(name);
    var old = result.get(name);
    switch (change) {
      case null -> result.remove(name);
      case Map<?, ?> map ->
          result.put(name, members(JsonTree.objectOrEmpty(old), JsonTree.object(map), inside));
      case List<?> list when inside != null && inside.mergesInPatch() ->
          result.put(
              name,
              items(
                  JsonTree.listOrEmpty(old),
                  list,
                  patch.get(PatchWriter.ORDER + name),
                  patch.get(PatchWriter.DELETE_PRIMITIVES + name),
                  inside));
      case Object value -> result.put(name, value);
    }
  }

  private static List<@Nullable Object> items(
      List<@Nullable Object> live,
      List<?> changes,
      @Nullable Object order,
      @Nullable Object deletions,
      Schema schema) {
    var plain = new ArrayList<@Nullable Object>();
    boolean replaces = false;
    var deleted = new ArrayList<@Nullable Object>(JsonTree.listOrEmpty(deletions));
    for (var change : changes) {
      var directive = JsonTree.objectOrEmpty(change).get(DIRECTIVE);
      if ("replace".equals(directive)) {
        replaces = true;
      } else if ("delete".equals(directive)) {
        deleted.add(change);
      } else {
        plain.add(change);
      }
    }
    var mergeKey = schema.patchMergeKey();
    var names = mergeKey.isEmpty() ? List.<String>of() : List.of(mergeKey);
    var liveKeys = ItemKeys.of(live, names, schema.items());
    var changeKeys = ItemKeys.of(plain, names, schema.items());
    if (replaces || liveKeys == null || changeKeys == null) {
      return plain;
    }
    var deletedKeys = ItemKeys.of(deleted, names, schema.items());
    var merged = new LinkedHashMap<Object, @Nullable Object>();
    for (int i = 0; i < live.size(); i++) {
      var key = liveKeys.get(i);
      int place = changeKeys.find(key);
      if (deletedKeys == null || !deletedKeys.has(key)) {
        merged.put(key, place < 0 ? live.get(i) : item(live.get(i), plain.get(place), schema));
      }
    }
    for (int i = 0; i < plain.size(); i++) {
      var key = changeKeys.get(i);
      if (!liveKeys.has(key)) {
        merged.put(key, item(null, plain.get(i), schema));
      }
    }
    var ordered = ItemKeys.of(JsonTree.listOrEmpty(order), names, schema.items());
    return ordered == null || ordered.size() == 0
        ? Collections.unmodifiableList(new ArrayList<@Nullable Object>(merged.values()))
        : ordered(merged, ordered, liveKeys);
  }

  private static List<@Nullable Object> ordered(
      Map<Object, @Nullable Object> merged, ItemKeys order, ItemKeys live) {
    var given = new ArrayList<Element>();
    for (int i = 0; i < order.size(); i++) {
      if (merged.containsKey(order.get(i))) {
        given.add(new Element(order.get(i), merged.get(order.get(i))));
      }
    }
    var serverOnly = new ArrayList<Element>();
    merged.forEach((key, value) -> {
      if (!order.has(key)) {
        serverOnly.add(new Element(key, value));
      }
    });
    return Collections.unmodifiableList(ElementOrder.merge(given, serverOnly, live));
  }

  private static @Nullable Object item(@Nullable Object old, @Nullable Object change, Schema list) {
    return change instanceof Map<?, ?> map
        ? members(JsonTree.objectOrEmpty(old), JsonTree.object(map), list.items())
        : change;
  }
}
