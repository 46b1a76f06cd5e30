package io.tiphys.engine.project;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

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
        return Pattern.compile(pattern.substring(1, pattern.length() - 1))
            .matcher(namespace)
            .find();
      } catch (PatternSyntaxException e) {
        return false;
      }
    }
    return Glob.matches(pattern, namespace, (char) 0);
  }
}
