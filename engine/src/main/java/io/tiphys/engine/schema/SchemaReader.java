package io.tiphys.engine.schema;

import io.tiphys.engine.schema.Schema.ListType;
import io.tiphys.engine.schema.Schema.Shape;
import io.tiphys.engine.schema.Schema.Trait;
import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns the components of one document into nodes. A component becomes one node, however often it
/// is used and whether or not it contains itself.
final class SchemaReader {

  private static final String REF = "#/components/schemas/";
  // The pattern that generated CRDs carry for a quantity.
  private static final String QUANTITY_PATTERN =
      "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)";

  private final Map<String, @Nullable Object> components;
  private final Map<String, Schema> read = new HashMap<>();
  private final Map<String, String> words = new HashMap<>();
  private final Map<List<Object>, Schema> leaves = new HashMap<>();
  private final Map<List<String>, List<String>> keyLists = new HashMap<>();

  SchemaReader(Map<String, @Nullable Object> components) {
    this.components = components;
  }

  /// The node of a component; one of which nothing is known when there is none of that name.
  Schema component(String name) {
    var known = read.get(name);
    if (known != null) {
      return known;
    }
    var node = JsonTree.objectOrEmpty(components.get(name));
    boolean typed = isGoType(name);
    var shape = new Shape();
    var schema =
        new Schema(
            shape,
            BuiltInTypes.traits(name, traits(node, typed)),
            listType(node),
            mapKeys(node),
            "",
            node.get("default"));
    var alias = BuiltInTypes.alias(name);
    if (alias != null) {
      // a union that the document leaves open: its object form is the aliased type
      schema = component(alias);
      read.put(name, schema);
      return schema;
    }
    read.put(name, schema); // before its members: they may contain it
    fill(shape, node, typed, name);
    return schema;
  }

  private Schema field(Map<String, @Nullable Object> node, boolean typed) {
    var traits = traits(node, typed);
    var defaultValue = node.get("default");
    var listType = listType(node);
    var keys = mapKeys(node);
    var mergeKey = word(node.get("x-kubernetes-patch-merge-key"));
    var referred = reference(node);
    if (referred != null) {
      var target = component(referred);
      traits.remove(Trait.TYPED);
      return traits.isEmpty() && defaultValue == null
          ? target
          : target.as(traits, listType, keys, mergeKey, defaultValue);
    }
    Shape shape = null;
    if (node.containsKey("properties")
        || node.containsKey("additionalProperties")
        || node.containsKey("items")) {
      shape = new Shape();
      fill(shape, node, typed, "");
    } else if (defaultValue == null && mergeKey.isEmpty() && keys.isEmpty()) {
      return leaves.computeIfAbsent(
          List.of(traits, listType),
          same -> new Schema(null, traits, listType, List.of(), "", null));
    }
    return new Schema(shape, traits, listType, keys, mergeKey, defaultValue);
  }

  private void fill(Shape shape, Map<String, @Nullable Object> node, boolean typed, String name) {
    var members = new HashMap<String, Schema>();
    for (var property : JsonTree.objectOrEmpty(node.get("properties")).entrySet()) {
      var member = field(JsonTree.objectOrEmpty(property.getValue()), typed);
      members.put(
          word(property.getKey()),
          typed
              ? BuiltInTypes.field(name, property.getKey(), property.getValue(), member)
              : member);
    }
    shape.members = Map.copyOf(members);
    if (node.get("items") instanceof Map<?, ?> items) {
      shape.items = field(JsonTree.object(items), typed);
    }
    switch (node.get("additionalProperties")) {
      case Map<?, ?> values -> shape.additional = field(withoutDefault(values), typed);
      case Boolean any when any -> shape.additional = field(Map.of(), false);
      case null, default -> {}
    }
  }

  /// A value of a map has no default: its key is the user's, and nobody fills in a key.
  private static Map<String, @Nullable Object> withoutDefault(Map<?, ?> node) {
    var copy = new HashMap<String, @Nullable Object>(JsonTree.object(node));
    copy.remove("default");
    return copy;
  }

  private static @Nullable String reference(Map<String, @Nullable Object> node) {
    if (node.get("$ref") instanceof String ref && ref.startsWith(REF)) {
      return ref.substring(REF.length());
    }
    var all = JsonTree.listOrEmpty(node.get("allOf"));
    return all.size() == 1
            && all.getFirst() instanceof Map<?, ?> one
            && one.get("$ref") instanceof String ref
            && ref.startsWith(REF)
        ? ref.substring(REF.length())
        : null;
  }

  private static EnumSet<Trait> traits(Map<String, @Nullable Object> node, boolean typed) {
    var traits = EnumSet.noneOf(Trait.class);
    flag(traits, typed, Trait.TYPED);
    flag(traits, is(node, "x-kubernetes-int-or-string"), Trait.INT_OR_STRING);
    flag(traits, is(node, "x-kubernetes-preserve-unknown-fields"), Trait.PRESERVE_UNKNOWN);
    flag(traits, is(node, "x-kubernetes-embedded-resource"), Trait.EMBEDDED_RESOURCE);
    flag(traits, "atomic".equals(node.get("x-kubernetes-map-type")), Trait.ATOMIC_MAP);
    switch (text(node, "format")) {
      case "byte" -> traits.add(Trait.BYTES);
      case "int-or-string" -> traits.add(Trait.INT_OR_STRING);
      case "date-time" -> flag(traits, typed, Trait.TIMESTAMP);
      default -> {}
    }
    if (node.get("pattern") instanceof String pattern && pattern.startsWith(QUANTITY_PATTERN)) {
      traits.add(Trait.QUANTITY);
    }
    if (node.get("x-kubernetes-patch-strategy") instanceof String strategy) {
      for (var word : strategy.split(",")) {
        flag(traits, word.equals("merge"), Trait.PATCH_MERGE);
        flag(traits, word.equals("retainKeys"), Trait.PATCH_RETAIN_KEYS);
      }
    }
    return traits;
  }

  private static void flag(Set<Trait> traits, boolean given, Trait trait) {
    if (given) {
      traits.add(trait);
    }
  }

  private static boolean is(Map<String, @Nullable Object> node, String name) {
    return Boolean.TRUE.equals(node.get(name));
  }

  private static String text(Map<String, @Nullable Object> node, String name) {
    return node.get(name) instanceof String text ? text : "";
  }

  private static ListType listType(Map<String, @Nullable Object> node) {
    return switch (text(node, "x-kubernetes-list-type")) {
      case "map" -> ListType.MAP;
      case "set" -> ListType.SET;
      default -> ListType.ATOMIC;
    };
  }

  private List<String> mapKeys(Map<String, @Nullable Object> node) {
    var names = JsonTree.listOrEmpty(node.get("x-kubernetes-list-map-keys"));
    if (names.isEmpty()) {
      return List.of();
    }
    var keys = new ArrayList<String>(names.size());
    names.forEach(name -> keys.add(word(name)));
    var copy = List.copyOf(keys);
    return keyLists.computeIfAbsent(copy, same -> same);
  }

  private String word(@Nullable Object value) {
    return value instanceof String text ? words.computeIfAbsent(text, same -> same) : "";
  }

  /// Whether the API server decodes this component into a Go type; those of custom resources are
  /// named after their reversed group and kept as they were sent.
  private static boolean isGoType(String name) {
    return name.startsWith("io.k8s.api.")
        || name.startsWith("io.k8s.apimachinery.")
        || name.startsWith("io.k8s.apiextensions-apiserver.")
        || name.startsWith("io.k8s.kube-aggregator.");
  }
}
