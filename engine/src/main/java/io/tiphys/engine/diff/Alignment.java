package io.tiphys.engine.diff;

import io.tiphys.engine.schema.ItemKeys;
import io.tiphys.engine.schema.Schema;
import io.tiphys.engine.schema.Schema.ListType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which items of two versions of a list are the same one.
///
/// @param pairs each item once: those of the live list in its order, then those that are new
record Alignment(List<Pair> pairs) {

  /// @param live the place in the live list; -1 for none
  /// @param other the place in the other list; -1 for none
  record Pair(int live, int other) {}

  /// @return null when the list is one value: nobody can say which item is which
  static @Nullable Alignment of(List<?> live, List<?> other, @Nullable Schema schema) {
    if (schema == null) {
      return null;
    }
    var item = schema.items();
    for (var names : names(schema)) {
      var liveKeys = ItemKeys.of(live, names, item);
      var otherKeys = ItemKeys.of(other, names, item);
      if (liveKeys != null && otherKeys != null) {
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < live.size(); i++) {
          pairs.add(new Pair(i, otherKeys.find(liveKeys.get(i))));
        }
        for (int i = 0; i < other.size(); i++) {
          if (!liveKeys.has(otherKeys.get(i))) {
            pairs.add(new Pair(-1, i));
          }
        }
        return new Alignment(pairs);
      }
    }
    return null;
  }

  private static List<List<String>> names(Schema schema) {
    var names = new ArrayList<List<String>>();
    if (schema.listType() == ListType.MAP && !schema.mapKeys().isEmpty()) {
      names.add(schema.mapKeys());
    }
    if (!schema.patchMergeKey().isEmpty()) {
      names.add(List.of(schema.patchMergeKey()));
    }
    if (schema.listType() == ListType.SET) {
      names.add(List.of());
    }
    return names;
  }
}
