package io.tiphys.apiserver.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Holds the description of the REST API to the tables of the contract.
class SwaggerDocumentTest {

  private final Map<String, ?> document =
      JsonTree.parseObject(JsonTree.write(SwaggerDocument.make("v3.6.0")));

  private static TreeSet<String> table(String name) throws IOException {
    try (var in = SwaggerDocumentTest.class.getResourceAsStream("/contract/" + name)) {
      var lines =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(1);
      return new TreeSet<>(lines.map(SwaggerDocumentTest::sorted).toList());
    }
  }

  /// A line with its parameters by name.
  private static String sorted(String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length == 5) {
      cells[3] = String.join(" ", new TreeSet<>(List.of(cells[3].split(" "))));
    }
    return String.join("\t", cells);
  }

  @Test
  void operationsAreThoseOfTheContract() throws Exception {
    var lines = new TreeSet<String>();
    JsonTree.objectOrEmpty(document.get("paths"))
        .forEach((path, verbs) ->
            JsonTree.objectOrEmpty(verbs)
                .forEach((verb, operation) ->
                    lines.add(line(path, verb, JsonTree.objectOrEmpty(operation)))));
    assertThat(lines).hasSize(106).containsExactlyElementsOf(table("rest-paths.tsv"));
  }

  private static String line(String path, String verb, Map<String, ?> operation) {
    var parameters = new TreeSet<String>();
    for (Object parameter : JsonTree.listOrEmpty(operation.get("parameters"))) {
      var it = JsonTree.objectOrEmpty(parameter);
      var schema = JsonTree.objectOrEmpty(it.get("schema"));
      String type = type(schema.isEmpty() ? it : schema);
      parameters.add(it.get("in") + ":" + it.get("name") + ":" + type.replaceAll("[/<].*", ""));
    }
    var responses = JsonTree.objectOrEmpty(operation.get("responses"));
    var schema = JsonTree.objectOrEmpty(JsonTree.objectOrEmpty(responses.get("200")).get("schema"));
    Object answer = schema.containsKey("title") ? schema.get("title") : type(schema);
    return String.join(
        "\t",
        verb.toUpperCase(java.util.Locale.ROOT),
        path,
        String.valueOf(operation.get("operationId")),
        String.join(" ", parameters),
        String.valueOf(answer));
  }

  @Test
  void definitionsAreThoseOfTheContract() throws Exception {
    var lines = new TreeSet<String>();
    JsonTree.objectOrEmpty(document.get("definitions"))
        .forEach((name, schema) -> {
          var properties = JsonTree.objectOrEmpty(JsonTree.objectOrEmpty(schema).get("properties"));
          properties.forEach((property, type) ->
              lines.add(name + "\t" + property + "\t" + type((Map<?, ?>) type)));
          if (properties.isEmpty()) {
            lines.add(name + "\t-\t" + JsonTree.objectOrEmpty(schema).get("type"));
          }
        });
    assertThat(lines).containsExactlyElementsOf(table("rest-types.tsv"));
  }

  private static String type(Map<?, ?> schema) {
    if (schema.get("$ref") instanceof String reference) {
      return reference.substring(reference.lastIndexOf('/') + 1);
    }
    if (schema.get("items") instanceof Map<?, ?> items) {
      return "array<" + type(items) + ">";
    }
    if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
      return "map<" + type(values) + ">";
    }
    Object format = schema.get("format");
    return schema.get("type") + (format == null ? "" : "/" + format);
  }
}
