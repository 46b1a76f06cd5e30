package io.tiphys.engine.sync;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What `kubectl auth reconcile` does before a role or a binding is applied: add the rules and the
/// subjects that are missing and take none away, and make a binding again whose role reference
/// differs, because that cannot be changed.
///
/// Source: Kubernetes documentation, "Using RBAC Authorization", command-line utilities.
public sealed interface RbacReconcile {

  /// Nothing is missing.
  record Nothing() implements RbacReconcile {}

  /// Create the object; there is none.
  record Create(Manifest object) implements RbacReconcile {}

  /// Put the object: the live one with what it lacked.
  record Update(Manifest object) implements RbacReconcile {}

  /// Delete the live object and create this one.
  record Recreate(Manifest object) implements RbacReconcile {}

  /// @param target Role, ClusterRole, RoleBinding or ClusterRoleBinding
  static RbacReconcile of(Manifest target, Optional<Manifest> live) {
    if (live.isEmpty()) {
      return new Create(target);
    }
    return target.kind().endsWith("Binding")
        ? binding(target, live.get())
        : role(target, live.get());
  }

  private static RbacReconcile role(Manifest target, Manifest live) {
    boolean aggregates = target.at("aggregationRule") != null;
    Manifest merged = metadata(target, live);
    if (aggregates) {
      // Its rules are the API server's business.
      merged = union(merged, target, live, "aggregationRule", "clusterRoleSelectors");
    } else {
      merged = rules(merged, target, live);
    }
    return merged.equals(live) ? new Nothing() : new Update(merged);
  }

  private static RbacReconcile binding(Manifest target, Manifest live) {
    if (!roleRef(target).equals(roleRef(live))) {
      return new Recreate(target);
    }
    Manifest merged = union(metadata(target, live), target, live, "subjects");
    return merged.equals(live) ? new Nothing() : new Update(merged);
  }

  private static List<String> roleRef(Manifest binding) {
    return List.of(
        binding.text("roleRef", "apiGroup"),
        binding.text("roleRef", "kind"),
        binding.text("roleRef", "name"));
  }

  // Labels and annotations of the target win, others stay.
  private static Manifest metadata(Manifest target, Manifest live) {
    Manifest merged = live;
    for (String name : List.of("labels", "annotations")) {
      for (var entry : JsonTree.objectOrEmpty(target.at("metadata", name)).entrySet()) {
        merged = merged.with(entry.getValue(), "metadata", name, entry.getKey());
      }
    }
    return merged;
  }

  private static Manifest rules(Manifest merged, Manifest target, Manifest live) {
    var liveRules = JsonTree.listOrEmpty(live.at("rules"));
    var granted = new TreeSet<String>();
    liveRules.forEach(rule -> granted.addAll(permissions(rule)));
    var all = new ArrayList<@Nullable Object>(liveRules);
    for (Object rule : JsonTree.listOrEmpty(target.at("rules"))) {
      if (!granted.containsAll(permissions(rule))) {
        all.add(rule);
      }
    }
    return all.size() == liveRules.size() ? merged : merged.with(all, "rules");
  }

  /// A rule taken apart, one text for each verb on each thing. A rule of many names and verbs gives
  /// their product; past a bound it stands for itself.
  private static List<String> permissions(@Nullable Object rule) {
    var members = JsonTree.objectOrEmpty(rule);
    long size = 1;
    for (String name :
        List.of("verbs", "apiGroups", "resources", "resourceNames", "nonResourceURLs")) {
      size *= Math.max(1, JsonTree.listOrEmpty(members.get(name)).size());
    }
    if (size > 10_000) {
      return List.of(JsonTree.writeString(rule));
    }
    var result = new ArrayList<String>();
    for (String verb : texts(members, "verbs")) {
      for (String url : texts(members, "nonResourceURLs")) {
        result.add(verb + " url " + url);
      }
      for (String group : texts(members, "apiGroups")) {
        for (String resource : texts(members, "resources")) {
          var names = texts(members, "resourceNames");
          for (String name : names.isEmpty() ? List.of("") : names) {
            result.add(verb + " " + group + "/" + resource + "/" + name);
          }
        }
      }
    }
    return result;
  }

  private static List<String> texts(Map<String, @Nullable Object> members, String name) {
    return JsonTree.listOrEmpty(members.get(name)).stream()
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .toList();
  }

  private static Manifest union(Manifest merged, Manifest target, Manifest live, String... path) {
    var before = JsonTree.listOrEmpty(live.at(path));
    var all = new ArrayList<@Nullable Object>(before);
    for (Object item : JsonTree.listOrEmpty(target.at(path))) {
      if (all.stream().noneMatch(one -> same(one, item))) {
        all.add(item);
      }
    }
    return all.size() == before.size() ? merged : merged.with(all, path);
  }

  // The API server fills in a subject's apiGroup.
  private static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b && a.containsKey("kind")) {
      return List.of("kind", "name", "namespace").stream()
          .allMatch(name -> text(a, name).equals(text(b, name)));
    }
    return one == null ? other == null : one.equals(other);
  }

  private static String text(Map<?, ?> map, String name) {
    return map.get(name) instanceof String text ? text : "";
  }
}
