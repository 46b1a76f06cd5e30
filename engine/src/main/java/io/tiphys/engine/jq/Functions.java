package io.tiphys.engine.jq;

import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The functions that make one value of values.
final class Functions {

  private final Budget budget;

  Functions(Budget budget) {
    this.budget = budget;
  }

  /// A function of values alone.
  @Nullable Object of(String key, @Nullable Object in, List<@Nullable Object> given) {
    var first = given.isEmpty() ? null : given.getFirst();
    return switch (key) {
      case "error/0" -> throw new JqError(in);
      case "error/1" -> throw new JqError(first);
      case "not/0" -> in == null || Boolean.FALSE.equals(in);
      case "length/0" -> length(in);
      case "utf8bytelength/0" -> (long) text(in).getBytes(StandardCharsets.UTF_8).length;
      case "keys/0", "keys_unsorted/0" -> keys(in);
      case "has/1" -> has(in, first);
      case "contains/1" -> contains(in, first);
      case "setpath/2" -> Paths.put(in, list(first), 0, given.get(1), budget);
      case "delpaths/1" -> Paths.delete(in, paths(first), budget);
      case "floor/0" -> whole(Math.floor(number(in).doubleValue()));
      case "ceil/0" -> whole(Math.ceil(number(in).doubleValue()));
      case "round/0" -> whole(Math.rint(number(in).doubleValue()));
      case "sqrt/0" -> whole(Math.sqrt(number(in).doubleValue()));
      case "fabs/0" ->
          in instanceof Long n ? (Object) Math.abs(n) : (Object) Math.abs(number(in).doubleValue());
      case "tostring/0" -> Texts.format("@text", in, budget);
      case "tojson/0" -> Texts.format("@json", in, budget);
      case "fromjson/0" -> parsed(text(in));
      case "tonumber/0" -> toNumber(in);
      case "type/0" -> Order.type(in);
      case "flatten/0" -> flat(list(in), Integer.MAX_VALUE);
      case "flatten/1" -> flat(list(in), number(first).intValue());
      case "join/1" -> joined(list(in), text(first));
      case "sort/0" -> sorted(list(in));
      case "reverse/0" ->
          in instanceof String text
              ? new StringBuilder(text).reverse().toString()
              : in == null ? List.of() : reversed(list(in));
      case "startswith/1" -> text(in).startsWith(text(first));
      case "endswith/1" -> text(in).endsWith(text(first));
      case "ltrimstr/1" ->
          in instanceof String a && first instanceof String b && a.startsWith(b)
              ? a.substring(b.length())
              : in;
      case "rtrimstr/1" ->
          in instanceof String a && first instanceof String b && a.endsWith(b)
              ? a.substring(0, a.length() - b.length())
              : in;
      case "split/1" -> Texts.split(text(in), text(first), budget);
      case "ascii_downcase/0" -> text(in).toLowerCase(Locale.ROOT);
      case "ascii_upcase/0" -> text(in).toUpperCase(Locale.ROOT);
      case "trim/0" -> Texts.trimmed(text(in), true, true);
      case "ltrim/0" -> Texts.trimmed(text(in), true, false);
      case "rtrim/0" -> Texts.trimmed(text(in), false, true);
      case "test/1", "test/2" -> {
        var pattern = pattern(given);
        yield Texts.matcher(text(in), pattern.get(0), pattern.get(1), budget).find();
      }
      case "_matches/1", "_matches/2" -> {
        var pattern = pattern(given);
        boolean all = pattern.get(1) instanceof String flags && flags.contains("g");
        yield Collections.unmodifiableList(
            new ArrayList<@Nullable Object>(
                Texts.matches(text(in), pattern.get(0), pattern.get(1), all, budget)));
      }
      case "indices/1" -> indices(in, first);
      case "explode/0" -> text(in).codePoints().mapToObj(c -> (Object) (long) c).toList();
      case "implode/0" -> imploded(list(in));
      case "env/0" -> Map.of();
      case "infinite/0" -> Double.MAX_VALUE;
      default -> throw new JqError("function %s is not defined".formatted(key));
    };
  }

  /// `test("a")`, `test("a"; "i")`, `test(["a", "i"])`.
  private static List<@Nullable Object> pattern(List<@Nullable Object> given) {
    var both = new ArrayList<@Nullable Object>(given);
    if (given.size() == 1 && given.getFirst() instanceof List<?> list) {
      both = new ArrayList<@Nullable Object>(list);
    }
    while (both.size() < 2) {
      both.add(null);
    }
    return both;
  }

  private static Object length(@Nullable Object in) {
    return switch (in) {
      case null -> 0L;
      case String text -> (long) text.codePointCount(0, text.length());
      case List<?> list -> (long) list.size();
      case Map<?, ?> map -> (long) map.size();
      case Long number -> Math.abs(number);
      case Double number -> Math.abs(number);
      default -> throw new JqError(JqError.kind(in) + " has no length");
    };
  }

  private static List<@Nullable Object> keys(@Nullable Object in) {
    if (in instanceof Map<?, ?> map) {
      return new ArrayList<@Nullable Object>(new TreeSet<>(JsonTree.object(map).keySet()));
    }
    if (in instanceof List<?> list) {
      var keys = new ArrayList<@Nullable Object>();
      for (int i = 0; i < list.size(); i++) {
        keys.add((long) i);
      }
      return keys;
    }
    throw new JqError(JqError.kind(in) + " has no keys");
  }

  private static boolean has(@Nullable Object in, @Nullable Object key) {
    if (in instanceof Map<?, ?> map && key instanceof String name) {
      return map.containsKey(name);
    }
    if (in instanceof List<?> list && key instanceof Number place) {
      return place.doubleValue() >= 0 && place.doubleValue() < list.size();
    }
    throw new JqError(
        "Cannot check whether %s has a %s key".formatted(JqError.kind(in), JqError.kind(key)));
  }

  private boolean contains(@Nullable Object one, @Nullable Object other) {
    budget.step();
    if (one instanceof String a && other instanceof String b) {
      return a.contains(b);
    }
    if (one instanceof List<?> a && other instanceof List<?> b) {
      return b.stream().allMatch(item -> a.stream().anyMatch(mine -> contains(mine, item)));
    }
    if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
      return b.entrySet().stream()
          .allMatch(member ->
              a.containsKey(member.getKey())
                  && contains(a.get(member.getKey()), member.getValue()));
    }
    if (Order.type(one).equals(Order.type(other))) {
      return Order.compare(one, other, budget) == 0;
    }
    throw new JqError(
        "%s and %s cannot have their containment checked"
            .formatted(JqError.kind(one), JqError.kind(other)));
  }

  private List<@Nullable Object> flat(List<@Nullable Object> items, int depth) {
    if (depth < 0) {
      throw new JqError("flatten depth must not be negative");
    }
    var flat = new ArrayList<@Nullable Object>();
    for (var item : items) {
      if (item instanceof List<?> && depth > 0) {
        flat.addAll(flat(list(item), depth - 1));
      } else {
        flat.add(item);
      }
      budget.grow(1);
    }
    return flat;
  }

  private String joined(List<@Nullable Object> items, String separator) {
    var text = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      if (item instanceof List<?> || item instanceof Map<?, ?>) {
        throw new JqError("Cannot join with " + JqError.kind(item));
      }
      String part = item == null ? "" : Texts.format("@text", item, budget);
      budget.grow(separator.length());
      text.append(i == 0 ? "" : separator).append(part);
    }
    return text.toString();
  }

  private List<@Nullable Object> sorted(List<@Nullable Object> items) {
    budget.grow(items.size());
    var sorted = new ArrayList<@Nullable Object>(items);
    sorted.sort((one, other) -> Order.compare(one, other, budget));
    return sorted;
  }

  private List<@Nullable Object> reversed(List<@Nullable Object> items) {
    budget.grow(items.size());
    var reversed = new ArrayList<@Nullable Object>(items);
    Collections.reverse(reversed);
    return reversed;
  }

  private @Nullable Object indices(@Nullable Object in, @Nullable Object wanted) {
    if (in == null) {
      return null;
    }
    var places = new ArrayList<@Nullable Object>();
    if (in instanceof String text && wanted instanceof String part) {
      for (int at = text.indexOf(part);
          at >= 0 && !part.isEmpty();
          at = text.indexOf(part, at + 1)) {
        budget.grow(1);
        places.add((long) text.codePointCount(0, at));
      }
      return places;
    }
    var items = list(in);
    var part = wanted instanceof List<?> ? list(wanted) : Collections.singletonList(wanted);
    for (int i = 0; i + part.size() <= items.size() && !part.isEmpty(); i++) {
      if (Order.compare(items.subList(i, i + part.size()), part, budget) == 0) {
        budget.grow(1);
        places.add((long) i);
      }
    }
    return places;
  }

  private String imploded(List<@Nullable Object> points) {
    budget.grow(points.size());
    var text = new StringBuilder();
    for (var point : points) {
      int c = number(point).intValue();
      if (!Character.isValidCodePoint(c)) {
        throw new JqError("Unicode codepoint is not valid");
      }
      text.appendCodePoint(c);
    }
    return text.toString();
  }

  private static @Nullable Object toNumber(@Nullable Object in) {
    if (in instanceof Number) {
      return in;
    }
    var number = parsed(text(in).strip());
    if (number instanceof Number) {
      return number;
    }
    throw new JqError("Cannot be parsed as a number");
  }

  private static @Nullable Object parsed(String text) {
    try {
      return JsonTree.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw new JqError("The text is not valid JSON");
    }
  }

  private static Object whole(double number) {
    return number == Math.rint(number) && Math.abs(number) < 9e15
        ? (Object) (long) number
        : (Object) number;
  }

  private static List<List<@Nullable Object>> paths(@Nullable Object value) {
    var paths = new ArrayList<List<@Nullable Object>>();
    for (var path : list(value)) {
      paths.add(list(path));
    }
    return paths;
  }

  static List<@Nullable Object> list(@Nullable Object value) {
    if (value instanceof List<?>) {
      return JsonTree.listOrEmpty(value);
    }
    if (value instanceof Map<?, ?> map) {
      return new ArrayList<@Nullable Object>(new LinkedHashMap<>(JsonTree.object(map)).values());
    }
    throw new JqError(JqError.kind(value) + " is no array");
  }

  private static String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new JqError(JqError.kind(value) + " is no string");
  }

  static Number number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw new JqError(JqError.kind(value) + " is no number");
  }
}
