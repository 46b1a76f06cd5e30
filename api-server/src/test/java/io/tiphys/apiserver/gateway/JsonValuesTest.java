package io.tiphys.apiserver.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an upload over REST is made of.
class JsonValuesTest {

  private static List<String> split(String body) {
    return JsonValues.split(body.getBytes(StandardCharsets.UTF_8)).stream()
        .map(it -> new String(it, StandardCharsets.UTF_8).strip())
        .toList();
  }

  @Test
  void oneObjectAfterTheOther() {
    assertThat(split("{\"a\":{\"b\":[1]}}\n{\"c\":2}{}\n"))
        .containsExactly("{\"a\":{\"b\":[1]}}", "{\"c\":2}", "{}");
  }

  @Test
  void bracesInTextsAreNone() {
    assertThat(split("{\"a\":\"}{\\\"}{\\\\\"}{\"b\":1}"))
        .containsExactly("{\"a\":\"}{\\\"}{\\\\\"}", "{\"b\":1}");
  }

  @Test
  void whatIsNoObjectIsLeftToTheReader() {
    assertThat(split("")).containsExactly("");
    assertThat(split("{} nonsense")).containsExactly("{}", "nonsense");
    assertThat(split("{\"open\":")).containsExactly("{\"open\":");
    assertThat(split("}}{}")).containsExactly("}}{}");
  }
}
