package io.tiphys.engine.health;

import io.tiphys.engine.override.WildName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the table of custom resources; the head of `custom-resources.txt` says how it is written.
final class RuleReader {

  private static final String STALE_MESSAGE =
      "Waiting for generation {metadata.generation} to be observed";
  private static final HealthRule STALE =
      new HealthRule(
          List.of(new Premise.Stale()), HealthStatusCode.PROGRESSING, Optional.of(STALE_MESSAGE));

  private static final String COUNT = "count:";
  private static final String FRESH = "fresh:";

  private final Map<String, List<HealthRule>> byKind = new LinkedHashMap<>();
  private final List<String> kinds = new ArrayList<>();
  private final List<HealthRule> rules = new ArrayList<>();
  private boolean saysWhenStale;

  private RuleReader() {}

  /// @return the rules by `group/Kind`, in which `*` stands for any text
  /// @throws IllegalArgumentException with the line that cannot be read
  static Map<String, List<HealthRule>> read(String text) {
    var reader = new RuleReader();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      try {
        reader.line(line);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
      }
    }
    reader.endBlock();
    return reader.byKind;
  }

  private void line(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    if (Character.isWhitespace(line.charAt(0))) {
      rule(line.strip());
      return;
    }
    if (!rules.isEmpty()) {
      endBlock();
    }
    Stream.of(line.strip().split("\\s+")).forEach(kinds::add);
  }

  private void endBlock() {
    if (kinds.isEmpty() != rules.isEmpty()) {
      throw new IllegalArgumentException("kinds without rules, or rules without kinds: " + kinds);
    }
    if (!saysWhenStale) {
      rules.addFirst(STALE);
    }
    for (String kind : kinds) {
      if (byKind.put(kind, List.copyOf(rules)) != null) {
        throw new IllegalArgumentException(kind + " is there twice");
      }
    }
    kinds.clear();
    rules.clear();
    saysWhenStale = false;
  }

  private void rule(String line) {
    if (line.equals("stale")) {
      saysWhenStale = true;
      rules.add(STALE);
      return;
    }
    if (line.equals("never stale")) {
      saysWhenStale = true;
      return;
    }
    int arrow = line.indexOf(" -> ");
    if (arrow < 0) {
      throw new IllegalArgumentException("expected: premises -> Status \"message\"");
    }
    var premises =
        Stream.of(line.substring(0, arrow).strip().split("\\s+")).map(RuleReader::premise).toList();
    String[] verdict = line.substring(arrow + 4).strip().split("\\s+", 2);
    var code =
        HealthStatusCode.of(verdict[0])
            .orElseThrow(() -> new IllegalArgumentException("no health: " + verdict[0]));
    rules.add(
        new HealthRule(
            premises,
            code,
            verdict.length == 1 ? Optional.empty() : Optional.of(text(verdict[1]))));
  }

  private static String text(String quoted) {
    if (quoted.length() < 2 || !quoted.startsWith("\"") || !quoted.endsWith("\"")) {
      throw new IllegalArgumentException("expected a message in quotes, got " + quoted);
    }
    return quoted.substring(1, quoted.length() - 1);
  }

  private static Premise premise(String text) {
    if (text.equals("else")) {
      return new Premise.Else();
    }
    if (text.equals("stale")) {
      return new Premise.Stale();
    }
    if (text.startsWith("!")) {
      return new Premise.Not(premise(text.substring(1)));
    }
    if (text.startsWith("full:")) {
      return new Premise.Full(path(text.substring("full:".length())));
    }
    int at = text.indexOf('@');
    if (at >= 0) {
      return condition(FieldPath.of(text.substring(0, at)), text.substring(at + 1));
    }
    return isPath(text) ? value(text) : condition(FieldPath.of("status.conditions"), text);
  }

  private static boolean isPath(String text) {
    return text.startsWith("status.")
        || text.startsWith("spec.")
        || text.startsWith("metadata.")
        || text.startsWith("root.")
        || text.startsWith(COUNT)
        || text.equals("status");
  }

  private static Premise condition(FieldPath list, String asked) {
    boolean isFresh = asked.startsWith(FRESH);
    String text = isFresh ? asked.substring(FRESH.length()) : asked;
    int equals = text.indexOf('=');
    if (equals < 0) {
      return new Premise.Has(
          list, isFresh, WildName.of(text), List.of("True", "False", "Unknown"), List.of());
    }
    String statuses = text.substring(equals + 1);
    List<WildName> reasons = List.of();
    int open = statuses.indexOf('(');
    if (open >= 0) {
      reasons = patterns(statuses.substring(open + 1, statuses.length() - 1));
      statuses = statuses.substring(0, open);
    }
    return new Premise.Has(
        list,
        isFresh,
        WildName.of(text.substring(0, equals)),
        List.of(statuses.split("\\|")),
        reasons);
  }

  private static Premise value(String text) {
    for (var relation :
        List.of(
            Map.entry("==", Premise.Relation.SAME),
            Map.entry("<", Premise.Relation.LESS),
            Map.entry(">", Premise.Relation.MORE))) {
      int at = text.indexOf(relation.getKey());
      if (at >= 0) {
        return new Premise.Compare(
            side(text.substring(0, at)),
            relation.getValue(),
            side(text.substring(at + relation.getKey().length())));
      }
    }
    int equals = text.indexOf('=');
    return equals < 0
        ? new Premise.Filled(path(text))
        : new Premise.Is(path(text.substring(0, equals)), patterns(text.substring(equals + 1)));
  }

  private static Premise.Side side(String text) {
    if (text.startsWith(COUNT)) {
      String[] counted = text.substring(COUNT.length()).split(":", 2);
      return new Premise.Side.Count(path(counted[0]), counted.length == 1 ? "" : counted[1]);
    }
    return isPath(text)
        ? new Premise.Side.At(path(text))
        : new Premise.Side.Constant(Long.parseLong(text));
  }

  /// `root.` is the object itself: the few kinds that have no `status`.
  static FieldPath path(String text) {
    return FieldPath.of(text.startsWith("root.") ? text.substring(5) : text);
  }

  private static List<WildName> patterns(String text) {
    return Stream.of(text.split("\\|", -1)).map(WildName::of).toList();
  }
}
