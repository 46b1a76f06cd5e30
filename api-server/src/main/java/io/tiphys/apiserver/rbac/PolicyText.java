package io.tiphys.apiserver.rbac;

import io.tiphys.apiserver.rbac.PolicyLine.Grouping;
import io.tiphys.apiserver.rbac.PolicyLine.Place;
import io.tiphys.apiserver.rbac.PolicyLine.Rule;
import java.util.ArrayList;
import java.util.List;

/// The lines of a policy's text
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#rbac-model-structure).
///
/// @param problems lines that make the text unusable
record PolicyText(List<Rule> rules, List<Grouping> groupings, List<PolicyProblem> problems) {

  private static final int RULE = 6;
  private static final int GROUPING = 3;

  PolicyText {
    rules = List.copyOf(rules);
    groupings = List.copyOf(groupings);
    problems = List.copyOf(problems);
  }

  /// Reads all lines, also after one that is wrong.
  ///
  /// @param origin names the text in problems and explanations
  static PolicyText parse(String origin, String text) {
    var rules = new ArrayList<Rule>();
    var groupings = new ArrayList<Grouping>();
    var problems = new ArrayList<PolicyProblem>();
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = trimmed(raw);
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        switch (line(new Place(origin, number, line))) {
          case Rule rule -> rules.add(rule);
          case Grouping grouping -> groupings.add(grouping);
        }
      } catch (IllegalArgumentException e) {
        problems.add(new PolicyProblem(origin, number, e.getMessage() + ": " + line));
      }
    }
    return new PolicyText(rules, groupings, problems);
  }

  private static PolicyLine line(Place place) {
    List<String> fields = CsvLine.fields(place.text());
    return switch (fields.getFirst()) {
      case "p" -> {
        if (fields.size() != RULE) {
          throw new IllegalArgumentException(
              "a p line is 'p, subject, resource, action, object, effect'");
        }
        yield new Rule(
            place,
            fields.get(1),
            fields.get(2),
            fields.get(3),
            fields.get(4),
            Effect.of(fields.get(5)));
      }
      case "g" -> {
        if (fields.size() < GROUPING) {
          throw new IllegalArgumentException("a g line is 'g, user or group, role'");
        }
        yield new Grouping(place, fields.get(1), fields.get(2));
      }
      default -> throw new IllegalArgumentException("a line starts with p or g");
    };
  }

  private static String trimmed(String line) {
    int from = 0;
    int to = line.length();
    while (from < to && CsvLine.isSpace(line.charAt(from))) {
      from++;
    }
    while (to > from && CsvLine.isSpace(line.charAt(to - 1))) {
      to--;
    }
    return line.substring(from, to);
  }
}
