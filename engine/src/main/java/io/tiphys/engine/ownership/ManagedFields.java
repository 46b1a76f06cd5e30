package io.tiphys.engine.ownership;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The managers of one live object, each with its fields.
public final class ManagedFields {

  /// Of an object that says nothing of its managers.
  public static final ManagedFields NONE = new ManagedFields(List.of());

  private record Entry(Owner owner, Map<String, @Nullable Object> fields) {}

  private final List<Entry> entries;

  private ManagedFields(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /// @param live with its `metadata.managedFields`
  public static ManagedFields of(Manifest live) {
    var entries = new ArrayList<Entry>();
    for (var one : JsonTree.listOrEmpty(live.at("metadata", "managedFields"))) {
      var entry = JsonTree.objectOrEmpty(one);
      entries.add(
          new Entry(
              new Owner(
                  text(entry, "manager"),
                  text(entry, "operation"),
                  text(entry, "time"),
                  text(entry, "subresource")),
              JsonTree.objectOrEmpty(entry.get("fieldsV1"))));
    }
    return entries.isEmpty() ? NONE : new ManagedFields(entries);
  }

  private static String text(Map<String, @Nullable Object> entry, String name) {
    return entry.get(name) instanceof String text ? text : "";
  }

  /// Who wrote a field last.
  ///
  /// @param path members by name, items by their places in the live object
  /// @param live the object that the path leads into
  /// @return empty when nobody owns it, as for a field that is not there
  public Optional<Owner> ownerOf(List<Object> path, Manifest live) {
    Owner last = null;
    for (var entry : entries) {
      if (owns(entry.fields(), path, live.content())
          && (last == null || last.time().compareTo(entry.owner().time()) <= 0)) {
        last = entry.owner();
      }
    }
    return Optional.ofNullable(last);
  }

  /// Whether a manager owns a field, or something below it.
  public boolean isOwnedBy(String manager, List<Object> path, Manifest live) {
    return entries.stream()
        .anyMatch(entry ->
            entry.owner().manager().equals(manager) && owns(entry.fields(), path, live.content()));
  }

  private static boolean owns(
      Map<String, @Nullable Object> fields, List<Object> path, @Nullable Object value) {
    var below = fields;
    Object at = value;
    boolean isRoot = true;
    for (var step : path) {
      if (!isRoot && FieldTree.isWhole(below)) {
        return true;
      }
      isRoot = false;
      Map<String, @Nullable Object> next;
      if (step instanceof Number number) {
        var items = JsonTree.listOrEmpty(at);
        int place = number.intValue();
        at = place < items.size() ? items.get(place) : null;
        next = FieldTree.item(below, place, at);
      } else {
        at = JsonTree.objectOrEmpty(at).get(step.toString());
        next = FieldTree.member(below, step.toString());
      }
      if (next == null) {
        return false;
      }
      below = next;
    }
    return !isRoot;
  }

  /// Two versions of an object without what some managers own: a field is taken from both; an
  /// object or item that a manager made is taken away where only one version has it.
  ///
  /// @param managers their names
  public Pair without(Collection<String> managers, Manifest target, Manifest live) {
    var wanted = target.content();
    var found = live.content();
    for (var entry : entries) {
      if (managers.contains(entry.owner().manager())) {
        var other = wanted;
        wanted = JsonTree.objectOrEmpty(OwnedFields.remove(wanted, found, entry.fields()));
        found = JsonTree.objectOrEmpty(OwnedFields.remove(found, other, entry.fields()));
      }
    }
    return new Pair(new Manifest(wanted), new Manifest(found));
  }

  /// Two versions of an object.
  public record Pair(Manifest target, Manifest live) {}
}
