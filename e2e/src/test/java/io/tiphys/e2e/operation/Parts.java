package io.tiphys.e2e.operation;

import io.tiphys.model.json.JsonTree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether a JSON tree has what a row says of it.
final class Parts {

  private Parts() {}

  /// @param part members that have to be there, null for one that says nothing; items that have to
  ///   be in a list, none for an empty one; texts with a `*` for anything
  static boolean has(@Nullable Object whole, @Nullable Object part) {
    return switch (part) {
      case Map<?, ?> members ->
          whole instanceof Map<?, ?> map
              && JsonTree.object(members).entrySet().stream()
                  .allMatch(it ->
                      it.getValue() == null
                          ? map.get(it.getKey()) == null
                          : has(map.get(it.getKey()), it.getValue()));
      case List<?> items ->
          whole instanceof List<?> list
              && (items.isEmpty()
                  ? list.isEmpty()
                  : items.stream().allMatch(item -> list.stream().anyMatch(it -> has(it, item))));
      case String text -> whole instanceof String other && matches(other, text);
      case Number number ->
          whole instanceof Number other && number.longValue() == other.longValue();
      case null -> true;
      default -> part.equals(whole);
    };
  }

  /// @param pattern with a `*` for anything
  static boolean matches(String text, String pattern) {
    String regex =
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
  }
}
