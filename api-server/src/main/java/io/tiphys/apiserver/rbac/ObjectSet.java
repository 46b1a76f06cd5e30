package io.tiphys.apiserver.rbac;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Many patterns for objects as one: what stands for itself is looked up, and what begins with a
/// project is only tried on that project's objects.
final class ObjectSet {

  static final ObjectSet EMPTY = of(List.of());

  private final boolean isEverything;
  private final Set<String> exact;
  private final Map<String, List<TextPattern>> byProject;
  private final List<TextPattern> others;

  private ObjectSet(
      boolean isEverything,
      Set<String> exact,
      Map<String, List<TextPattern>> byProject,
      List<TextPattern> others) {
    this.isEverything = isEverything;
    this.exact = exact;
    this.byProject = byProject;
    this.others = others;
  }

  static ObjectSet of(List<TextPattern> patterns) {
    boolean isEverything = false;
    var exact = new HashSet<String>();
    var byProject = new HashMap<String, List<TextPattern>>();
    var others = new ArrayList<TextPattern>();
    for (TextPattern pattern : Set.copyOf(patterns)) {
      switch (pattern) {
        case TextPattern.Every every -> isEverything = true;
        case TextPattern.Never never -> {}
        case TextPattern.Exact(var wanted) -> exact.add(wanted);
        case TextPattern.Stars stars when stars.prefix().indexOf('/') >= 0 ->
            byProject.computeIfAbsent(project(stars.prefix()), it -> new ArrayList<>()).add(stars);
        case TextPattern.Stars stars -> others.add(stars);
        case TextPattern.Found found -> others.add(found);
      }
    }
    return new ObjectSet(isEverything, exact, byProject, List.copyOf(others));
  }

  private static String project(String text) {
    return text.substring(0, text.indexOf('/'));
  }

  boolean isEverything() {
    return isEverything;
  }

  boolean isEmpty() {
    return !isEverything && exact.isEmpty() && byProject.isEmpty() && others.isEmpty();
  }

  boolean contains(String object) {
    if (isEverything || exact.contains(object)) {
      return true;
    }
    if (!byProject.isEmpty() && object.indexOf('/') >= 0) {
      var own = byProject.get(project(object));
      if (own != null && any(own, object)) {
        return true;
      }
    }
    return any(others, object);
  }

  private static boolean any(List<TextPattern> patterns, String object) {
    for (int i = 0; i < patterns.size(); i++) { // no iterator: this runs for every object
      if (patterns.get(i).matches(object)) {
        return true;
      }
    }
    return false;
  }
}
