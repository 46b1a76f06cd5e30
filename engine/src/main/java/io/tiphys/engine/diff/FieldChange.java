package io.tiphys.engine.diff;

import io.tiphys.engine.normalize.Sameness;
import io.tiphys.engine.ownership.ManagedFields;
import io.tiphys.engine.ownership.Owner;
import io.tiphys.engine.schema.Schema;
import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One field that an apply of the target would change. It says which, and not what is in it.
///
/// @param path members by name, items by their places in the live object, or in the target where
///   the live object has no such item
/// @param change what an apply would do
/// @param owner who wrote what is there; empty for a field that is not there, or when nobody says
public record FieldChange(List<Object> path, Kind change, Optional<Owner> owner) {

  private static final int MOST = 100;

  /// What an apply would do to a field.
  public enum Kind {
    ADD("add"),
    CHANGE("change"),
    REMOVE("remove");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  public FieldChange {
    path = List.copyOf(path);
  }

  /// The fields of a comparison that differ, the first hundred.
  ///
  /// @param owners the live object's; [ManagedFields#NONE] when they are not known
  public static List<FieldChange> of(
      Comparison comparison, Optional<Schema> schema, ManagedFields owners) {
    if (!comparison.modified()) {
      return List.of();
    }
    var collector = new Collector(comparison, owners);
    collector.members(
        List.of(),
        comparison.normalizedLive().content(),
        comparison.predictedLive().content(),
        schema.orElse(Schema.UNKNOWN_KIND));
    return List.copyOf(collector.found);
  }

  /// As `ignoreDifferences` takes it (RFC 6901).
  public String pointer() {
    var text = new StringBuilder();
    for (var step : path) {
      text.append('/').append(step.toString().replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }

  /// As JSON: `path`, `change`, and of the owner `manager`, `operation`, `time`, `subresource`,
  /// where there is one.
  public Map<String, Object> asTree() {
    var tree = new TreeMap<String, Object>();
    tree.put("path", pointer());
    tree.put("change", change.text());
    owner.ifPresent(one -> {
      tree.put("manager", one.manager());
      tree.put("operation", one.operation());
      if (!one.time().isEmpty()) {
        tree.put("time", one.time());
      }
      if (!one.subresource().isEmpty()) {
        tree.put("subresource", one.subresource());
      }
    });
    return tree;
  }

  /// For people: `/spec/replicas, written by kubectl-edit at 2026-01-02T03:04:05Z`.
  @Override
  public String toString() {
    return pointer() + owner.map(one -> ", written by " + one).orElse("");
  }

  private static final class Collector {
    private final Comparison comparison;
    private final ManagedFields owners;
    final List<FieldChange> found = new ArrayList<>();

    Collector(Comparison comparison, ManagedFields owners) {
      this.comparison = comparison;
      this.owners = owners;
    }

    void members(
        List<Object> path,
        Map<String, @Nullable Object> live,
        Map<String, @Nullable Object> wanted,
        @Nullable Schema schema) {
      var names = new TreeSet<>(live.keySet());
      names.addAll(wanted.keySet());
      for (var name : names) {
        value(
            below(path, name),
            live.get(name),
            wanted.get(name),
            schema == null ? null : schema.member(name));
      }
    }

    private void value(
        List<Object> path,
        @Nullable Object live,
        @Nullable Object wanted,
        @Nullable Schema schema) {
      if (found.size() >= MOST || Sameness.same(live, wanted, schema)) {
        return;
      }
      if (live instanceof Map<?, ?> one && wanted instanceof Map<?, ?> other) {
        members(path, JsonTree.object(one), JsonTree.object(other), schema);
        return;
      }
      if (live instanceof List<?> one && wanted instanceof List<?> other) {
        items(path, one, other, schema);
        return;
      }
      add(path, live, wanted);
    }

    private void items(List<Object> path, List<?> live, List<?> wanted, @Nullable Schema schema) {
      int before = found.size();
      var item = schema == null ? null : schema.items();
      var aligned = Alignment.of(live, wanted, schema);
      if (aligned != null) {
        for (var pair : aligned.pairs()) {
          value(
              below(path, (long) (pair.live() < 0 ? pair.other() : pair.live())),
              pair.live() < 0 ? null : live.get(pair.live()),
              pair.other() < 0 ? null : wanted.get(pair.other()),
              item);
        }
      } else if (live.size() == wanted.size()) {
        for (int i = 0; i < live.size(); i++) {
          value(below(path, (long) i), live.get(i), wanted.get(i), item);
        }
      }
      if (found.size() == before) { // another order, or another number of items
        add(path, live, wanted);
      }
    }

    private void add(List<Object> path, @Nullable Object live, @Nullable Object wanted) {
      Kind kind = live == null ? Kind.ADD : wanted == null ? Kind.REMOVE : Kind.CHANGE;
      found.add(
          new FieldChange(
              path,
              kind,
              live == null ? Optional.empty() : owners.ownerOf(path, comparison.normalizedLive())));
    }

    private static List<Object> below(List<Object> path, Object step) {
      var longer = new ArrayList<Object>(path);
      longer.add(step);
      return longer;
    }
  }
}
