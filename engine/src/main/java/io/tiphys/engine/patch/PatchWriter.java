package io.tiphys.engine.patch;

import io.tiphys.engine.normalize.Sameness;
import io.tiphys.engine.schema.ItemKeys;
import io.tiphys.engine.schema.Schema;
import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the members of a patch. Values are compared as they are written, so that an apply says
/// `configured` and `unchanged` where kubectl does.
final class PatchWriter {

  static final String DIRECTIVE = "$patch";
  static final String RETAIN_KEYS = "$retainKeys";
  static final String ORDER = "$setElementOrder/";
  static final String DELETE_PRIMITIVES = "$deleteFromPrimitiveList/";

  private final boolean strategic;

  /// @param strategic whether lists merge and directives are understood
  PatchWriter(boolean strategic) {
    this.strategic = strategic;
  }

  /// @return empty when nothing differs
  Map<String, @Nullable Object> members(
      Map<String, @Nullable Object> last,
      Map<String, @Nullable Object> target,
      Map<String, @Nullable Object> live,
      @Nullable Schema schema,
      boolean retainsKeys) {
    var patch = new LinkedHashMap<String, @Nullable Object>();
    for (var member : target.entrySet()) {
      var name = member.getKey();
      var wanted = member.getValue();
      var old = live.get(name);
      if (wanted == null) {
        if (old != null) {
          patch.put(name, null);
        }
      } else {
        var inside = schema == null ? null : schema.member(name);
        member(patch, name, last.get(name), wanted, old, inside);
      }
    }
    for (var name : last.keySet()) {
      if (!target.containsKey(name) && live.containsKey(name)) {
        patch.put(name, null);
      }
    }
    if (retainsKeys && !patch.isEmpty()) {
      var names = new ArrayList<@Nullable Object>();
      target.keySet().stream().sorted().forEach(names::add);
      patch.put(RETAIN_KEYS, names);
    }
    return patch;
  }

  private void member(
      Map<String, @Nullable Object> patch,
      String name,
      @Nullable Object last,
      Object wanted,
      @Nullable Object old,
      @Nullable Schema schema) {
    if (wanted instanceof Map<?, ?> map && old instanceof Map<?, ?> oldMap) {
      var inner =
          members(
              JsonTree.objectOrEmpty(last),
              JsonTree.object(map),
              JsonTree.object(oldMap),
              schema,
              strategic && schema != null && schema.retainsKeysInPatch());
      if (!inner.isEmpty()) {
        patch.put(name, inner);
      }
    } else if (wanted instanceof List<?> list
        && strategic
        && schema != null
        && schema.mergesInPatch()
        && old instanceof List<?> oldList) {
      items(patch, name, JsonTree.listOrEmpty(last), list, oldList, schema);
    } else if (!Sameness.same(wanted, old, null)) {
      patch.put(name, wanted);
    }
  }

  private void items(
      Map<String, @Nullable Object> patch,
      String name,
      List<@Nullable Object> last,
      List<?> wanted,
      List<?> old,
      Schema schema) {
    var mergeKey = schema.patchMergeKey();
    var names = mergeKey.isEmpty() ? List.<String>of() : List.of(mergeKey);
    var wantedKeys = ItemKeys.of(wanted, names, schema.items());
    var oldKeys = ItemKeys.of(old, names, schema.items());
    if (wantedKeys == null || oldKeys == null) {
      replace(patch, name, wanted, old, mergeKey);
      return;
    }
    var lastKeys = ItemKeys.of(last, names, schema.items());
    if (mergeKey.isEmpty()) {
      primitives(patch, name, lastKeys, wanted, wantedKeys, oldKeys);
    } else {
      objects(patch, name, last, lastKeys, wanted, wantedKeys, old, oldKeys, schema);
    }
  }

  /// Two items share the merge key (a port in TCP and in UDP): the server could not tell them
  /// apart, so the whole list is sent in place of its own.
  private static void replace(
      Map<String, @Nullable Object> patch,
      String name,
      List<?> wanted,
      List<?> old,
      String mergeKey) {
    if (Sameness.same(wanted, old, null)) {
      return;
    }
    var items = new ArrayList<@Nullable Object>(wanted);
    if (!mergeKey.isEmpty()) {
      items.add(Map.of(DIRECTIVE, "replace"));
    }
    patch.put(name, items);
  }

  private static void primitives(
      Map<String, @Nullable Object> patch,
      String name,
      @Nullable ItemKeys lastKeys,
      List<?> wanted,
      ItemKeys wantedKeys,
      ItemKeys oldKeys) {
    var added = new ArrayList<@Nullable Object>();
    for (int i = 0; i < wanted.size(); i++) {
      if (!oldKeys.has(wantedKeys.get(i))) {
        added.add(wanted.get(i));
      }
    }
    var deleted = new ArrayList<@Nullable Object>();
    for (int i = 0; lastKeys != null && i < lastKeys.size(); i++) {
      if (!wantedKeys.has(lastKeys.get(i)) && oldKeys.has(lastKeys.get(i))) {
        deleted.add(lastKeys.get(i));
      }
    }
    if (!added.isEmpty()) {
      patch.put(name, added);
    }
    if (!deleted.isEmpty()) {
      patch.put(DELETE_PRIMITIVES + name, deleted);
    }
    if (!added.isEmpty() || isReordered(wantedKeys, oldKeys)) {
      patch.put(ORDER + name, wanted);
    }
  }

  private void objects(
      Map<String, @Nullable Object> patch,
      String name,
      List<@Nullable Object> last,
      @Nullable ItemKeys lastKeys,
      List<?> wanted,
      ItemKeys wantedKeys,
      List<?> old,
      ItemKeys oldKeys,
      Schema schema) {
    var mergeKey = schema.patchMergeKey();
    boolean retainsKeys = schema.retainsKeysInPatch();
    var changes = new ArrayList<@Nullable Object>();
    for (int i = 0; i < wanted.size(); i++) {
      var key = wantedKeys.get(i);
      int place = oldKeys.find(key);
      if (place < 0) {
        changes.add(wanted.get(i));
        continue;
      }
      int before = lastKeys == null ? -1 : lastKeys.find(key);
      var inner =
          members(
              before < 0 ? Map.of() : JsonTree.objectOrEmpty(last.get(before)),
              JsonTree.objectOrEmpty(wanted.get(i)),
              JsonTree.objectOrEmpty(old.get(place)),
              schema.items(),
              retainsKeys);
      if (!inner.isEmpty()) {
        inner.put(mergeKey, key);
        changes.add(inner);
      }
    }
    for (int i = 0; lastKeys != null && i < lastKeys.size(); i++) {
      var key = lastKeys.get(i);
      if (!wantedKeys.has(key) && oldKeys.has(key)) {
        changes.add(Map.of(mergeKey, key, DIRECTIVE, "delete"));
      }
    }
    if (!changes.isEmpty()) {
      patch.put(name, changes);
    }
    if (!changes.isEmpty() || isReordered(wantedKeys, oldKeys)) {
      var order = new ArrayList<@Nullable Object>(wanted.size());
      for (int i = 0; i < wantedKeys.size(); i++) {
        order.add(Map.of(mergeKey, wantedKeys.get(i)));
      }
      patch.put(ORDER + name, order);
    }
  }

  /// Whether the items that both lists have stand in another order.
  private static boolean isReordered(ItemKeys wanted, ItemKeys old) {
    int before = -1;
    for (int i = 0; i < wanted.size(); i++) {
      int place = old.find(wanted.get(i));
      if (place >= 0 && place < before) {
        return true;
      }
      before = Math.max(before, place);
    }
    return false;
  }
}
