package io.tiphys.telemetry.logs;

/// Text between double quotes, without a control character: nobody can forge a line of the log.
final class Quoted {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private Quoted() {}

  static void append(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          plain(text, i, out);
        }
      }
    }
    out.append('"');
  }

  /// JSON as it is, but for what could be taken for a line's end. Such characters are in its texts
  /// only, where they may be written so.
  static void appendJson(String json, StringBuilder out) {
    for (int i = 0; i < json.length(); i++) {
      plain(json, i, out);
    }
  }

  private static void plain(String text, int i, StringBuilder out) {
    char c = text.charAt(i);
    boolean control = c < 0x20 || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029;
    if (control || isLoneSurrogate(text, i)) {
      out.append("\\u")
          .append(HEX[c >> 12])
          .append(HEX[c >> 8 & 15])
          .append(HEX[c >> 4 & 15])
          .append(HEX[c & 15]);
    } else {
      out.append(c);
    }
  }

  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
