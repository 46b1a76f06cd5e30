package io.tiphys.model.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.Application;
import io.tiphys.model.applicationset.ApplicationSet;
import io.tiphys.model.contract.ContractTable;
import io.tiphys.model.contract.RecordTypes;
import io.tiphys.model.json.Bytes;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.YamlTree;
import io.tiphys.model.project.AppProject;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The definitions, the contract's table and the records say the same. `-Dcrds.update` writes the
/// definitions anew from the table.
class CrdsTest {

  private static final Map<String, Class<? extends Record>> RECORDS =
      Map.of(
          "Application",
          Application.class,
          "AppProject",
          AppProject.class,
          "ApplicationSet",
          ApplicationSet.class);

  @Test
  void definitionsAreMadeFromTheTable() throws IOException {
    for (var definition : CrdDefinition.ALL) {
      String text = YamlTree.write(definition.tree());
      if (System.getProperty("crds.update") != null) {
        Files.writeString(
            Path.of("src/main/resources/io/tiphys/model/crds", definition.file()), text);
      }
      assertThat(new String(Crds.yaml(definition.file()), StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void definitionsHaveEachFieldOfTheTableAndNoOther() {
    for (var crd : Crds.all()) {
      String kind = crd.text("spec", "names", "kind");
      var expected =
          new TreeSet<>(
              ContractTable.rows("crd-fields.tsv").stream()
                  .filter(row -> row.get("kind").equals(kind))
                  .map(row -> row.get("path") + "\t" + row.get("type") + "\t" + row.get("flags"))
                  .toList());
      var found = new TreeSet<>(CrdSchema.rows(schema(crd)));
      // The table ends at templates and nested generators; the definition keeps what is in them.
      var cut = new TreeSet<>(found);
      cut.removeAll(expected);
      assertThat(cut)
          .as(kind)
          .allMatch(row -> row.matches(".*(\\.template|generators\\[])\tobject\tpreserve-unknown"));
      for (String row : cut) {
        found.remove(row);
        found.add(row.replace("preserve-unknown", ""));
      }
      assertThat(found).as(kind).isEqualTo(expected);
    }
  }

  @Test
  void everyFieldIsAComponentOfTheRecords() {
    var rows = ContractTable.rows("crd-fields.tsv");
    for (var row : rows) {
      String path = row.get("path");
      Type type = RECORDS.get(row.get("kind"));
      for (String step : CrdSchema.steps(path)) {
        type = step(type, step);
        assertThat(type).as(row.get("kind") + path).isNotNull();
      }
      assertThat(jsonType(type)).as(row.get("kind") + path).contains(row.get("type"));
    }
    assertThat(rows).hasSizeGreaterThan(2500);
  }

  private static @Nullable Type step(@Nullable Type type, String step) {
    if (step.equals("[]") || step.equals("{}")) {
      return type instanceof ParameterizedType generic
          ? generic.getActualTypeArguments()[step.equals("[]") ? 0 : 1]
          : null;
    }
    RecordComponent component =
        type instanceof Class<?> record && record.isRecord()
            ? RecordTypes.members(record).get(step)
            : null;
    return component == null ? null : component.getGenericType();
  }

  /// The types of the table that a Java type can hold.
  private static List<String> jsonType(@Nullable Type type) {
    if (type instanceof ParameterizedType generic) {
      return List.of(generic.getRawType() == List.class ? "array" : "object");
    }
    if (type == String.class || type == Instant.class || type == Bytes.class) {
      return List.of("string");
    }
    if (type == long.class || type == Long.class) {
      return List.of("integer");
    }
    if (type == boolean.class || type == Boolean.class) {
      return List.of("boolean");
    }
    return type == Object.class ? List.of("int-or-string", "object", "") : List.of("object");
  }

  private static Map<String, @Nullable Object> schema(Manifest crd) {
    var versions = JsonTree.listOrEmpty(crd.at("spec", "versions"));
    var version = JsonTree.objectOrEmpty(versions.getFirst());
    var schema = JsonTree.objectOrEmpty(version.get("schema"));
    return JsonTree.objectOrEmpty(schema.get("openAPIV3Schema"));
  }
}
