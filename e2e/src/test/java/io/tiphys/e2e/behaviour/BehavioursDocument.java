package io.tiphys.e2e.behaviour;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `docs/behaviours.md`: a row for each behaviour, with the tests that show it in the last column.
///
/// @param text of the whole page
record BehavioursDocument(String text) {

  private static final Pattern ROW =
      Pattern.compile("^(\\| ([A-Z]+-\\d+) \\| [^|]* \\|)[^|]*\\|$", Pattern.MULTILINE);

  /// The ids of its rows.
  Set<String> rows() {
    return ROW.matcher(text).results().map(row -> row.group(2)).collect(Collectors.toSet());
  }

  /// The same page with what the tests say.
  BehavioursDocument shownBy(List<Showing> showings) {
    Map<String, List<Showing>> byRow = showings.stream().collect(groupingBy(Showing::row));
    return new BehavioursDocument(
        ROW.matcher(text)
            .replaceAll(
                row -> row.group(1) + " " + cell(byRow.getOrDefault(row.group(2), List.of()))));
  }

  private static String cell(List<Showing> showings) {
    return showings.stream()
        .map(Showing::test)
        .distinct()
        .sorted()
        .collect(joining("`, `", "`", "` |"))
        .replace("`` |", "|");
  }
}
