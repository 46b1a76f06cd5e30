package io.tiphys.engine.project;

import io.tiphys.engine.regex.Regex;
import java.util.List;

/// Namespaces that Applications may be in: names, globs, or regular expressions between slashes
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/app-any-namespace/).
///
/// @param patterns any number
public record NamespaceList(List<String> patterns) {

  public NamespaceList {
    patterns = patterns.stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
  }

  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  public boolean includes(String namespace) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, namespace));
  }

  private static boolean matches(String pattern, String namespace) {
    if (pattern.length() > 2 && pattern.startsWith("/") && pattern.endsWith("/")) {
      try {
        return Regex.searching(pattern.substring(1, pattern.length() - 1)).test(namespace);
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
    return Glob.matches(pattern, namespace, (char) 0);
  }
}
