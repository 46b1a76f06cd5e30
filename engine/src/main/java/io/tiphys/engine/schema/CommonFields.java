package io.tiphys.engine.schema;

import io.tiphys.engine.schema.Schema.ListType;
import io.tiphys.engine.schema.Schema.Shape;
import io.tiphys.engine.schema.Schema.Trait;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The fields that an object of any kind has, for kinds of which no document is at hand.
final class CommonFields {

  private CommonFields() {}

  static Schema unknownKind() {
    var root = new Shape();
    root.members = Map.of("metadata", metadata());
    return node(root);
  }

  private static Schema metadata() {
    var texts = new Shape();
    texts.additional = node(null);
    var names = new Shape();
    names.items = node(null);
    var owners = new Shape();
    owners.items = node(null);
    var shape = new Shape();
    shape.members =
        Map.of(
            "labels",
            node(texts, Trait.TYPED),
            "annotations",
            node(texts, Trait.TYPED),
            "finalizers",
            new Schema(
                names,
                EnumSet.of(Trait.TYPED, Trait.PATCH_MERGE),
                ListType.SET,
                List.of(),
                "",
                null),
            "ownerReferences",
            new Schema(
                owners,
                EnumSet.of(Trait.TYPED, Trait.PATCH_MERGE),
                ListType.MAP,
                List.of("uid"),
                "uid",
                null));
    return node(shape, Trait.TYPED);
  }

  private static Schema node(@org.jspecify.annotations.Nullable Shape shape, Trait... traits) {
    return new Schema(shape, Set.of(traits), ListType.ATOMIC, List.of(), "", null);
  }
}
