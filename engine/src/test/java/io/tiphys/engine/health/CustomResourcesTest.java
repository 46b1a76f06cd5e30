package io.tiphys.engine.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Objects and their health, one a line, from `custom-resources.cases.txt`.
class CustomResourcesTest {

  private record Case(String line, String kind, List<String> items, String expected) {

    static Case of(String line) {
      int colon = line.indexOf(": ");
      int arrow = line.indexOf("=> ");
      String items = line.substring(colon + 2, arrow).strip();
      return new Case(
          line,
          line.substring(0, colon),
          items.isEmpty() ? List.of() : List.of(items.split(", (?=[\\w./~*\\[\\]@]+=)")),
          line.substring(arrow + 3).strip());
    }

    Manifest object() {
      int slash = kind.indexOf('/');
      var object = new Manifest(Map.of());
      object =
          object
              .with(kind.substring(0, slash) + "/v1", "apiVersion")
              .with(kind.substring(slash + 1), "kind")
              .with("x", "metadata", "name")
              .with(2L, "metadata", "generation");
      for (String item : items) {
        object = new Manifest(with(object.content(), item));
      }
      return object;
    }

    private static Map<String, @Nullable Object> with(
        Map<String, @Nullable Object> object, String item) {
      boolean isPath = item.matches("(status|spec|metadata)\\..*") && item.indexOf('@') < 0;
      int equals = item.indexOf('=');
      if (isPath) {
        Object value =
            YamlTree.parseAll(
                    "case", item.substring(equals + 1).replace(";", ","), YamlLimits.DEFAULT)
                .getFirst();
        return put(object, FieldPath.of(item.substring(0, equals)).steps(), value);
      }
      int at = item.indexOf('@');
      String list = at < 0 ? "status.conditions" : item.substring(0, at);
      String[] parts = item.substring(at + 1).split("=|\\(|; |\\)");
      var condition =
          Map.<String, @Nullable Object>of(
              "type", parts[0], "status", parts[1], "reason", parts[2], "message", parts[3]);
      var steps = new ArrayList<>(FieldPath.of(list).steps());
      steps.add("[]");
      return put(object, steps, condition);
    }

    private static Map<String, @Nullable Object> put(
        Map<String, @Nullable Object> object, List<String> path, @Nullable Object value) {
      var copy = new HashMap<String, @Nullable Object>(object);
      String step = path.getFirst().replace('~', '.');
      List<String> rest = path.subList(1, path.size());
      if (rest.isEmpty()) {
        copy.put(step, value);
      } else if (rest.getFirst().equals("[]")) {
        var items = new ArrayList<@Nullable Object>(JsonTree.listOrEmpty(copy.get(step)));
        List<String> inner = rest.subList(1, rest.size());
        items.add(inner.isEmpty() ? value : put(Map.of(), inner, value));
        copy.put(step, items);
      } else {
        copy.put(step, put(JsonTree.objectOrEmpty(copy.get(step)), rest, value));
      }
      return copy;
    }
  }

  private static List<Case> cases() {
    try (var in = CustomResourcesTest.class.getResourceAsStream("custom-resources.cases.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Case::of)
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> judges() {
    return cases().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.line(),
                () ->
                    assertThat(
                            Health.of(one.object())
                                .map(health -> health.code().text() + " " + health.message())
                                .orElse("none")
                                .strip())
                        .isEqualTo(one.expected())));
  }

  @Test
  void everyKindOfTheTableHasACase() {
    var tested = cases().stream().map(Case::kind).toList();
    assertThat(new TreeSet<>(KindTable.BUNDLED.kinds())).isSubsetOf(tested).hasSizeGreaterThan(500);
  }

  @Test
  void anObjectThatIsBeingDeletedIsProgressing() {
    var object =
        Case.of("cert-manager.io/Certificate: Ready=True(Ready; up to date) => Healthy")
            .object()
            .with("2026-01-01T00:00:00Z", "metadata", "deletionTimestamp");
    assertThat(Health.of(object)).contains(Health.progressing("Pending deletion"));
  }

  @Test
  void aStatusOfAnOlderSpecIsProgress() {
    var object =
        Case.of("cert-manager.io/Certificate: Ready=True(Ready; up to date) => Healthy").object();
    assertThat(Health.of(object.with(1L, "status", "observedGeneration")))
        .contains(Health.progressing("Waiting for generation 2 to be observed"));
    assertThat(Health.of(object.with(2L, "status", "observedGeneration")))
        .contains(Health.healthy("up to date"));
  }

  @Test
  void anExactNameWinsOverAPattern() {
    var provider =
        Case.of("pkg.crossplane.io/Provider: Installed=False(Broken; no image) => Degraded");
    assertThat(Health.of(provider.object())).contains(Health.degraded("Broken: no image"));
    var bucket = Case.of("s3.aws.crossplane.io/Bucket: Synced=False(Broken; denied) => Degraded");
    assertThat(Health.of(bucket.object())).contains(Health.degraded("denied"));
  }

  @Test
  void aTableThatCannotBeReadNamesItsLine() {
    assertThatThrownBy(() -> RuleReader.read("a.b/C\n  Ready=True Healthy\n"))
        .hasMessage("line 2: expected: premises -> Status \"message\"");
    assertThatThrownBy(() -> RuleReader.read("a.b/C\n  Ready=True -> Fine\n"))
        .hasMessage("line 2: no health: Fine");
    assertThatThrownBy(() -> RuleReader.read("a.b/C a.b/C\n  else -> Healthy\n"))
        .hasMessage("a.b/C is there twice");
  }
}
