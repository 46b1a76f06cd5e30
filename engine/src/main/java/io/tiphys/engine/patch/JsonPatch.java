package io.tiphys.engine.patch;

import io.tiphys.engine.normalize.Sameness;
import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON patches, [RFC 6902](https://www.rfc-editor.org/rfc/rfc6902), with pointers as in [RFC
/// 6901](https://www.rfc-editor.org/rfc/rfc6901).
public final class JsonPatch {

  /// What became of a patch.
  public sealed interface Result {}

  /// All operations were carried out.
  public record Patched(@Nullable Object value) implements Result {}

  /// One could not be; nothing was changed.
  ///
  /// @param message which operation, and why
  public record Refused(String message) implements Result {}

  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message, null, false, false);
    }
  }

  private JsonPatch() {}

  /// @param target any tree; the patched one is new
  /// @param operations the members of the patch
  public static Result apply(@Nullable Object target, List<? extends @Nullable Object> operations) {
    var value = target;
    for (int i = 0; i < operations.size(); i++) {
      try {
        value = apply(value, JsonTree.objectOrEmpty(operations.get(i)));
      } catch (RefusedException refused) {
        return new Refused("operation " + (i + 1) + ": " + refused.getMessage());
      }
    }
    return new Patched(value);
  }

  private static @Nullable Object apply(
      @Nullable Object target, Map<String, @Nullable Object> operation) {
    var path = pointer(operation, "path");
    return switch (String.valueOf(operation.get("op"))) {
      case "add" -> put(target, path, 0, value(operation), true);
      case "replace" -> put(target, path, 0, value(operation), false);
      case "remove" -> remove(target, path, 0);
      case "copy" -> put(target, path, 0, get(target, pointer(operation, "from")), true);
      case "move" -> {
        var from = pointer(operation, "from");
        var moved = get(target, from);
        if (path.size() > from.size() && path.subList(0, from.size()).equals(from)) {
          throw new RefusedException("cannot move a value into itself");
        }
        yield put(from.isEmpty() ? target : remove(target, from, 0), path, 0, moved, true);
      }
      case "test" -> {
        if (!Sameness.same(get(target, path), value(operation), null)) {
          throw new RefusedException("test of " + operation.get("path") + " failed");
        }
        yield target;
      }
      default -> throw new RefusedException("unknown op " + operation.get("op"));
    };
  }

  private static @Nullable Object value(Map<String, @Nullable Object> operation) {
    if (!operation.containsKey("value")) {
      throw new RefusedException("value is missing");
    }
    return operation.get("value");
  }

  private static List<String> pointer(Map<String, @Nullable Object> operation, String name) {
    if (!(operation.get(name) instanceof String text)
        || (!text.isEmpty() && text.charAt(0) != '/')) {
      throw new RefusedException(name + " is no JSON pointer");
    }
    var tokens = new ArrayList<String>();
    for (int start = 1; start <= text.length() && !text.isEmpty(); ) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      tokens.add(text.substring(start, end).replace("~1", "/").replace("~0", "~"));
      start = end + 1;
    }
    return tokens;
  }

  private static @Nullable Object get(@Nullable Object target, List<String> path) {
    var value = target;
    for (var token : path) {
      value = child(value, token);
    }
    return value;
  }

  private static @Nullable Object child(@Nullable Object parent, String token) {
    if (parent instanceof Map<?, ?> map && map.containsKey(token)) {
      return map.get(token);
    }
    if (parent instanceof List<?> list) {
      return list.get(index(token, list.size() - 1));
    }
    throw new RefusedException("nothing is at " + token);
  }

  private static int index(String token, int most) {
    boolean isIndex =
        !token.isEmpty()
            && token.length() < 10
            && token.chars().allMatch(c -> c >= '0' && c <= '9')
            && (token.length() == 1 || token.charAt(0) != '0');
    int index = isIndex ? Integer.parseInt(token) : -1;
    if (index < 0 || index > most) {
      throw new RefusedException("no place " + token + " in the list");
    }
    return index;
  }

  private static @Nullable Object put(
      @Nullable Object target, List<String> path, int depth, @Nullable Object value, boolean adds) {
    if (depth == path.size()) {
      return value;
    }
    var token = path.get(depth);
    boolean last = depth == path.size() - 1;
    if (target instanceof List<?> list) {
      var copy = new ArrayList<@Nullable Object>(list);
      if (last && adds) {
        copy.add(token.equals("-") ? list.size() : index(token, list.size()), value);
      } else {
        int index = index(token, list.size() - 1);
        copy.set(index, put(list.get(index), path, depth + 1, value, adds));
      }
      return copy;
    }
    if (!(target instanceof Map<?, ?> map)) {
      throw new RefusedException("nothing is at " + token);
    }
    if (!(last && adds) && !map.containsKey(token)) {
      throw new RefusedException("nothing is at " + token);
    }
    var copy = new LinkedHashMap<String, @Nullable Object>(JsonTree.object(map));
    copy.put(token, put(map.get(token), path, depth + 1, value, adds));
    return copy;
  }

  private static @Nullable Object remove(@Nullable Object target, List<String> path, int depth) {
    if (path.isEmpty()) {
      return null;
    }
    var token = path.get(depth);
    boolean last = depth == path.size() - 1;
    var child = child(target, token);
    if (target instanceof List<?> list) {
      var copy = new ArrayList<@Nullable Object>(list);
      int index = index(token, list.size() - 1);
      if (last) {
        copy.remove(index);
      } else {
        copy.set(index, remove(child, path, depth + 1));
      }
      return copy;
    }
    var copy = new LinkedHashMap<String, @Nullable Object>(JsonTree.objectOrEmpty(target));
    if (last) {
      copy.remove(token);
    } else {
      copy.put(token, remove(child, path, depth + 1));
    }
    return copy;
  }
}
