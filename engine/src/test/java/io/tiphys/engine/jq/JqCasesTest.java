package io.tiphys.engine.jq;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What gojq 0.12.17, the library of Argo CD, answered to expressions over `input.json`: the values
/// of each, or of `del(...)` of it.
class JqCasesTest {

  private static final Path FOLDER = Path.of("src/test/resources/jq");

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    var input = JsonTree.parse(Files.readAllBytes(FOLDER.resolve("input.json")));
    return Files.readAllLines(FOLDER.resolve("cases.jsonl")).stream()
        .map(line -> test(JsonTree.parseObject(line.getBytes(StandardCharsets.UTF_8)), input));
  }

  private static DynamicTest test(Map<String, @Nullable Object> one, @Nullable Object input) {
    return DynamicTest.dynamicTest(
        one.get("mode") + " " + one.get("expression"), () -> answersTheSame(one, input));
  }

  private static void answersTheSame(Map<String, @Nullable Object> one, @Nullable Object input) {
    String expression = String.valueOf(one.get("expression"));
    var parsed = Jq.parse(expression);
    assertThat(parsed).isInstanceOf(Jq.Parsed.Good.class);
    var jq = ((Jq.Parsed.Good) parsed).jq();
    var result =
        "delete".equals(one.get("mode"))
            ? jq.delete(input, JqLimits.DEFAULT)
            : jq.run(input, JqLimits.DEFAULT);
    if (one.containsKey("fails")) {
      assertThat(result).isInstanceOf(Jq.Result.Failed.class);
      return;
    }
    assertThat(result).isInstanceOf(Jq.Result.Values.class);
    assertThat(JsonTree.writeString(((Jq.Result.Values) result).values()))
        .isEqualTo(JsonTree.writeString(one.get("values")));
  }
}
