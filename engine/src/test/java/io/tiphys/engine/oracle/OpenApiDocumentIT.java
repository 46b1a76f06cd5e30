package io.tiphys.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.schema.OpenApiV3;
import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The documents of a real API server are read, and those kept for the pure tests are its own.
class OpenApiDocumentIT {

  private static final String REF = "#/components/schemas/";

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  @BeforeAll
  static void defineKinds() {
    new Server(cluster.admin()).define();
  }

  @TestFactory
  Stream<DynamicTest> documents() {
    var kinds = new TreeMap<String, TreeSet<String>>();
    for (var corpus : Corpus.all("corpus")) {
      for (var step : corpus.steps()) {
        kinds.computeIfAbsent(step.apiVersion(), first -> new TreeSet<>()).add(step.kind());
      }
    }
    return kinds.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(), () -> isKept(entry.getKey(), entry.getValue())));
  }

  private static void isKept(String apiVersion, TreeSet<String> kinds) throws IOException {
    var path = apiVersion.contains("/") ? "/apis/" + apiVersion : "/api/" + apiVersion;
    var document = cluster.admin().get("/openapi/v3" + path).body();
    var whole = OpenApiV3.parse(document.getBytes(StandardCharsets.UTF_8));
    assertThat(whole.keySet().stream().map(gvk -> gvk.kind())).containsAll(kinds);
    var kept = JsonTree.writeString(reduced(document, kinds)).replace("},\"", "},\n\"") + "\n";
    var file = TestingSchemas.file(apiVersion);
    if (Golden.IS_UPDATED) {
      Files.writeString(file, kept);
    }
    assertThat(Files.readString(file)).as("-Dgolden.update=true writes it").isEqualTo(kept);
  }

  private static Map<String, @Nullable Object> reduced(String document, TreeSet<String> kinds) {
    var root = JsonTree.parseObject(document.getBytes(StandardCharsets.UTF_8));
    var all = JsonTree.objectOrEmpty(JsonTree.objectOrEmpty(root.get("components")).get("schemas"));
    var open = new ArrayDeque<String>();
    for (var component : all.entrySet()) {
      var gvks =
          JsonTree.listOrEmpty(
              JsonTree.objectOrEmpty(component.getValue()).get("x-kubernetes-group-version-kind"));
      if (gvks.size() == 1
          && kinds.contains(String.valueOf(JsonTree.objectOrEmpty(gvks.getFirst()).get("kind")))) {
        open.add(component.getKey());
      }
    }
    var kept = new TreeMap<String, @Nullable Object>();
    while (!open.isEmpty()) {
      var name = open.remove();
      if (!kept.containsKey(name)) {
        kept.put(name, withoutDescriptions(all.get(name), open));
      }
    }
    var paths = new TreeMap<String, @Nullable Object>();
    for (var path : JsonTree.objectOrEmpty(root.get("paths")).entrySet()) {
      if (path.getKey().endsWith("/{name}")
          && JsonTree.objectOrEmpty(path.getValue()).get("patch") instanceof Map<?, ?> patch
          && kinds.contains(
              String.valueOf(
                  JsonTree.objectOrEmpty(patch.get("x-kubernetes-group-version-kind"))
                      .get("kind")))) {
        paths.put(path.getKey(), Map.of("patch", patchTypes(JsonTree.object(patch))));
      }
    }
    return Map.of("components", Map.of("schemas", kept), "paths", paths);
  }

  private static Map<String, @Nullable Object> patchTypes(Map<String, @Nullable Object> patch) {
    var types = new LinkedHashMap<String, @Nullable Object>();
    var body = JsonTree.objectOrEmpty(patch.get("requestBody"));
    JsonTree.objectOrEmpty(body.get("content")).keySet().forEach(type -> types.put(type, Map.of()));
    var kept = new LinkedHashMap<String, @Nullable Object>();
    kept.put("x-kubernetes-group-version-kind", patch.get("x-kubernetes-group-version-kind"));
    kept.put("requestBody", Map.of("content", types));
    return kept;
  }

  private static @Nullable Object withoutDescriptions(
      @Nullable Object node, ArrayDeque<String> references) {
    return switch (node) {
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        for (var member : JsonTree.object(map).entrySet()) {
          if (member.getKey().equals("$ref")
              && member.getValue() instanceof String ref
              && ref.startsWith(REF)) {
            references.add(ref.substring(REF.length()));
          }
          if (!member.getKey().equals("description") || !(member.getValue() instanceof String)) {
            copy.put(member.getKey(), withoutDescriptions(member.getValue(), references));
          }
        }
        yield copy;
      }
      case List<?> list -> {
        var copy = new ArrayList<@Nullable Object>();
        list.forEach(item -> copy.add(withoutDescriptions(item, references)));
        yield copy;
      }
      case null -> null;
      case Object scalar -> scalar;
    };
  }
}
