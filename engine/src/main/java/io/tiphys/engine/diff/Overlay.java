package io.tiphys.engine.diff;

import io.tiphys.engine.normalize.Defaults;
import io.tiphys.engine.normalize.Sameness;
import io.tiphys.engine.schema.Schema;
import io.tiphys.model.json.JsonTree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lays a target over a live value: what the target says wins, what was applied before and is said
/// no more goes, all else stays. A part that does not change is the live one itself, so that "not
/// modified" is an identity and costs no copy.
final class Overlay {

  /// Whose rules decide how two versions become one.
  enum Rules {
    /// A strategic merge patch: patch merge keys, and null in the target means nothing.
    STRATEGIC,
    /// A JSON merge patch: lists are replaced, and null in the target removes.
    JSON_MERGE,
    /// Server-side apply: list types and map types.
    STRUCTURED
  }

  private final Rules rules;
  private final ListOverlay lists;

  Overlay(Rules rules) {
    this.rules = rules;
    this.lists = new ListOverlay(rules, this);
  }

  /// @param last what was applied before; null when that is not known, or had no such field
  /// @return `live` itself when nothing changes
  Object merge(@Nullable Object last, Object target, Object live, @Nullable Schema schema) {
    if (target instanceof Map<?, ?> map && live instanceof Map<?, ?> liveMap) {
      boolean retainsKeys =
          rules == Rules.STRATEGIC && schema != null && schema.retainsKeysInPatch();
      return members(
          JsonTree.objectOrEmpty(last),
          JsonTree.object(map),
          JsonTree.object(liveMap),
          schema,
          retainsKeys);
    }
    if (target instanceof List<?> list && live instanceof List<?> liveList) {
      return lists.merge(last, list, liveList, schema);
    }
    if (Sameness.same(target, live, schema)) {
      return live;
    }
    if (schema != null && schema.dropsZero() && Sameness.isZero(target)) {
      var byDefault = schema.defaultValue(); // the server takes a zero for an absent one
      return byDefault == null ? target : same(byDefault, live, schema) ? live : byDefault;
    }
    return Defaults.complete(target, schema);
  }

  Map<String, @Nullable Object> members(
      Map<String, @Nullable Object> last,
      Map<String, @Nullable Object> target,
      Map<String, @Nullable Object> live,
      @Nullable Schema schema,
      boolean retainsKeys) {
    if (rules == Rules.STRUCTURED && schema != null && schema.isAtomicMap()) {
      return replaced(target, live, schema);
    }
    Map<String, @Nullable Object> copy = null;
    for (var member : target.entrySet()) {
      var name = member.getKey();
      var inside = schema == null ? null : schema.member(name);
      var liveValue = live.get(name);
      var merged = member(last.get(name), member.getValue(), liveValue, inside);
      if (merged != liveValue) {
        copy = copy == null ? new LinkedHashMap<>(live) : copy;
        put(copy, name, merged);
      }
    }
    for (var member : last.entrySet()) {
      var name = member.getKey();
      var liveValue = live.get(name);
      if (member.getValue() != null && liveValue != null && target.get(name) == null) {
        var left = removed(liveValue, schema == null ? null : schema.member(name));
        if (left != liveValue) {
          copy = copy == null ? new LinkedHashMap<>(live) : copy;
          put(copy, name, left);
        }
      }
    }
    if (copy != null && retainsKeys) {
      copy.keySet().removeIf(name -> live.containsKey(name) && target.get(name) == null);
    }
    return copy == null ? live : Collections.unmodifiableMap(copy);
  }

  private @Nullable Object member(
      @Nullable Object last,
      @Nullable Object target,
      @Nullable Object live,
      @Nullable Schema schema) {
    if (target == null) {
      return rules == Rules.JSON_MERGE && live != null ? removed(live, schema) : live;
    }
    if (live == null) {
      return Sameness.sameAsAbsent(target, schema) ? null : Defaults.complete(target, schema);
    }
    return merge(last, target, live, schema);
  }

  /// What is left of a live value that is taken away: the default, if the server puts one back.
  private static @Nullable Object removed(Object live, @Nullable Schema schema) {
    if (Sameness.sameAsAbsent(live, schema)) {
      return live;
    }
    var byDefault = schema == null ? null : schema.defaultValue();
    return byDefault == null || Sameness.isZero(byDefault)
        ? null
        : Defaults.complete(byDefault, schema);
  }

  private static Map<String, @Nullable Object> replaced(
      Map<String, @Nullable Object> target, Map<String, @Nullable Object> live, Schema schema) {
    return Sameness.same(target, live, schema) ? live : target;
  }

  private static boolean same(Object one, Object other, Schema schema) {
    return Sameness.same(one, other, schema);
  }

  private static void put(Map<String, @Nullable Object> map, String name, @Nullable Object value) {
    if (value == null) {
      map.remove(name);
    } else {
      map.put(name, value);
    }
  }
}
