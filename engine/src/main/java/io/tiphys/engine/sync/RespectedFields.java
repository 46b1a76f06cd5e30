package io.tiphys.engine.sync;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `RespectIgnoreDifferences=true` makes of a target: what does not count in a comparison is
/// as it is in the cluster, so that an apply leaves it alone
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#respect-ignore-differences-configs).
public final class RespectedFields {

  private RespectedFields() {}

  /// @param bareTarget the target without what is ignored
  /// @param bareLive the live object without it
  /// @param live as it is
  /// @return the target with what the live object has of it
  public static Manifest of(Manifest bareTarget, Manifest bareLive, Manifest live) {
    Object kept = kept(bareTarget.content(), bareLive.content(), live.content());
    return new Manifest(JsonTree.objectOrEmpty(kept));
  }

  private static @Nullable Object kept(
      @Nullable Object target, @Nullable Object bare, @Nullable Object live) {
    if (Objects.equals(bare, live)) {
      return target;
    }
    if (target instanceof Map<?, ?> map
        && bare instanceof Map<?, ?> left
        && live instanceof Map<?, ?> whole) {
      return members(JsonTree.object(map), left, JsonTree.object(whole));
    }
    if (target instanceof List<?> list
        && bare instanceof List<?> left
        && live instanceof List<?> whole) {
      return items(list, left, whole);
    }
    return target;
  }

  private static Map<String, @Nullable Object> members(
      Map<String, @Nullable Object> target, Map<?, ?> bare, Map<String, @Nullable Object> live) {
    var result = new LinkedHashMap<String, @Nullable Object>(target);
    live.forEach((name, value) -> {
      if (!bare.containsKey(name)) {
        result.put(name, value);
      } else if (result.containsKey(name)) {
        result.put(name, kept(result.get(name), bare.get(name), value));
      }
    });
    return result;
  }

  /// Items are told apart by their names; those without one by their places, as long as none is
  /// missing.
  private static List<@Nullable Object> items(List<?> target, List<?> bare, List<?> live) {
    var result = new ArrayList<@Nullable Object>(target);
    for (int i = 0; i < live.size(); i++) {
      Object item = live.get(i);
      int left = place(item, i, live, bare);
      if (left < 0) {
        result.add(item); // ignored as a whole
        continue;
      }
      int wanted = place(item, i, live, target);
      if (wanted >= 0) {
        result.set(wanted, kept(target.get(wanted), bare.get(left), item));
      }
    }
    return result;
  }

  private static int place(@Nullable Object item, int index, List<?> of, List<?> in) {
    Optional<Object> name = name(item);
    if (name.isEmpty()) {
      return of.size() == in.size() ? index : in.indexOf(item);
    }
    for (int i = 0; i < in.size(); i++) {
      if (name(in.get(i)).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static Optional<Object> name(@Nullable Object item) {
    return item instanceof Map<?, ?> map ? Optional.ofNullable(map.get("name")) : Optional.empty();
  }
}
