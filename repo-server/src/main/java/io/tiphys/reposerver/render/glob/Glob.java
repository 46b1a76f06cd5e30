package io.tiphys.reposerver.render.glob;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// A compiled pattern. Two dialects are spoken, each as the original's library has it:
///
/// - [#ofNames(String)]: `*` and `?` match any character, `/` too, as a directory source's
///   `include` and `exclude` do.
/// - [#ofPaths(String)]: `*` and `?` stop at `/`, `**` as a whole part matches any number of parts,
///   none included, as Helm's value files do.
///
/// Both know `[abc]`, `[a-z]`, `[!a]`, `{one,two}` (nested, too) and `\` before a character that
/// means itself. Matching walks all possibilities at once, so no pattern makes it slow.
public final class Glob {

  /// Longer patterns are no pattern: matching costs (pattern x text) steps.
  private static final int MAX_PATTERN = 8192;

  private final State[] states;

  private Glob(List<State> states) {
    this.states = states.toArray(State[]::new);
  }

  /// One step of the automaton; numbers are states.
  sealed interface State {
    record Accept() implements State {}

    record Take(CharacterSet set, int next) implements State {}

    record Fork(int[] next) implements State {}
  }

  /// @return empty when the pattern is malformed: an unclosed `[` or `{`
  public static Optional<Glob> ofNames(String pattern) {
    return compile(pattern, false);
  }

  /// @return empty when the pattern is malformed: an unclosed `[` or `{`
  public static Optional<Glob> ofPaths(String pattern) {
    return compile(pattern, true);
  }

  /// True when a text has a character that a pattern gives a meaning to.
  public static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  private static Optional<Glob> compile(String pattern, boolean paths) {
    if (pattern.length() > MAX_PATTERN) {
      return Optional.empty();
    }
    var states = new ArrayList<State>();
    states.add(new State.Accept());
    try {
      int start = new GlobCompiler(pattern, paths, states).compile();
      states.add(new State.Fork(new int[] {start}));
      return Optional.of(new Glob(states));
    } catch (GlobCompiler.Malformed e) {
      return Optional.empty();
    }
  }

  public boolean matches(String text) {
    var now = new BitSet(states.length);
    reach(states.length - 1, now);
    for (int i = 0; i < text.length() && !now.isEmpty(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      var after = new BitSet(states.length);
      for (int state = now.nextSetBit(0); state >= 0; state = now.nextSetBit(state + 1)) {
        if (states[state] instanceof State.Take(var set, int next) && set.has(c)) {
          reach(next, after);
        }
      }
      now = after;
    }
    return now.get(0);
  }

  private void reach(int start, BitSet reached) {
    var todo = new ArrayList<Integer>();
    todo.add(start);
    while (!todo.isEmpty()) {
      int state = todo.removeLast();
      if (reached.get(state)) {
        continue;
      }
      reached.set(state);
      if (states[state] instanceof State.Fork(int[] next)) {
        for (int one : next) {
          todo.add(one);
        }
      }
    }
  }
}
