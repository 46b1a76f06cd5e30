package io.tiphys.model.manifest;

import io.tiphys.model.json.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes a tree as block-style YAML: two spaces a level, lists not indented under their key, texts
/// of several lines as literal blocks.
final class YamlWriter {

  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./+-](?:[A-Za-z0-9_./+=@,$()%^~ -]|:(?=[^ ]))*+");
  private static final Pattern BLOCK = Pattern.compile("[\\p{Print}\\n&&[^\\t]]+");
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  static String write(@Nullable Object tree) {
    var writer = new YamlWriter();
    writer.value(tree, 0, false);
    return writer.out.toString();
  }

  /// Writes a value and the end of its line. The cursor stands where the value begins: at the start
  /// of a line, behind `- `, or behind a colon.
  private void value(@Nullable Object tree, int indent, boolean behindColon) {
    switch (tree) {
      case Map<?, ?> map when !map.isEmpty() -> members(JsonTree.object(map), indent, behindColon);
      case List<?> list when !list.isEmpty() -> items(list, indent, behindColon);
      case null, default -> {
        if (behindColon) {
          out.append(' ');
        }
        scalar(tree, indent);
      }
    }
  }

  private void members(Map<String, @Nullable Object> map, int indent, boolean behindColon) {
    boolean first = !behindColon;
    if (behindColon) {
      out.append('\n');
    }
    for (var each : new TreeMap<>(map).entrySet()) {
      if (!first) {
        indent(indent);
      }
      first = false;
      out.append(inLine(each.getKey())).append(':');
      boolean list = each.getValue() instanceof List<?>;
      value(each.getValue(), list ? indent : indent + 2, true);
    }
  }

  private void items(List<?> list, int indent, boolean behindColon) {
    boolean first = !behindColon;
    if (behindColon) {
      out.append('\n');
    }
    for (Object each : list) {
      if (!first) {
        indent(indent);
      }
      first = false;
      out.append("- ");
      value(each, indent + 2, false);
    }
  }

  private void indent(int columns) {
    out.repeat(' ', columns);
  }

  private void scalar(@Nullable Object value, int indent) {
    switch (value) {
      case Map<?, ?> _ -> out.append("{}");
      case List<?> _ -> out.append("[]");
      case String text when isBlock(text) -> {
        block(text, indent);
        return;
      }
      case String text -> out.append(inLine(text));
      case null, default -> out.append(JsonTree.writeString(value));
    }
    out.append('\n');
  }

  private static boolean isBlock(String text) {
    return text.indexOf('\n') > 0
        && text.charAt(0) != ' '
        && !text.contains(" \n")
        && !text.endsWith(" ")
        && BLOCK.matcher(text).matches();
  }

  private void block(String text, int indent) {
    String body = text.stripTrailing();
    int newlines = text.length() - body.length();
    out.append(newlines == 0 ? "|-\n" : newlines == 1 ? "|\n" : "|+\n");
    int columns = Math.max(indent, 2);
    body.lines()
        .forEach(line -> {
          if (!line.isEmpty()) {
            indent(columns);
          }
          out.append(line).append('\n');
        });
    out.repeat('\n', Math.max(0, newlines - 1));
  }

  /// A text on one line: as it is where every reader takes it for that text, else in quotes.
  private static String inLine(String text) {
    boolean plain =
        !text.isEmpty()
            && PLAIN.matcher(text).matches()
            && !text.endsWith(" ")
            && !text.startsWith("- ")
            && !text.startsWith("---")
            && !text.startsWith("...")
            && !text.equals("-")
            && !YamlScalar.isMisread(text);
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
              boolean visible = c >= 0x20 && c < 0x7f || c >= 0xa1 && c <= 0xd7ff;
              boolean pair = Character.isSurrogate((char) c);
              if ((visible && c != 0x2028 && c != 0x2029) || pair) {
                quoted.append((char) c);
              } else {
                quoted.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                  quoted.append(HEX[c >> shift & 15]);
                }
              }
            }
          }
        });
    return quoted.append('"').toString();
  }
}
