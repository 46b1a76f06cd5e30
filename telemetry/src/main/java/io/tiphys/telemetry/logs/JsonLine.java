package io.tiphys.telemetry.logs;

import java.util.Map;
import java.util.TreeMap;

/// One JSON object, its members by name.
final class JsonLine implements LineEncoder.Line {

  @Override
  public String write(String time, String level, String message, Map<String, Object> fields) {
    var members = new TreeMap<>(fields);
    members.put("time", time);
    members.put("level", level);
    members.put("msg", message);
    var out = new StringBuilder(160).append('{');
    members.forEach((key, value) -> {
      if (out.length() > 1) {
        out.append(',');
      }
      Quoted.append(key, out);
      out.append(':');
      value(value, out);
    });
    return out.append('}').toString();
  }

  private static void value(Object value, StringBuilder out) {
    switch (value) {
      case Boolean flag -> out.append(flag);
      case Integer number -> out.append(number);
      case Long number -> out.append(number);
      case Double number when !number.isNaN() && !number.isInfinite() -> out.append(number);
      case Json(var text) -> Quoted.appendJson(text, out);
      default -> Quoted.append(String.valueOf(value), out);
    }
  }
}
