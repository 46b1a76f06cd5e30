package io.tiphys.engine.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.oracle.Golden;
import io.tiphys.engine.oracle.TestingSchemas;
import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.Behaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What a comparison says of objects that a real API server answered.
@Behaviour({"DIF-02", "DIF-07"})
class GoldenDiffTest {

  @TestFactory
  Stream<DynamicTest> folders() {
    return Golden.all().stream()
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> isAsExpected(golden)));
  }

  private static void isAsExpected(Golden golden) {
    var live = golden.live();
    var schema = TestingSchemas.all().of(live.gvk());
    assertThat(schema).as(live.gvk().toString()).isPresent();
    var comparison = Diff.compare(golden.target(), live, schema, DiffRules.defaults());
    assertThat(JsonTree.writeString(Golden.expectation(comparison)))
        .isEqualTo(JsonTree.writeString(golden.expected()));
    if (!comparison.modified()) {
      assertThat(comparison.predictedLive()).isSameAs(comparison.normalizedLive());
    }
  }

  @Test
  void everyFileIsClaimed() throws IOException {
    for (var golden : Golden.all()) {
      try (var files = Files.list(golden.folder())) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("target.yaml", "live.yaml", "expected.yaml");
      }
    }
  }
}
