package io.tiphys.reposerver.render.glob;

import io.tiphys.reposerver.render.glob.Glob.State;
import java.util.ArrayList;
import java.util.List;

/// Turns a pattern into states, from its end to its beginning: each part is told where to go on.
final class GlobCompiler {

  /// Alternatives inside alternatives beyond this are malformed: each level costs stack.
  private static final int MAX_DEPTH = 32;

  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  private sealed interface Part {
    record Take(CharacterSet set) implements Part {}

    record Many(CharacterSet set) implements Part {}

    /// `**/`: nothing, or any number of whole parts.
    record Directories() implements Part {}

    record Either(List<List<Part>> ways) implements Part {}
  }

  private final String pattern;
  private final boolean paths;
  private final List<State> states;
  private int at;

  GlobCompiler(String pattern, boolean paths, List<State> states) {
    this.pattern = pattern;
    this.paths = paths;
    this.states = states;
  }

  /// @return the state to start from; state 0 accepts
  int compile() throws Malformed {
    var parts = parts(0);
    if (at < pattern.length()) {
      throw new Malformed("'" + pattern.charAt(at) + "' closes nothing");
    }
    return emit(parts, 0);
  }

  private List<Part> parts(int depth) throws Malformed {
    if (depth > MAX_DEPTH) {
      throw new Malformed("too many alternatives inside each other");
    }
    var parts = new ArrayList<Part>();
    while (at < pattern.length()) {
      int c = pattern.codePointAt(at);
      if (depth > 0 && (c == ',' || c == '}')) {
        return parts;
      }
      int began = at;
      at += Character.charCount(c);
      switch (c) {
        case '\\' -> {
          if (at == pattern.length()) {
            throw new Malformed("nothing follows the last backslash");
          }
          int escaped = pattern.codePointAt(at);
          at += Character.charCount(escaped);
          parts.add(new Part.Take(new CharacterSet.One(escaped)));
        }
        case '?' -> parts.add(new Part.Take(new CharacterSet.Any(!paths)));
        case '*' -> parts.add(stars(began));
        case '[' -> parts.add(new Part.Take(ranges()));
        case '{' -> parts.add(either(depth));
        default -> parts.add(new Part.Take(new CharacterSet.One(c)));
      }
    }
    if (depth > 0) {
      throw new Malformed("'{' is not closed");
    }
    return parts;
  }

  private Part stars(int began) {
    boolean two = at < pattern.length() && pattern.charAt(at) == '*';
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    if (!paths) {
      return new Part.Many(new CharacterSet.Any(true));
    }
    boolean begins = began == 0 || "/{,".indexOf(pattern.charAt(began - 1)) >= 0;
    if (two && begins && at < pattern.length() && pattern.charAt(at) == '/') {
      at++;
      return new Part.Directories();
    }
    boolean ends = at == pattern.length() || "},".indexOf(pattern.charAt(at)) >= 0;
    return new Part.Many(new CharacterSet.Any(two && begins && ends));
  }

  private CharacterSet ranges() throws Malformed {
    boolean negated =
        at < pattern.length()
            && (pattern.charAt(at) == '!' || (paths && pattern.charAt(at) == '^'));
    if (negated) {
      at++;
    }
    var ranges = new ArrayList<int[]>();
    while (at < pattern.length() && (pattern.charAt(at) != ']' || ranges.isEmpty())) {
      int first = one();
      int last = first;
      if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
        at++;
        last = one();
      }
      ranges.add(new int[] {first, last});
    }
    if (at >= pattern.length()) {
      throw new Malformed("'[' is not closed");
    }
    at++;
    return new CharacterSet.Ranges(List.copyOf(ranges), negated, !paths);
  }

  private int one() throws Malformed {
    if (pattern.charAt(at) == '\\') {
      at++;
      if (at == pattern.length()) {
        throw new Malformed("nothing follows the last backslash");
      }
    }
    int c = pattern.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  private Part either(int depth) throws Malformed {
    var ways = new ArrayList<List<Part>>();
    do {
      ways.add(parts(depth + 1));
      at++;
    } while (pattern.charAt(at - 1) == ',');
    return new Part.Either(ways);
  }

  private int emit(List<Part> parts, int next) {
    int on = next;
    for (var part : parts.reversed()) {
      on =
          switch (part) {
            case Part.Take(var set) -> add(new State.Take(set, on));
            case Part.Many(var set) -> many(set, on);
            case Part.Directories() -> directories(on);
            case Part.Either(var ways) -> {
              int after = on;
              yield add(new State.Fork(ways.stream().mapToInt(way -> emit(way, after)).toArray()));
            }
          };
    }
    return on;
  }

  private int many(CharacterSet set, int next) {
    int fork = states.size();
    states.add(new State.Fork(new int[] {next, fork + 1}));
    states.add(new State.Take(set, fork));
    return fork;
  }

  private int directories(int next) {
    int slash = add(new State.Take(new CharacterSet.One('/'), next));
    return add(new State.Fork(new int[] {next, many(new CharacterSet.Any(true), slash)}));
  }

  private int add(State state) {
    states.add(state);
    return states.size() - 1;
  }
}
