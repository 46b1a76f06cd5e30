package io.tiphys.apiserver.rbac;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Many patterns for objects as one: what stands for itself is looked up; what begins with a
/// project, or ends with a name, is only tried on objects that do so.
final class ObjectSet {

  private final boolean isEverything;
  private final Set<String> exact;
  private final Map<String, List<TextPattern>> byProject;
  private final Map<String, List<TextPattern>> byName;
  private final List<TextPattern> others;

  private ObjectSet(
      boolean isEverything,
      Set<String> exact,
      Map<String, List<TextPattern>> byProject,
      Map<String, List<TextPattern>> byName,
      List<TextPattern> others) {
    this.isEverything = isEverything;
    this.exact = exact;
    this.byProject = byProject;
    this.byName = byName;
    this.others = others;
  }

  static ObjectSet of(List<TextPattern> patterns) {
    boolean isEverything = false;
    var exact = new HashSet<String>();
    var byProject = new HashMap<String, List<TextPattern>>();
    var byName = new HashMap<String, List<TextPattern>>();
    var others = new ArrayList<TextPattern>();
    for (TextPattern pattern : Set.copyOf(patterns)) {
      switch (pattern) {
        case TextPattern.Every every -> isEverything = true;
        case TextPattern.Never never -> {}
        case TextPattern.Exact(var wanted) -> exact.add(wanted);
        case TextPattern.Stars stars when stars.prefix().indexOf('/') >= 0 ->
            byProject.computeIfAbsent(project(stars.prefix()), it -> new ArrayList<>()).add(stars);
        case TextPattern.Stars stars when stars.suffix().indexOf('/') >= 0 ->
            byName.computeIfAbsent(name(stars.suffix()), it -> new ArrayList<>()).add(stars);
        case TextPattern.Stars stars -> others.add(stars);
        case TextPattern.Found found -> others.add(found);
      }
    }
    return new ObjectSet(isEverything, exact, byProject, byName, List.copyOf(others));
  }

  private static String project(String text) {
    return text.substring(0, text.indexOf('/'));
  }

  private static String name(String text) {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  boolean isEverything() {
    return isEverything;
  }

  boolean isEmpty() {
    return !isEverything
        && exact.isEmpty()
        && byProject.isEmpty()
        && byName.isEmpty()
        && others.isEmpty();
  }

  boolean contains(String object) {
    if (isEverything || exact.contains(object)) {
      return true;
    }
    if (object.indexOf('/') >= 0
        && ((!byProject.isEmpty() && any(byProject.get(project(object)), object))
            || (!byName.isEmpty() && any(byName.get(name(object)), object)))) {
      return true;
    }
    return any(others, object);
  }

  private static boolean any(@Nullable List<TextPattern> patterns, String object) {
    if (patterns == null) {
      return false;
    }
    for (int i = 0; i < patterns.size(); i++) { // no iterator: this runs for every object
      if (patterns.get(i).matches(object)) {
        return true;
      }
    }
    return false;
  }
}
