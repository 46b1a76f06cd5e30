package io.tiphys.engine.schema;

import io.tiphys.engine.schema.Schema.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lays a type over what a cluster says of a field. What the type says of values is added: amounts,
/// zeros, what is empty. How lists and maps merge, and what is filled in, stays as the cluster has
/// it, for it is the cluster that merges a custom resource. For one kind; one thread at a time.
final class TypeOverlay {

  private record Pair(Shape own, Shape type) {}

  private final Map<Pair, Shape> laid = new HashMap<>();

  /// @param own what is known of the value that the path starts from; null for nothing
  /// @param path members; empty for the value itself
  Schema at(@Nullable Schema own, List<String> path, Schema type) {
    var base = own == null ? Schema.NOTHING : own;
    var items = base.items();
    if (items != null) {
      return base.withShape(listOf(base, step(items, path, type)));
    }
    var here = step(base, path, type);
    // a cluster that does not say what the value is may have a list of them
    return here.withShape(listOf(here, own == null ? here : step(Schema.NOTHING, path, type)));
  }

  private Schema step(Schema own, List<String> path, Schema type) {
    if (path.isEmpty()) {
      return lay(own, type);
    }
    var shape = copy(own.shape());
    var members = new HashMap<>(shape.members);
    var head = path.getFirst();
    members.put(head, at(own.member(head), path.subList(1, path.size()), type));
    shape.members = Map.copyOf(members);
    return own.withShape(shape);
  }

  private static Shape listOf(Schema list, Schema item) {
    var shape = copy(list.shape());
    shape.items = item;
    return shape;
  }

  private static Shape copy(Shape shape) {
    var copy = new Shape();
    copy.members = shape.members;
    copy.additional = shape.additional;
    copy.items = shape.items;
    return copy;
  }

  private Schema lay(@Nullable Schema own, Schema type) {
    var base = own == null ? Schema.NOTHING : own;
    return base.readAs(type, lay(base.shape(), type.shape()));
  }

  private Shape lay(Shape own, Shape type) {
    var pair = new Pair(own, type);
    var known = laid.get(pair);
    if (known != null) {
      return known;
    }
    var shape = copy(own);
    laid.put(pair, shape); // before its members: they may contain it
    var members = new HashMap<>(own.members);
    type.members.forEach((name, member) -> {
      var mine = own.members.get(name);
      members.put(name, lay(mine == null ? own.additional : mine, member));
    });
    shape.members = Map.copyOf(members);
    if (type.additional != null) {
      shape.additional = lay(own.additional, type.additional);
    }
    if (type.items != null) {
      shape.items = lay(own.items, type.items);
    }
    return shape;
  }
}
