package io.tiphys.reposerver.render;

import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads an object as Helm and Kustomize do: Go's JSON decoder takes `Resources` for `resources`.
/// Whoever wants to know what these tools will read must see what they see.
final class FoldedFields {

  private FoldedFields() {}

  /// @return the tree with every member's name in lower case; of members that become equal, lists
  ///   are joined, as following too much does no harm
  static @Nullable Object of(@Nullable Object tree) {
    return switch (tree) {
      case Map<?, ?> map -> {
        var folded = new LinkedHashMap<String, @Nullable Object>();
        JsonTree.object(map)
            .forEach((name, value) ->
                folded.merge(
                    name.toLowerCase(Locale.ROOT), orEmpty(of(value)), FoldedFields::joined));
        yield folded;
      }
      case List<?> list -> {
        var folded = new ArrayList<@Nullable Object>(list.size());
        list.forEach(value -> folded.add(of(value)));
        yield folded;
      }
      case null, default -> tree;
    };
  }

  private static Object orEmpty(@Nullable Object value) {
    return value == null ? "" : value;
  }

  private static Object joined(Object one, Object other) {
    if (one instanceof List<?> && other instanceof List<?>) {
      var all = new ArrayList<>(JsonTree.listOrEmpty(one));
      all.addAll(JsonTree.listOrEmpty(other));
      return all;
    }
    return other;
  }
}
