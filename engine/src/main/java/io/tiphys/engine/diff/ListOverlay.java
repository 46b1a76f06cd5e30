package io.tiphys.engine.diff;

import io.tiphys.engine.diff.Overlay.Rules;
import io.tiphys.engine.normalize.Defaults;
import io.tiphys.engine.normalize.Sameness;
import io.tiphys.engine.patch.ElementOrder;
import io.tiphys.engine.patch.ElementOrder.Element;
import io.tiphys.engine.schema.ItemKeys;
import io.tiphys.engine.schema.Schema;
import io.tiphys.engine.schema.Schema.ListType;
import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lays one list over another, item by item where the rules say which item is which.
final class ListOverlay {

  private final Rules rules;
  private final Overlay overlay;

  ListOverlay(Rules rules, Overlay overlay) {
    this.rules = rules;
    this.overlay = overlay;
  }

  /// @return `live` itself when nothing changes
  Object merge(@Nullable Object last, List<?> target, List<?> live, @Nullable Schema schema) {
    if (schema == null || !mergesItems(schema)) {
      return replaced(target, live, schema);
    }
    var item = schema.items();
    for (var names : keyNames(schema)) {
      var targetKeys = ItemKeys.of(target, names, item);
      var liveKeys = ItemKeys.of(live, names, item);
      if (targetKeys != null && liveKeys != null) {
        var lastItems = JsonTree.listOrEmpty(last);
        var lastKeys = ItemKeys.of(lastItems, names, item);
        return new Merge(schema, target, targetKeys, live, liveKeys, lastItems, lastKeys).result();
      }
    }
    return byPlace(target, live, schema);
  }

  private boolean mergesItems(Schema schema) {
    return switch (rules) {
      case STRATEGIC -> schema.mergesInPatch();
      case JSON_MERGE -> false;
      case STRUCTURED -> schema.listType() != ListType.ATOMIC;
    };
  }

  /// The patch merge key first, as the API server does. Where two items share it (a port in TCP and
  /// in UDP), only all map keys together tell them apart.
  private List<List<String>> keyNames(Schema schema) {
    if (rules == Rules.STRUCTURED) {
      return List.of(schema.mapKeys());
    }
    if (schema.patchMergeKey().isEmpty()) {
      return List.of(List.of());
    }
    var one = List.of(schema.patchMergeKey());
    return schema.mapKeys().size() > 1 ? List.of(one, schema.mapKeys()) : List.of(one);
  }

  private static Object replaced(List<?> target, List<?> live, @Nullable Schema schema) {
    return Sameness.same(target, live, schema) ? live : Defaults.complete(target, schema);
  }

  /// For lists with items that have no key of their own, such as two variables of one name.
  private Object byPlace(List<?> target, List<?> live, Schema schema) {
    if (target.size() != live.size()) {
      return Defaults.complete(target, schema);
    }
    List<@Nullable Object> copy = null;
    for (int i = 0; i < target.size(); i++) {
      Object given = target.get(i);
      Object old = live.get(i);
      if (given != null && old != null) {
        var merged = item(null, given, old, schema);
        if (merged != old) {
          copy = copy == null ? new ArrayList<>(live) : copy;
          copy.set(i, merged);
        }
      }
    }
    return copy == null ? live : Collections.unmodifiableList(copy);
  }

  private Object item(@Nullable Object last, Object target, Object live, Schema list) {
    var item = list.items();
    if (rules == Rules.STRATEGIC
        && list.retainsKeysInPatch()
        && target instanceof Map<?, ?> map
        && live instanceof Map<?, ?> liveMap) {
      return overlay.members(
          JsonTree.objectOrEmpty(last), JsonTree.object(map), JsonTree.object(liveMap), item, true);
    }
    return overlay.merge(last, target, live, item);
  }

  /// The merge of lists whose items all have a key.
  private final class Merge {
    private final Schema schema;
    private final List<?> target;
    private final ItemKeys targetKeys;
    private final List<?> live;
    private final ItemKeys liveKeys;
    private final List<@Nullable Object> last;
    private final @Nullable ItemKeys lastKeys;

    Merge(
        Schema schema,
        List<?> target,
        ItemKeys targetKeys,
        List<?> live,
        ItemKeys liveKeys,
        List<@Nullable Object> last,
        @Nullable ItemKeys lastKeys) {
      this.schema = schema;
      this.target = target;
      this.targetKeys = targetKeys;
      this.live = live;
      this.liveKeys = liveKeys;
      this.last = last;
      this.lastKeys = lastKeys;
    }

    Object result() {
      var given = new ArrayList<Element>(target.size());
      boolean changed = false;
      int before = -1;
      for (int i = 0; i < target.size(); i++) {
        var key = targetKeys.get(i);
        int place = liveKeys.find(key);
        Object wanted = target.get(i);
        Object old = place < 0 ? null : live.get(place);
        Object merged;
        if (wanted == null || old == null) {
          changed = true;
          merged = wanted == null ? null : Defaults.complete(wanted, schema.items());
        } else {
          merged = item(lastItem(key), wanted, old, schema);
          changed |= merged != old || place < before;
          before = place;
        }
        given.add(new Element(key, merged));
      }
      var serverOnly = serverOnly();
      changed |= given.size() + serverOnly.size() != live.size();
      return changed
          ? Collections.unmodifiableList(ElementOrder.merge(given, serverOnly, liveKeys))
          : live;
    }

    private @Nullable Object lastItem(Object key) {
      int place = lastKeys == null ? -1 : lastKeys.find(key);
      return place < 0 ? null : last.get(place);
    }

    /// What only the server has, but for what was applied before.
    private List<Element> serverOnly() {
      var elements = new ArrayList<Element>();
      for (int i = 0; i < live.size(); i++) {
        var key = liveKeys.get(i);
        if (!targetKeys.has(key) && (lastKeys == null || !lastKeys.has(key))) {
          elements.add(new Element(key, live.get(i)));
        }
      }
      return elements;
    }
  }
}
