package io.tiphys.engine.diff;

import io.tiphys.engine.ownership.ManagedFields;
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

/// Of what a server-side apply would change, that which the apply itself changes: what a mutating
/// webhook adds on the way is nobody's wish
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/diff-strategies/#mutation-webhooks).
public final class OwnChanges {

  private final String manager;
  private final Manifest live;
  private final Manifest predicted;
  private final ManagedFields before;
  private final ManagedFields after;

  private OwnChanges(String manager, Manifest live, Manifest predicted) {
    this.manager = manager;
    this.live = live;
    this.predicted = predicted;
    this.before = ManagedFields.of(live);
    this.after = ManagedFields.of(predicted);
  }

  /// @param manager in whose name was applied
  /// @param predicted what the API server answered to the dry run, with its `managedFields`
  /// @param live with its `managedFields`
  /// @return the predicted object; where the manager owns a field neither before nor after, the
  ///   live one's value
  public static Manifest of(
      String manager, Manifest predicted, Manifest live, Optional<Schema> schema) {
    var own = new OwnChanges(manager, live, predicted);
    return new Manifest(
        own.members(
            live.content(),
            predicted.content(),
            schema.orElse(Schema.UNKNOWN_KIND),
            List.of(),
            List.of()));
  }

  private Map<String, @Nullable Object> members(
      Map<String, @Nullable Object> one,
      Map<String, @Nullable Object> other,
      @Nullable Schema schema,
      List<Object> livePath,
      List<Object> path) {
    var merged = new LinkedHashMap<String, @Nullable Object>(one);
    var names = new ArrayList<>(one.keySet());
    other.keySet().stream().filter(name -> !one.containsKey(name)).forEach(names::add);
    for (var name : names) {
      var value =
          value(
              one.get(name),
              other.get(name),
              schema == null ? null : schema.member(name),
              below(livePath, name),
              below(path, name));
      if (value == null && !(one.containsKey(name) && other.containsKey(name))) {
        merged.remove(name);
      } else {
        merged.put(name, value);
      }
    }
    return Collections.unmodifiableMap(merged);
  }

  private @Nullable Object value(
      @Nullable Object one,
      @Nullable Object other,
      @Nullable Schema schema,
      List<Object> livePath,
      List<Object> path) {
    if (one != null && one.equals(other)) {
      return one;
    }
    if (other instanceof Map<?, ?> wanted && (one == null || one instanceof Map<?, ?>)) {
      var merged =
          members(JsonTree.objectOrEmpty(one), JsonTree.object(wanted), schema, livePath, path);
      return one == null && merged.isEmpty() && !isOurs(livePath, path) ? null : merged;
    }
    if (other instanceof List<?> wanted && one instanceof List<?> found) {
      var aligned = Alignment.of(found, wanted, schema);
      if (aligned != null) {
        return items(
            found, wanted, aligned, schema == null ? null : schema.items(), livePath, path);
      }
    }
    return isOurs(livePath, path) ? other : one;
  }

  private List<?> items(
      List<?> found,
      List<?> wanted,
      Alignment aligned,
      @Nullable Schema item,
      List<Object> livePath,
      List<Object> path) {
    var merged = new ArrayList<@Nullable Object>();
    for (var pair : aligned.pairs()) {
      var value =
          value(
              pair.live() < 0 ? null : found.get(pair.live()),
              pair.other() < 0 ? null : wanted.get(pair.other()),
              item,
              below(livePath, (long) pair.live()),
              below(path, (long) pair.other()));
      if (value != null) {
        merged.add(value);
      }
    }
    return Collections.unmodifiableList(merged);
  }

  private boolean isOurs(List<Object> livePath, List<Object> path) {
    return (!path.contains(-1L) && after.isOwnedBy(manager, path, predicted))
        || (!livePath.contains(-1L) && before.isOwnedBy(manager, livePath, live));
  }

  private static List<Object> below(List<Object> path, Object step) {
    var longer = new ArrayList<Object>(path);
    longer.add(step);
    return longer;
  }
}
