package io.tiphys.engine.lua;

import org.jspecify.annotations.Nullable;

/// What `gsub` puts in the place of a match.
final class Substitution {

  private Substitution() {}

  static String of(Args args, PatternMatch match, @Nullable Object by, int from, int to) {
    LuaState state = args.state();
    Object value =
        switch (by) {
          case LuaFunction function ->
              LuaState.first(state.call(function, match.captures(from, to, true)));
          case LuaTable table ->
              state.index(table, LuaState.first(match.captures(from, to, true)), "");
          case Double number -> filled(args, LuaValue.text(number), match, from, to);
          case String template -> filled(args, template, match, from, to);
          case null, default -> null;
        };
    return switch (value) {
      case String text -> text;
      case Double number -> LuaValue.text(number);
      case null -> match.text().substring(from, to);
      case Boolean flag when !flag -> match.text().substring(from, to);
      default -> throw state.error("invalid replacement value (a " + LuaValue.type(value) + ")");
    };
  }

  private static String filled(Args args, String template, PatternMatch match, int from, int to) {
    if (template.indexOf('%') < 0) {
      return template;
    }
    var made = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c != '%' || i + 1 == template.length()) {
        made.append(c);
        continue;
      }
      char next = template.charAt(++i);
      if (next == '0') {
        args.state().budget().allocate(to - from);
        made.append(match.text(), from, to);
      } else if (next >= '1' && next <= '9') {
        Object capture = match.capture(next - '1', from, to);
        String text = capture instanceof Double number ? LuaValue.text(number) : (String) capture;
        args.state().budget().allocate(text.length());
        made.append(text);
      } else {
        made.append(next);
      }
    }
    return made.toString();
  }
}
