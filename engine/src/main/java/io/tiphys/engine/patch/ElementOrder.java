package io.tiphys.engine.patch;

import io.tiphys.engine.schema.ItemKeys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The order of a merged list: items of the patch keep the order that the patch gives them, items
/// that only the server has keep theirs, and of one of each the server's order decides where it
/// knows both. See [the
/// proposal](https://github.com/kubernetes/design-proposals-archive/blob/main/cli/preserve-order-in-strategic-merge-patch.md).
public final class ElementOrder {

  /// An item and its key.
  public record Element(Object key, @Nullable Object value) {}

  private ElementOrder() {}

  /// @param given the items of the patch, in the order that it asks for
  /// @param serverOnly the items that the patch does not name, in the server's order
  /// @param server where each item was
  public static List<@Nullable Object> merge(
      List<Element> given, List<Element> serverOnly, ItemKeys server) {
    var merged = new ArrayList<@Nullable Object>(given.size() + serverOnly.size());
    int next = 0;
    for (var element : given) {
      int place = server.find(element.key());
      while (next < serverOnly.size()
          && place >= 0
          && server.find(serverOnly.get(next).key()) < place) {
        merged.add(serverOnly.get(next++).value());
      }
      merged.add(element.value());
    }
    while (next < serverOnly.size()) {
      merged.add(serverOnly.get(next++).value());
    }
    return merged;
  }
}
