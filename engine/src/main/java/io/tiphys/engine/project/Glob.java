package io.tiphys.engine.project;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The globs of a project's lists: `*`, `**`, `?`, `[ab]`, `[!ab]`, `{one,two}` and `\` before a
/// character that stands for itself. Matched in time that grows with the length of glob times text,
/// whatever they are.
final class Glob {

  private static final int MOST_ALTERNATIVES = 1_000;
  private static final int LONGEST = 4_096;

  /// One position of a glob without alternatives.
  private sealed interface Part {

    /// A character of a set.
    record One(String characters, boolean isNegated) implements Part {
      boolean matches(char c) {
        return contains(c) != isNegated;
      }

      private boolean contains(char c) {
        for (int i = 0; i < characters.length(); i++) {
          boolean isRange = i + 2 < characters.length() && characters.charAt(i + 1) == '-';
          if (isRange && characters.charAt(i) <= c && c <= characters.charAt(i + 2)) {
            return true;
          }
          if (isRange) {
            i += 2;
          } else if (characters.charAt(i) == c) {
            return true;
          }
        }
        return false;
      }
    }

    record Exactly(char c) implements Part {}

    /// Any character but the separator.
    record Any() implements Part {}

    /// Any number of characters.
    ///
    /// @param crosses separators, too
    record Many(boolean crosses) implements Part {}
  }

  private Glob() {}

  /// @param separator a character that `*` and `?` do not match, or 0 for none
  /// @return false for what is no glob
  static boolean matches(String glob, String text, char separator) {
    if (glob.equals("*") || glob.equals(text)) {
      return true;
    }
    if (glob.length() > LONGEST || text.length() > LONGEST) {
      return false;
    }
    for (String one : alternatives(glob)) {
      List<Part> parts = new ArrayList<>();
      if (read(one, parts) && matches(parts, text, separator)) {
        return true;
      }
    }
    return false;
  }

  /// A glob that starts with `!` matches what the rest of it does not.
  static boolean matchesOrDenies(String glob, String text, char separator) {
    return isDeny(glob)
        ? !matches(glob.substring(1), text, separator)
        : matches(glob, text, separator);
  }

  static boolean isDeny(String glob) {
    return glob.startsWith("!");
  }

  /// All that the braces of a glob may stand for; none when they are too many.
  private static List<String> alternatives(String glob) {
    List<String> done = new ArrayList<>();
    List<String> open = new ArrayList<>(List.of(glob));
    while (!open.isEmpty()) {
      String next = open.removeLast();
      int start = brace(next, 0);
      if (start < 0) {
        done.add(next);
      } else {
        open.addAll(first(next, start));
      }
      if (done.size() + open.size() > MOST_ALTERNATIVES) {
        return List.of();
      }
    }
    return done;
  }

  /// What the first pair of braces stands for.
  private static List<String> first(String glob, int start) {
    List<String> choices = new ArrayList<>();
    int depth = 0;
    int from = start + 1;
    for (int i = start; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '{') {
        depth++;
      } else if (c == ',' && depth == 1) {
        choices.add(glob.substring(from, i));
        from = i + 1;
      } else if (c == '}' && --depth == 0) {
        choices.add(glob.substring(from, i));
        String before = glob.substring(0, start);
        String after = glob.substring(i + 1);
        return choices.stream().map(choice -> before + choice + after).toList();
      }
    }
    return List.of(); // no end: no glob
  }

  private static int brace(String glob, int from) {
    for (int i = from; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[') {
        int end = glob.indexOf(']', i + 1);
        i = end < 0 ? i : end;
      } else if (c == '{') {
        return i;
      }
    }
    return -1;
  }

  /// @return whether it is a glob
  private static boolean read(String glob, List<Part> parts) {
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      switch (c) {
        case '*' -> {
          boolean crosses = i + 1 < glob.length() && glob.charAt(i + 1) == '*';
          while (i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
            i++;
          }
          parts.add(new Part.Many(crosses));
        }
        case '?' -> parts.add(new Part.Any());
        case '[' -> {
          int end = glob.indexOf(']', i + 1);
          if (end < 0) {
            return false;
          }
          String set = glob.substring(i + 1, end);
          boolean isNegated = set.startsWith("!");
          parts.add(new Part.One(isNegated ? set.substring(1) : set, isNegated));
          i = end;
        }
        case '\\' -> {
          if (i + 1 < glob.length()) {
            parts.add(new Part.Exactly(glob.charAt(++i)));
          }
        }
        default -> parts.add(new Part.Exactly(c));
      }
    }
    return true;
  }

  /// Goes through the text once, with all positions of the glob that it may have come to.
  private static boolean matches(List<Part> parts, String text, char separator) {
    BitSet at = new BitSet(parts.size() + 1);
    at.set(0);
    skip(parts, at);
    for (int i = 0; i < text.length() && !at.isEmpty(); i++) {
      char c = text.charAt(i);
      BitSet next = new BitSet(parts.size() + 1);
      for (int p = at.nextSetBit(0); p >= 0 && p < parts.size(); p = at.nextSetBit(p + 1)) {
        boolean isPlain = separator == 0 || c != separator;
        switch (parts.get(p)) {
          case Part.Exactly(var wanted) -> next.set(p + 1, next.get(p + 1) || wanted == c);
          case Part.One one -> next.set(p + 1, next.get(p + 1) || one.matches(c));
          case Part.Any() -> next.set(p + 1, next.get(p + 1) || isPlain);
          case Part.Many(var crosses) -> next.set(p, next.get(p) || crosses || isPlain);
        }
      }
      at = next;
      skip(parts, at);
    }
    return at.get(parts.size());
  }

  /// Any number of characters may be none.
  private static void skip(List<Part> parts, BitSet at) {
    for (int p = at.nextSetBit(0); p >= 0 && p < parts.size(); p = at.nextSetBit(p + 1)) {
      if (parts.get(p) instanceof Part.Many) {
        at.set(p + 1);
      }
    }
  }
}
