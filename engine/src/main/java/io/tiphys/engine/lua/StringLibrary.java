package io.tiphys.engine.lua;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `string`.
final class StringLibrary {

  private static final int MANY = 7_000;

  static final Map<String, LuaFunction.BuiltIn.Body> FUNCTIONS =
      Map.ofEntries(
          Map.entry("byte", StringLibrary::bytes),
          Map.entry("char", StringLibrary::chars),
          Map.entry("find", args -> find(args, true)),
          Map.entry("format", StringFormat::format),
          Map.entry("gfind", StringLibrary::gmatch),
          Map.entry("gmatch", StringLibrary::gmatch),
          Map.entry("gsub", StringLibrary::gsub),
          Map.entry("len", args -> Args.one((double) args.text(1).length())),
          Map.entry("lower", args -> mapped(args, 'A', 'Z', 32)),
          Map.entry("match", args -> find(args, false)),
          Map.entry("rep", StringLibrary::repeat),
          Map.entry("reverse", StringLibrary::reverse),
          Map.entry("sub", StringLibrary::sub),
          Map.entry("upper", args -> mapped(args, 'a', 'z', -32)));

  private StringLibrary() {}

  /// A position as an index from the front, where a negative one counts from the end.
  private static int position(int position, int length) {
    return position >= 0 ? position : Math.max(0, length + position + 1);
  }

  private static @Nullable Object[] made(Args args, String text) {
    return Args.one(args.state().budget().text(text));
  }

  private static @Nullable Object[] sub(Args args) {
    String text = args.text(1);
    int from = Math.max(1, position(args.integer(2), text.length()));
    int to = Math.min(text.length(), position(args.integer(3, -1), text.length()));
    return made(args, from > to ? "" : text.substring(from - 1, to));
  }

  private static @Nullable Object[] bytes(Args args) {
    String text = args.text(1);
    int first = position(args.integer(2, 1), text.length());
    int from = Math.max(1, first);
    int to = Math.min(text.length(), position(args.integer(3, first), text.length()));
    if (from > to) {
      return LuaState.NOTHING;
    }
    if (to - from >= MANY) {
      throw args.state().error("string slice too long");
    }
    @Nullable Object[] codes = new @Nullable Object[to - from + 1];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (double) text.charAt(from - 1 + i);
    }
    return codes;
  }

  private static @Nullable Object[] chars(Args args) {
    var text = new StringBuilder();
    for (int i = 1; i <= args.count(); i++) {
      int code = args.integer(i);
      if (code < 0 || code > 255) {
        throw args.bad(i, "invalid value");
      }
      text.append((char) code);
    }
    return made(args, text.toString());
  }

  private static @Nullable Object[] mapped(Args args, char from, char to, int by) {
    String text = args.text(1);
    args.state().budget().allocate(3L * text.length() + 32);
    var mapped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      mapped.append(c >= from && c <= to ? (char) (c + by) : c);
    }
    return Args.one(mapped.toString());
  }

  private static @Nullable Object[] repeat(Args args) {
    String text = args.text(1);
    int times = Math.max(0, args.integer(2));
    args.state().budget().allocate((long) text.length() * times + 32);
    return Args.one(text.repeat(times));
  }

  private static @Nullable Object[] reverse(Args args) {
    String text = args.text(1);
    args.state().budget().allocate(2L * text.length() + 32);
    var reversed = new StringBuilder(text.length());
    for (int i = text.length() - 1; i >= 0; i--) {
      reversed.append(text.charAt(i));
    }
    return Args.one(reversed.toString());
  }

  private static @Nullable Object[] find(Args args, boolean isFind) {
    String text = args.text(1);
    String pattern = args.text(2);
    int start = Math.max(1, position(args.integer(3, 1), text.length())) - 1;
    if (start > text.length()) {
      start = text.length();
    }
    args.state().budget().read(pattern);
    boolean isPlain = LuaValue.isTrue(args.get(4));
    if (isFind && (isPlain || PatternMatch.isPlain(pattern))) {
      args.state().budget().steps(1L + (text.length() - start) / 8);
      if (pattern.length() > 8) { // the worst case of a naive search
        args.state().budget().steps((text.length() - start) / 64L * Math.min(64, pattern.length()));
      }
      int found = text.indexOf(pattern, start);
      return found < 0
          ? Args.one(null)
          : Libraries.pair((double) (found + 1), (double) (found + pattern.length()));
    }
    boolean isAnchored = pattern.startsWith("^");
    var match = new PatternMatch(args.state(), text, pattern);
    for (int at = start; at <= text.length(); at++) {
      int end = match.at(at, isAnchored ? 1 : 0);
      if (end >= 0) {
        if (!isFind) {
          return match.captures(at, end, true);
        }
        @Nullable Object[] captures = match.captures(at, end, false);
        @Nullable Object[] all = new @Nullable Object[captures.length + 2];
        all[0] = (double) (at + 1);
        all[1] = (double) end;
        System.arraycopy(captures, 0, all, 2, captures.length);
        return all;
      }
      if (isAnchored) {
        break;
      }
    }
    return Args.one(null);
  }

  private static @Nullable Object[] gmatch(Args args) {
    String text = args.text(1);
    String pattern = args.text(2);
    int[] next = {0};
    return Args.one(
        new LuaFunction.BuiltIn(
            "gmatch",
            call -> {
              var match = new PatternMatch(call.state(), text, pattern);
              for (int at = next[0]; at <= text.length(); at++) {
                int end = match.at(at, 0);
                if (end >= 0) {
                  next[0] = end == at ? end + 1 : end;
                  return match.captures(at, end, true);
                }
              }
              next[0] = text.length() + 1;
              return Args.one(null);
            }));
  }

  private static @Nullable Object[] gsub(Args args) {
    String text = args.text(1);
    String pattern = args.text(2);
    Object by = args.get(3);
    if (!(by instanceof String
        || by instanceof Double
        || by instanceof LuaTable
        || by instanceof LuaFunction)) {
      throw args.bad(3, "string/function/table expected");
    }
    int most = args.integer(4, text.length() + 1);
    boolean isAnchored = pattern.startsWith("^");
    var match = new PatternMatch(args.state(), text, pattern);
    var made = new StringBuilder();
    int at = 0;
    int count = 0;
    while (count < most) {
      int end = match.at(at, isAnchored ? 1 : 0);
      if (end >= 0) {
        count++;
        String replacement = Substitution.of(args, match, by, at, end);
        args.state().budget().allocate(replacement.length() + 8L);
        made.append(replacement);
      }
      if (end > at) {
        at = end;
      } else if (at < text.length()) {
        made.append(text.charAt(at++));
      } else {
        break;
      }
      if (isAnchored) {
        break;
      }
    }
    if (at < text.length()) {
      made.append(text, at, text.length());
    }
    return Libraries.pair(args.state().budget().text(made.toString()), (double) count);
  }
}
