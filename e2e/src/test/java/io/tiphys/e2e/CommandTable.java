package io.tiphys.e2e;

import io.tiphys.testkit.process.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// `docs/commands.md`: a row for each command, a column for each [Way], and in words what differs
/// from the original.
record CommandTable(String text) {

  /// Whether the document is written anew, for a review (`-Dgolden.update=true`).
  private static final boolean IS_UPDATED = Boolean.getBoolean("golden.update");

  private static final String ROW = "| `";

  static CommandTable read() {
    try {
      return new CommandTable(Files.readString(file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file() {
    return Tools.checkout().resolve("docs/commands.md");
  }

  /// A row without its last column.
  static String row(String command, Map<Way, String> cells) {
    return Arrays.stream(Way.values())
        .map(way -> cells.getOrDefault(way, "not run"))
        .collect(Collectors.joining(" | ", ROW + command + "` | ", " | "));
  }

  /// The rows of some commands, as [#row] makes them, and what differs of each.
  Map<String, String> rows(Predicate<String> wanted) {
    var rows = new TreeMap<String, String>();
    text.lines()
        .filter(line -> line.startsWith(ROW) && wanted.test(command(line)))
        .forEach(line -> {
          String cells = line.substring(0, line.length() - 1).stripTrailing();
          int last = cells.endsWith("|") ? cells.length() : cells.lastIndexOf('|') + 1;
          rows.put(cells.substring(0, last) + " ", cells.substring(last).strip());
        });
    return rows;
  }

  private static String command(String line) {
    return line.substring(ROW.length(), line.indexOf('`', ROW.length()));
  }

  /// Writes the rows of some commands anew, when that is wished; what differs stays.
  CommandTable updated(Predicate<String> wanted, List<String> seen) {
    if (!IS_UPDATED) {
      return this;
    }
    var differs = new TreeMap<String, String>();
    rows(wanted).forEach((row, words) -> differs.put(command(row), words));
    var rows = new ArrayList<>(text.lines().filter(it -> it.startsWith(ROW)).toList());
    rows.removeIf(line -> wanted.test(command(line)));
    for (String row : seen) {
      rows.add((row + differs.getOrDefault(command(row), "")).stripTrailing() + " |");
    }
    var lines = new ArrayList<>(text.lines().filter(it -> !it.startsWith(ROW)).toList());
    rows.sort((a, b) -> command(a).compareTo(command(b)));
    lines.addAll(lines.indexOf("|---|---|---|---|---|---|") + 1, rows);
    var updated = new CommandTable(String.join("\n", lines) + "\n");
    try {
      Files.writeString(file(), updated.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return updated;
  }
}
