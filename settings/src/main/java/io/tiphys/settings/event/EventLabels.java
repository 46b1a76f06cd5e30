package io.tiphys.settings.event;

import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which labels of an Application and of its project its Events have, too
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/, keys
/// `resource.includeEventLabelKeys` and `resource.excludeEventLabelKeys` of `argocd-cm`).
///
/// @param included names, with `*` and `?`
/// @param excluded the same; they win
public record EventLabels(List<Pattern> included, List<Pattern> excluded) {

  /// @param data of `argocd-cm`
  public static EventLabels from(Map<String, String> data) {
    return new EventLabels(
        patterns(data.getOrDefault("resource.includeEventLabelKeys", "")),
        patterns(data.getOrDefault("resource.excludeEventLabelKeys", "")));
  }

  /// @param ofApp they win over the project's
  public Map<String, String> of(Map<String, String> ofApp, Map<String, String> ofProject) {
    if (included.isEmpty()) {
      return Map.of();
    }
    var labels = new TreeMap<>(ofProject);
    labels.putAll(ofApp);
    labels.keySet().removeIf(name -> !matches(included, name) || matches(excluded, name));
    return labels;
  }

  private static boolean matches(List<Pattern> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private static List<Pattern> patterns(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(glob -> !glob.isEmpty())
        .map(EventLabels::pattern)
        .toList();
  }

  private static Pattern pattern(String glob) {
    var regex = new StringBuilder();
    glob.chars()
        .forEach(c -> {
          switch (c) {
            case '*' -> regex.append(".*");
            case '?' -> regex.append('.');
            default -> regex.append(Pattern.quote(Character.toString(c)));
          }
        });
    return Pattern.compile(regex.toString());
  }
}
