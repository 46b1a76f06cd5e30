package io.tiphys.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTreeTest {

  /// What Go's `json.Marshal` makes of these characters.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "22,     \\\"",
        "5c,     \\\\",
        "8,      \\b",
        "9,      \\t",
        "a,      \\n",
        "c,      \\f",
        "d,      \\r",
        "0,      \\u0000",
        "1f,     \\u001f",
        "26,     \\u0026",
        "3c,     \\u003c",
        "3e,     \\u003e",
        "2028,   \\u2028",
        "2029,   \\u2029",
        "d800,   \\ufffd",
        "dfff,   \\ufffd"
      })
  void escapes(String codePoint, String written) {
    String text = "a" + (char) Integer.parseInt(codePoint, 16) + "b";
    assertThat(JsonTree.writeString(text)).isEqualTo("\"a" + written + "b\"");
  }

  @ParameterizedTest
  @CsvSource({"20", "7e", "7f", "80", "7ff", "800", "d7ff", "e000", "ffff", "10000", "10ffff"})
  void keepsOtherCharactersAsUtf8(String codePoint) {
    String text = Character.toString(Integer.parseInt(codePoint, 16)).repeat(2);
    assertThat(JsonTree.write(text))
        .isEqualTo(("\"" + text + "\"").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    var random = new Random(7);
    for (int i = 0; i < 300; i++) {
      String text =
          random
              .ints(random.nextInt(2000), 0, Character.MAX_CODE_POINT + 1)
              .filter(it -> it < Character.MIN_SURROGATE || it > Character.MAX_SURROGATE)
              .map(it -> random.nextBoolean() ? it % 0x100 : it)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      var tree = Map.of("text", text, "list", Arrays.asList(text, 1L, 0.5, true, null));
      assertThat(JsonTree.parse(JsonTree.write(tree))).isEqualTo(tree);
    }
  }

  @Test
  void membersAreSortedAndNothingIsSpaced() {
    assertThat(JsonTree.writeString(Map.of("b", List.of(1L, 2L), "a", Map.of())))
        .isEqualTo("{\"a\":{},\"b\":[1,2]}");
  }

  @Test
  void anotherTypeIsRefusedByName() {
    assertThatThrownBy(() -> JsonTree.write(new StringBuilder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no JSON value: java.lang.StringBuilder");
  }
}
