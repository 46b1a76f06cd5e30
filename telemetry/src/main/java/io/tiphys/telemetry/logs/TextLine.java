package io.tiphys.telemetry.logs;

import java.util.Map;

/// `time="..." level=... msg=... key=value`: values are quoted when they need it.
final class TextLine implements LineEncoder.Line {

  @Override
  public String write(String time, String level, String message, Map<String, Object> fields) {
    var out = new StringBuilder(128);
    append("time", time, out);
    append("level", level, out);
    append("msg", message, out);
    fields.forEach((key, value) -> append(key, String.valueOf(value), out));
    return out.toString();
  }

  private static void append(String key, String value, StringBuilder out) {
    if (!out.isEmpty()) {
      out.append(' ');
    }
    if (isPlain(key)) {
      out.append(key);
    } else {
      Quoted.append(key, out);
    }
    out.append('=');
    if (isPlain(value)) {
      out.append(value);
    } else {
      Quoted.append(value, out);
    }
  }

  private static boolean isPlain(String text) {
    return text.chars()
        .allMatch(c ->
            c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || "-._/@^+".indexOf(c) >= 0);
  }
}
