package io.tiphys.apiserver.application;

import io.tiphys.apiserver.operation.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A label selector as Kubernetes writes it: `a=b,c!=d,e in (f,g),h notin (i),j,!k`
/// (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors).
///
/// @param requirements all of which must hold
public record LabelQuery(List<Predicate<Map<String, String>>> requirements) {

  private static final String KEY = "([A-Za-z0-9][A-Za-z0-9._/-]*)";
  private static final Pattern EQUALS = Pattern.compile(KEY + "\\s*(==|=|!=)\\s*([A-Za-z0-9._-]*)");
  private static final Pattern SET =
      Pattern.compile(KEY + "\\s+(in|notin)\\s*\\(([A-Za-z0-9._,\\s-]*)\\)");
  private static final Pattern EXISTS = Pattern.compile("(!?)\\s*" + KEY);
  private static final Pattern COMPARES = Pattern.compile(KEY + "\\s*([<>])\\s*(-?[0-9]+)");

  public LabelQuery {
    requirements = List.copyOf(requirements);
  }

  /// @param text empty for all
  /// @throws Refusal INVALID_ARGUMENT when it is none
  public static LabelQuery parse(String text) {
    var requirements = new ArrayList<Predicate<Map<String, String>>>();
    for (String part : split(text)) {
      requirements.add(requirement(part.strip()));
    }
    return new LabelQuery(requirements);
  }

  public boolean matches(Map<String, String> labels) {
    for (var requirement : requirements) {
      if (!requirement.test(labels)) {
        return false;
      }
    }
    return true;
  }

  /// At commas outside of parentheses.
  private static List<String> split(String text) {
    var parts = new ArrayList<String>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    if (!text.isBlank()) {
      parts.add(text.substring(start));
    }
    return parts;
  }

  private static Predicate<Map<String, String>> requirement(String text) {
    Matcher equality = EQUALS.matcher(text);
    if (equality.matches()) {
      String key = equality.group(1);
      String value = equality.group(3);
      return equality.group(2).equals("!=")
          ? labels -> !value.equals(labels.get(key))
          : labels -> value.equals(labels.get(key));
    }
    Matcher set = SET.matcher(text);
    if (set.matches()) {
      String key = set.group(1);
      Set<String> values =
          Arrays.stream(set.group(3).split(","))
              .map(String::strip)
              .collect(Collectors.toUnmodifiableSet());
      return set.group(2).equals("in")
          ? labels -> labels.containsKey(key) && values.contains(labels.get(key))
          : labels -> !labels.containsKey(key) || !values.contains(labels.get(key));
    }
    Matcher comparison = COMPARES.matcher(text);
    if (comparison.matches()) {
      return compares(comparison.group(1), comparison.group(2), comparison.group(3));
    }
    Matcher existence = EXISTS.matcher(text);
    if (existence.matches()) {
      String key = existence.group(2);
      return existence.group(1).isEmpty()
          ? labels -> labels.containsKey(key)
          : labels -> !labels.containsKey(key);
    }
    throw Refusal.invalid("error parsing the selector: unable to parse requirement: " + text);
  }

  private static Predicate<Map<String, String>> compares(String key, String sign, String bound) {
    try {
      long limit = Long.parseLong(bound);
      return labels -> {
        String value = labels.getOrDefault(key, "");
        return value.matches("-?[0-9]{1,18}")
            && (sign.equals("<") ? Long.parseLong(value) < limit : Long.parseLong(value) > limit);
      };
    } catch (NumberFormatException e) {
      throw Refusal.invalid("error parsing the selector: " + bound + " is too large");
    }
  }
}
