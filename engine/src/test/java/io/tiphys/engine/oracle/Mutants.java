package io.tiphys.engine.oracle;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every object that differs from a given one in one place: a member removed, a value changed, an
/// item removed, two items exchanged, a label added.
final class Mutants {

  private static final Set<String> KEPT = Set.of("apiVersion", "kind", "status");
  private static final Set<String> KEPT_METADATA =
      Set.of(
          "name",
          "namespace",
          "uid",
          "resourceVersion",
          "creationTimestamp",
          "managedFields",
          "generation",
          "ownerReferences");

  /// @param what what was changed, for a message
  record Mutant(String what, Manifest object) {}

  private interface Rebuild {
    void with(String what, @Nullable Object value);
  }

  private Mutants() {}

  static List<Mutant> of(Manifest object) {
    var mutants = new ArrayList<Mutant>();
    mutants.add(new Mutant("label added", object.with("x", "metadata", "labels", "mutant")));
    for (var member : object.content().entrySet()) {
      var name = member.getKey();
      if (name.equals("metadata")) {
        metadata(object, mutants);
      } else if (!KEPT.contains(name)) {
        mutants.add(new Mutant("without " + name, object.without(name)));
        inside(
            name,
            member.getValue(),
            (what, value) -> mutants.add(new Mutant(what, object.with(value, name))));
      }
    }
    return mutants;
  }

  private static void metadata(Manifest object, List<Mutant> mutants) {
    for (var member : JsonTree.objectOrEmpty(object.at("metadata")).entrySet()) {
      var name = member.getKey();
      if (!KEPT_METADATA.contains(name)) {
        inside(
            "metadata." + name,
            member.getValue(),
            (what, value) -> mutants.add(new Mutant(what, object.with(value, "metadata", name))));
      }
    }
  }

  private static void inside(String path, @Nullable Object value, Rebuild rebuild) {
    switch (value) {
      case Map<?, ?> map -> members(path, JsonTree.object(map), rebuild);
      case List<?> list -> items(path, list, rebuild);
      case String text -> rebuild.with("changed " + path, text + "x");
      case Long number -> rebuild.with("changed " + path, number + 1);
      case Boolean flag -> rebuild.with("changed " + path, !flag);
      case null -> {}
      case Object other -> rebuild.with("zeroed " + path, 0L);
    }
  }

  private static void members(String path, Map<String, @Nullable Object> map, Rebuild rebuild) {
    for (var member : map.entrySet()) {
      var name = member.getKey();
      if (name.contains("last-applied")) {
        continue;
      }
      var fewer = new LinkedHashMap<String, @Nullable Object>(map);
      fewer.remove(name);
      rebuild.with("without " + path + "." + name, fewer);
      inside(
          path + "." + name,
          member.getValue(),
          (what, value) -> {
            var copy = new LinkedHashMap<String, @Nullable Object>(map);
            copy.put(name, value);
            rebuild.with(what, copy);
          });
    }
  }

  private static void items(String path, List<? extends @Nullable Object> list, Rebuild rebuild) {
    for (int i = 0; i < list.size(); i++) {
      int place = i;
      var fewer = new ArrayList<@Nullable Object>(list);
      fewer.remove(place);
      rebuild.with("without " + path + "[" + i + "]", fewer);
      inside(
          path + "[" + i + "]",
          list.get(i),
          (what, value) -> {
            var copy = new ArrayList<@Nullable Object>(list);
            copy.set(place, value);
            rebuild.with(what, copy);
          });
    }
    if (list.size() > 1) {
      rebuild.with("reversed " + path, List.copyOf(new ArrayList<>(list).reversed()));
    }
  }
}
