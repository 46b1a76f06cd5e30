package io.tiphys.engine.project;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The globs of a project's lists: `*`, `**`, `?`, `[ab]`, `[!ab]`, `{one,two}` and `\` before a
/// character that stands for itself.
final class Glob {

  private Glob() {}

  /// @param separator a character that `*` and `?` do not match, or 0 for none
  static boolean matches(String glob, String text, char separator) {
    if (glob.equals("*") || glob.equals(text)) {
      return true;
    }
    try {
      return Pattern.compile(regex(glob, separator), Pattern.DOTALL).matcher(text).matches();
    } catch (PatternSyntaxException notAGlob) {
      return false;
    }
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

  private static String regex(String glob, char separator) {
    String one = separator == 0 ? "." : "[^\\" + separator + "]";
    var regex = new StringBuilder();
    int braces = 0;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      switch (c) {
        case '*' -> {
          boolean any = i + 1 < glob.length() && glob.charAt(i + 1) == '*';
          while (i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
            i++; // one star for a row of them: what a hostile row would cost is not spent
          }
          regex.append(any ? ".*" : one + "*");
        }
        case '?' -> regex.append(one);
        case '[' -> {
          int end = glob.indexOf(']', i + 1);
          if (end < 0) {
            throw new PatternSyntaxException("no end of [", glob, i);
          }
          String set = glob.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
          regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
          i = end;
        }
        case '{' -> {
          braces++;
          regex.append("(?:");
        }
        case '}' -> {
          braces--;
          regex.append(')');
        }
        case ',' -> regex.append(braces > 0 ? "|" : ",");
        case '\\' -> {
          if (i + 1 < glob.length()) {
            regex.append(Pattern.quote(String.valueOf(glob.charAt(++i))));
          }
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }
}
