package io.tiphys.settings;

import io.tiphys.engine.schema.KnownField;
import io.tiphys.engine.schema.KnownFields;
import io.tiphys.model.manifest.GroupKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads `resource.customizations.knownTypeFields.<group>_<Kind>`, and the same of the old key
/// `resource.customizations`; the key of a kind wins.
final class KnownTypeSettings {

  private static final String ALL = "resource.customizations";
  private static final String MEMBER = "knownTypeFields";
  private static final String PREFIX = ALL + "." + MEMBER + ".";

  private KnownTypeSettings() {}

  /// @param lastGood stands in for what cannot be read
  static List<KnownField> of(Values values, Map<String, String> data, List<KnownField> lastGood) {
    var byKind = new TreeMap<GroupKind, List<KnownField>>();
    byKind.putAll(
        values.<Map<GroupKind, List<KnownField>>>yaml(
            ALL, Map.of(), Map.of(), tree -> inAll(values, tree)));
    for (String key : data.keySet()) {
      if (key.startsWith(PREFIX)) {
        GroupKind kind = kind(key.substring(PREFIX.length()).replace('_', '/'));
        var before = lastGood.stream().filter(field -> field.kind().equals(kind)).toList();
        byKind.put(
            kind, values.yaml(key, List.of(), before, tree -> fields(values, key, kind, tree)));
      }
    }
    return byKind.values().stream().flatMap(List::stream).toList();
  }

  private static Map<GroupKind, List<KnownField>> inAll(Values values, Object tree) {
    var byKind = new TreeMap<GroupKind, List<KnownField>>();
    if (tree instanceof Map<?, ?> map) {
      map.forEach((name, rules) -> {
        if (rules instanceof Map<?, ?> members && members.get(MEMBER) instanceof List<?> list) {
          GroupKind kind = kind(String.valueOf(name));
          byKind.put(kind, fields(values, ALL, kind, list));
        }
      });
    }
    return byKind;
  }

  private static GroupKind kind(String groupKind) {
    int slash = groupKind.indexOf('/');
    return new GroupKind(
        slash < 0 ? "" : groupKind.substring(0, slash), groupKind.substring(slash + 1));
  }

  /// A field that cannot be used is named, and the others count.
  private static List<KnownField> fields(Values values, String key, GroupKind kind, Object tree) {
    var fields = new ArrayList<KnownField>();
    for (Object item : Values.items(tree, "the value")) {
      Map<?, ?> map = Values.map(item, "an item");
      String field = map.get("field") instanceof String text ? text.strip() : "";
      String type = map.get("type") instanceof String text ? text.strip() : "";
      if (field.isEmpty()) {
        values.report(key, "an item of %s says no field".formatted(kind));
      } else if (!KnownFields.isSupported(type)) {
        values.report(
            key,
            "%s, field %s: the type \"%s\" is not supported, as core/v1/PodSpec is"
                .formatted(kind, field, type));
      } else {
        fields.add(new KnownField(kind, field, type));
      }
    }
    return fields;
  }
}
