package io.tiphys.model.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads and writes JSON trees. A tree is `Map<String, Object>`, `List<Object>`, `String`, `Long`,
/// `Double`, `Boolean` or `null`, never mutated after it was read: the types that Kubernetes' own
/// unstructured objects have (an integer that does not fit 64 bits becomes a double, as there).
public final class JsonTree {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonTree() {}

  /// @param json one JSON value in UTF-8
  /// @return its tree
  /// @throws tools.jackson.core.JacksonException when it is not JSON; the message has line and
  ///   column
  /// @throws IllegalArgumentException when a second value follows
  public static @Nullable Object parse(byte[] json) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() == null) {
        throw new IllegalArgumentException("expected a JSON value, got nothing");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("expected one JSON value, got more");
      }
      return value;
    }
  }

  /// @param json one JSON object in UTF-8
  /// @return its members
  /// @throws IllegalArgumentException when it is JSON, but no object
  public static Map<String, @Nullable Object> parseObject(byte[] json) {
    if (parse(json) instanceof Map<?, ?> map) {
      return object(map);
    }
    throw new IllegalArgumentException("expected a JSON object");
  }

  /// The same members with the type that every JSON object has here.
  @SuppressWarnings("unchecked") // trees have string keys only
  public static Map<String, @Nullable Object> object(Map<?, ?> map) {
    return (Map<String, @Nullable Object>) map;
  }

  /// The value as an object, or an empty one when it is something else or null.
  public static Map<String, @Nullable Object> objectOrEmpty(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? object(map) : Map.of();
  }

  /// The value as a list, or an empty one when it is something else or null.
  @SuppressWarnings("unchecked")
  public static List<@Nullable Object> listOrEmpty(@Nullable Object value) {
    return value instanceof List<?> list ? (List<@Nullable Object>) list : List.of();
  }

  private static @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var members = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        yield Collections.unmodifiableMap(members);
      }
      case START_ARRAY -> {
        var items = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield Collections.unmodifiableList(items);
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> parser.getDoubleValue();
          };
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("not a JSON value: " + parser.currentToken());
    };
  }

  /// Writes a tree as Go's `json.Marshal` does: members by name, no white space, `<`, `>` and `&`
  /// escaped.
  ///
  /// @throws IllegalArgumentException when the tree holds a value of another type
  public static byte[] write(@Nullable Object tree) {
    var out = new JsonBytes();
    write(tree, out);
    return out.toArray();
  }

  /// The same as text.
  public static String writeString(@Nullable Object tree) {
    return new String(write(tree), StandardCharsets.UTF_8);
  }

  private static void write(@Nullable Object tree, JsonBytes out) {
    switch (tree) {
      case null -> out.ascii("null");
      case String text -> out.string(text);
      case Boolean flag -> out.ascii(flag ? "true" : "false");
      case Long number -> out.ascii(Long.toString(number));
      case Integer number -> out.ascii(Integer.toString(number));
      case Double number -> out.ascii(number(number));
      case Map<?, ?> map -> {
        out.put('{');
        boolean first = true;
        for (var member : sorted(object(map)).entrySet()) {
          if (!first) {
            out.put(',');
          }
          first = false;
          out.string(member.getKey());
          out.put(':');
          write(member.getValue(), out);
        }
        out.put('}');
      }
      case List<?> list -> {
        out.put('[');
        for (int i = 0; i < list.size(); i++) {
          if (i > 0) {
            out.put(',');
          }
          write(list.get(i), out);
        }
        out.put(']');
      }
      default -> throw new IllegalArgumentException("no JSON value: " + tree.getClass().getName());
    }
  }

  private static Map<String, @Nullable Object> sorted(Map<String, @Nullable Object> map) {
    return isSorted(map) ? map : new TreeMap<>(map);
  }

  private static boolean isSorted(Map<String, @Nullable Object> map) {
    String last = null;
    for (String name : map.keySet()) {
      if (last != null && last.compareTo(name) > 0) {
        return false;
      }
      last = name;
    }
    return true;
  }

  /// As Go formats a float64: shortest digits, an exponent below 1e-6 and from 1e21 on, no `.0`.
  static String number(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new IllegalArgumentException("no JSON number: " + number);
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    double size = Math.abs(number);
    var decimal = new java.math.BigDecimal(Double.toString(number)).stripTrailingZeros();
    if (size >= 1e-6 && size < 1e21) {
      return decimal.toPlainString();
    }
    String digits = decimal.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String power = exponent < 0 ? "-" + pad(-exponent) : "+" + pad(exponent);
    return (number < 0 ? "-" : "") + mantissa + "e" + power;
  }

  private static String pad(int exponent) {
    return exponent < 10 ? "0" + exponent : Integer.toString(exponent);
  }
}
