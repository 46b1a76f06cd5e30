package io.tiphys.apiserver.webhook;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A range of versions such as `>=1.2 <2`, `1.x`, `^1.4`, `1.2 - 1.5` or `~1.2 || 3`
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/tracking_strategies/). Prereleases are in a
/// range only when it names one.
final class VersionConstraint {

  private static final int MAX_LENGTH = 512;
  private static final Pattern HYPHEN = Pattern.compile("\\s*(\\S+)\\s+-\\s+(\\S+)\\s*");
  private static final Pattern PART =
      Pattern.compile(
          "[\\s,]*(=|!=|>=|=>|<=|=<|>|<|~>|~|\\^|)\\s*v?([0-9]{1,18}|[xX*])(?:\\.([0-9]{1,18}|[xX*]))?"
              + "(?:\\.([0-9]{1,18}|[xX*]))?(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?(?:[\\s,]+|$)");

  private final List<List<Part>> alternatives;

  private VersionConstraint(List<List<Part>> alternatives) {
    this.alternatives = alternatives;
  }

  /// @return none when the text is no range
  static Optional<VersionConstraint> parse(String text) {
    if (text.isBlank() || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    var alternatives = new ArrayList<List<Part>>();
    for (String alternative : text.split("\\|\\|", -1)) {
      var parts = parts(alternative);
      if (parts.isEmpty()) {
        return Optional.empty();
      }
      alternatives.add(parts);
    }
    return Optional.of(new VersionConstraint(alternatives));
  }

  private static List<Part> parts(String alternative) {
    var hyphen = HYPHEN.matcher(alternative);
    String text = hyphen.matches() ? ">=" + hyphen.group(1) + " <=" + hyphen.group(2) : alternative;
    var parts = new ArrayList<Part>();
    var matcher = PART.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!matcher.find(end) || matcher.start() != end || matcher.end() == end) {
        return List.of();
      }
      parts.add(Part.of(matcher));
      end = matcher.end();
    }
    return parts;
  }

  boolean contains(SemanticVersion version) {
    return alternatives.stream()
        .anyMatch(parts -> parts.stream().allMatch(part -> part.contains(version)));
  }

  /// One comparison.
  ///
  /// @param numbers how many of the version's numbers are given; the rest is any
  private record Part(String operator, SemanticVersion bound, int numbers) {

    static Part of(Matcher matcher) {
      long[] numbers = new long[3];
      int given = 0;
      while (given < 3 && isNumber(matcher.group(2 + given))) {
        numbers[given] = Long.parseLong(matcher.group(2 + given));
        given++;
      }
      String prerelease = matcher.group(5);
      return new Part(
          matcher.group(1),
          new SemanticVersion(
              numbers[0], numbers[1], numbers[2], prerelease == null ? "" : prerelease),
          given);
    }

    private static boolean isNumber(@Nullable String text) {
      return text != null && Character.isDigit(text.charAt(0));
    }

    boolean contains(SemanticVersion version) {
      if (!version.prerelease().isEmpty() && bound.prerelease().isEmpty()) {
        return false;
      }
      return switch (operator) {
        case "", "=" -> numbers == 3 ? version.compareTo(bound) == 0 : agrees(version, numbers);
        case "!=" -> numbers == 3 ? version.compareTo(bound) != 0 : !agrees(version, numbers);
        case ">" -> version.compareTo(bound) > 0 && (numbers == 3 || !agrees(version, numbers));
        case ">=", "=>" -> version.compareTo(bound) >= 0;
        case "<" -> version.compareTo(bound) < 0;
        case "<=", "=<" ->
            version.compareTo(bound) <= 0 || (numbers < 3 && agrees(version, numbers));
        case "~", "~>" -> version.compareTo(bound) >= 0 && agrees(version, Math.min(numbers, 2));
        case "^" -> version.compareTo(bound) >= 0 && agrees(version, leading());
        default -> throw new IllegalStateException("no operator: " + operator);
      };
    }

    /// How many numbers a change that may break is left of.
    private int leading() {
      if (bound.major() > 0 || numbers <= 1) {
        return Math.min(numbers, 1);
      }
      return bound.minor() > 0 || numbers == 2 ? 2 : 3;
    }

    private boolean agrees(SemanticVersion version, int count) {
      return (count < 1 || version.major() == bound.major())
          && (count < 2 || version.minor() == bound.minor())
          && (count < 3 || version.patch() == bound.patch());
    }
  }
}
