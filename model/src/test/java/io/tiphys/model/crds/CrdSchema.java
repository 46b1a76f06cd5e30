package io.tiphys.model.crds;

import io.tiphys.model.contract.ContractTable;
import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes a kind's schema from the contract's table. A step of a path is `.name`, `[]` for the items
/// of a list, or `{}` for the values of a map.
final class CrdSchema {

  private final Map<String, Field> root = new TreeMap<>();

  private static final class Field {
    private String type = "";
    private String flags = "";
    private final Map<String, Field> fields = new TreeMap<>();
  }

  private CrdSchema() {}

  static Map<String, @Nullable Object> of(String kind) {
    var schema = new CrdSchema();
    for (var row : ContractTable.rows("crd-fields.tsv")) {
      if (row.get("kind").equals(kind)) {
        var field = schema.at(row.get("path"));
        field.type = row.get("type");
        field.flags = row.get("flags");
      }
    }
    return tree(schema.at(""), "");
  }

  static List<String> steps(String path) {
    return path.isEmpty()
        ? List.of()
        : List.of(path.replace("[]", ".[]").replace("{}", ".{}").substring(1).split("\\."));
  }

  private Field at(String path) {
    var field = root.computeIfAbsent("", step -> new Field());
    for (String step : steps(path)) {
      field = field.fields.computeIfAbsent(step, name -> new Field());
    }
    return field;
  }

  private static Map<String, @Nullable Object> tree(Field field, String name) {
    var tree = new TreeMap<String, @Nullable Object>();
    switch (field.type) {
      case "int-or-string" -> {
        tree.put("anyOf", List.of(Map.of("type", "integer"), Map.of("type", "string")));
        tree.put("x-kubernetes-int-or-string", true);
      }
      case "" -> {}
      default -> tree.put("type", field.type);
    }
    for (String flag : field.flags.split(" ")) {
      flag(flag, tree);
    }
    // Where the table does not go on, the API server must not cut off what authors wrote.
    boolean cut = field.type.equals("object") && field.fields.isEmpty() && !name.equals("metadata");
    if (cut) {
      tree.put("x-kubernetes-preserve-unknown-fields", true);
    }
    var properties = new TreeMap<String, @Nullable Object>();
    var required = new ArrayList<@Nullable Object>();
    field.fields.forEach((step, child) -> {
      switch (step) {
        case "[]" -> tree.put("items", tree(child, step));
        case "{}" -> tree.put("additionalProperties", tree(child, step));
        default -> {
          properties.put(step, tree(child, step));
          if (child.flags.startsWith("required")) {
            required.add(step);
          }
        }
      }
    });
    if (!properties.isEmpty()) {
      tree.put("properties", properties);
    }
    if (!required.isEmpty()) {
      tree.put("required", required);
    }
    return tree;
  }

  private static void flag(String flag, Map<String, @Nullable Object> tree) {
    int sign = flag.indexOf('=');
    String value = flag.substring(sign + 1);
    switch (sign < 0 ? flag : flag.substring(0, sign)) {
      case "format" -> tree.put("format", value);
      case "pattern" -> tree.put("pattern", value);
      case "maxLength" -> tree.put("maxLength", Long.valueOf(value));
      case "enum" -> tree.put("enum", List.of((Object[]) value.split(",")));
      case "preserve-unknown" -> tree.put("x-kubernetes-preserve-unknown-fields", true);
      case "required", "" -> {}
      default -> throw new IllegalArgumentException("unknown flag " + flag);
    }
  }

  /// The rows of a schema, as the table has them: path, type and flags with tabs between.
  static List<String> rows(Map<String, @Nullable Object> schema) {
    var rows = new ArrayList<String>();
    rows("", schema, false, rows);
    return rows;
  }

  private static void rows(
      String path, Map<String, @Nullable Object> schema, boolean required, List<String> rows) {
    var flags = new ArrayList<String>();
    if (required) {
      flags.add("required");
    }
    for (String name : List.of("pattern", "format", "maxLength")) {
      if (schema.containsKey(name)) {
        flags.add(name + "=" + schema.get(name));
      }
    }
    if (schema.containsKey("enum")) {
      var values = JsonTree.listOrEmpty(schema.get("enum")).stream().map(String::valueOf).toList();
      flags.add("enum=" + String.join(",", values));
    }
    if (Boolean.TRUE.equals(schema.get("x-kubernetes-preserve-unknown-fields"))) {
      flags.add("preserve-unknown");
    }
    boolean either = Boolean.TRUE.equals(schema.get("x-kubernetes-int-or-string"));
    String type = either ? "int-or-string" : schema.get("type") instanceof String text ? text : "";
    rows.add(path + "\t" + type + "\t" + String.join(" ", flags));
    var must = JsonTree.listOrEmpty(schema.get("required"));
    JsonTree.objectOrEmpty(schema.get("properties"))
        .forEach((name, child) ->
            rows(path + "." + name, JsonTree.objectOrEmpty(child), must.contains(name), rows));
    if (schema.containsKey("items")) {
      rows(path + "[]", JsonTree.objectOrEmpty(schema.get("items")), false, rows);
    }
    if (schema.containsKey("additionalProperties")) {
      rows(path + "{}", JsonTree.objectOrEmpty(schema.get("additionalProperties")), false, rows);
    }
  }
}
