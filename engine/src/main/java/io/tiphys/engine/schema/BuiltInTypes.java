package io.tiphys.engine.schema;

import io.tiphys.engine.schema.Schema.Trait;
import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the API server does with its own types that its document does not say: the defaults of its
/// defaulting functions and the zero values that it does not write. By the type's name without its
/// package; facts of Kubernetes 1.36.
final class BuiltInTypes {

  private static final String QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";
  private static final String JSON_SCHEMA = "JSONSchemaProps";

  private static final Map<String, Map<String, Object>> DEFAULTS = defaults(BuiltInDefaults.TABLE);
  private static final Map<String, Set<String>> ZERO_DROPPED = words(ZeroValues.DROPPED);
  private static final Map<String, Set<String>> TEXT_KEPT = words(ZeroValues.TEXT_KEPT);

  private BuiltInTypes() {}

  static EnumSet<Trait> traits(String type, EnumSet<Trait> traits) {
    if (type.equals(QUANTITY)) {
      traits.add(Trait.QUANTITY);
    }
    return traits;
  }

  /// The type that one form of a union has: `items`, `additionalProperties` and `dependencies` of a
  /// schema inside a CustomResourceDefinition hold schemas or something plain.
  static @Nullable String alias(String type) {
    int end = type.lastIndexOf(JSON_SCHEMA);
    return end > 0 && type.startsWith("Or", end + JSON_SCHEMA.length())
        ? type.substring(0, end + JSON_SCHEMA.length())
        : null;
  }

  /// @param type the component that has the field; empty for one without a name
  /// @param node the field in the document
  /// @param field what the document says of it
  static Schema field(String type, String name, @Nullable Object node, Schema field) {
    String owner = type.substring(type.lastIndexOf('.') + 1);
    boolean unspoken = field.defaultValue() == null;
    var known = unspoken && dropsZero(owner, name, node) ? field.and(Trait.ZERO_DROPPED) : field;
    var byDefault = DEFAULTS.getOrDefault(owner, Map.of()).get(name);
    return byDefault == null ? known : known.withDefault(byDefault);
  }

  private static boolean dropsZero(String owner, String name, @Nullable Object node) {
    return switch (String.valueOf(JsonTree.objectOrEmpty(node).get("type"))) {
      case "string" -> !TEXT_KEPT.getOrDefault(owner, Set.of()).contains(name);
      case "boolean", "integer", "number" ->
          ZERO_DROPPED.getOrDefault(owner, Set.of()).contains(name)
              || (name.equals("readOnly")
                  && owner.endsWith("VolumeSource")
                  && !ZeroValues.READ_ONLY_KEPT.contains(owner));
      default -> false;
    };
  }

  private static Map<String, Set<String>> words(String table) {
    var byType = new HashMap<String, Set<String>>();
    for (var line : table.lines().toList()) {
      int space = line.indexOf(' ');
      byType.put(line.substring(0, space), Set.of(line.substring(space + 1).split(" ")));
    }
    return Map.copyOf(byType);
  }

  private static Map<String, Map<String, Object>> defaults(String table) {
    var byType = new HashMap<String, Map<String, Object>>();
    for (var line : table.lines().toList()) {
      int space = line.indexOf(' ');
      var fields = new HashMap<String, Object>();
      var json = line.substring(space + 1).getBytes(StandardCharsets.UTF_8);
      for (var field : JsonTree.parseObject(json).entrySet()) {
        if (field.getValue() != null) {
          fields.put(field.getKey(), field.getValue());
        }
      }
      byType.put(line.substring(0, space), Map.copyOf(fields));
    }
    return Map.copyOf(byType);
  }
}
