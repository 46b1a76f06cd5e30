package io.tiphys.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class YamlTreeTest {

  private static @Nullable Object parse(String text) {
    return YamlTree.parse("app.yaml", text, YamlLimits.DEFAULT);
  }

  @Test
  void tellsFileLineAndColumnOfAMistake() {
    assertThatThrownBy(() -> parse("a: 1\nb: [1\nc: 2\n"))
        .isInstanceOfSatisfying(
            InvalidYamlException.class,
            e -> {
              assertThat(e.file()).isEqualTo("app.yaml");
              assertThat(e.line()).isEqualTo(3);
              assertThat(e.column()).isEqualTo(2);
            })
        .hasMessageStartingWith("app.yaml:3:2: ");
  }

  @Test
  void tellsThatATemplateWasNotRendered() {
    for (String text :
        List.of("a: {{ x }}\n", "a: {{ .Values.x }}\n", "b: c\n{{- if x }}\na: b\n{{- end }}\n")) {
      assertThatThrownBy(() -> parse(text))
          .as(text)
          .isInstanceOf(InvalidYamlException.class)
          .hasMessageContaining("looks like a template that was not rendered");
    }
  }

  @Test
  void readsUtf8AndUtf16WithAByteOrderMark() {
    for (var charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      byte[] text = "\ufeffname: é😀\n".getBytes(charset);
      assertThat(YamlTree.parse("", text, YamlLimits.DEFAULT)).isEqualTo(Map.of("name", "é😀"));
    }
    assertThatThrownBy(
            () -> YamlTree.parse("f", new byte[] {'a', '\n', (byte) 0xff}, YamlLimits.DEFAULT))
        .hasMessage("f:2:1: invalid UTF-8");
  }

  @Test
  void refusesABombOfAliases() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i,
                  i,
                  String.join(
                      ", ", List.of(alias, alias, alias, alias, alias, alias, alias, alias))));
    }
    assertThatThrownBy(() -> parse(bomb.toString()))
        .isInstanceOf(InvalidYamlException.class)
        .hasMessageContaining("with all aliases followed");
  }

  @Test
  void refusesALongTextThatIsRepeatedByAliases() {
    String aliases = IntStream.range(0, 200).mapToObj(i -> "*t").collect(Collectors.joining(", "));
    String text = "t: &t " + "x".repeat(1 << 20) + "\nall: [" + aliases + "]\n";

    assertThatThrownBy(() -> parse(text)).hasMessageContaining("with all aliases followed");
  }

  @Test
  void refusesAChainOfAliasesThatNestsDeeply() {
    var chain = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 5000; i++) {
      chain.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }
    assertThatThrownBy(() -> parse(chain.toString())).hasMessageContaining("levels deep");
  }

  @Test
  void refusesDeepNesting() {
    assertThatThrownBy(() -> parse("a: " + "[".repeat(100_000)))
        .isInstanceOf(InvalidYamlException.class);
    assertThatThrownBy(() -> parse("[".repeat(100_000) + "]".repeat(100_000)))
        .isInstanceOf(InvalidYamlException.class);
  }

  @Test
  void refusesATextThatIsTooLarge() {
    var limits = new YamlLimits(10, 5, 1000);
    assertThatThrownBy(() -> YamlTree.parse("f", "a: 12345678", limits))
        .hasMessage("f: larger than 10 bytes");
    assertThatThrownBy(
            () -> YamlTree.parse("f", "a: 12345678".getBytes(StandardCharsets.UTF_8), limits))
        .hasMessage("f: larger than 10 bytes");
  }

  @Test
  void takesManyHarmlessAliases() {
    String aliases = IntStream.range(0, 5000).mapToObj(i -> "- *a\n").collect(Collectors.joining());

    var tree = JsonTree.objectOrEmpty(parse("a: &a {b: [c]}\nall:\n" + aliases));

    assertThat(JsonTree.listOrEmpty(tree.get("all"))).hasSize(5000);
  }

  @Test
  void takesABundleLargerThanSnakeyamlsOwnLimit() {
    String item = "- name: " + "n".repeat(100) + "\n";

    var tree = JsonTree.listOrEmpty(parse(item.repeat(50_000)));

    assertThat(tree).hasSize(50_000);
  }

  @Test
  void readsEmptyDocumentsAsNull() {
    assertThat(YamlTree.parseAll("", "---\n---\na: 1\n---\n# nothing\n", YamlLimits.DEFAULT))
        .containsExactly(null, Map.of("a", 1L), null);
    assertThat(parse("")).isNull();
    assertThat(parse("# nothing\n")).isNull();
  }

  @Test
  void readsJsonThatIsIndentedWithTabs() {
    assertThat(parse("{\n\t\"a\": [1, \"\\ud83d\\ude00\"]\n}\n"))
        .isEqualTo(Map.of("a", List.of(1L, "😀")));
  }

  @Test
  void writesBlockStyleWithSortedKeys() {
    var tree =
        parse(
            """
            {"b": {"z": [], "y": {}, "x": null}, "a": [1, {"d": true, "c": 1.5}, ["n"]],
             "text": "one\\ntwo\\n", "quoted": ["yes", "12:30", "1e3", "", "a: b", "2020-01-01"]}\
            """);

    assertThat(YamlTree.write(tree))
        .isEqualTo(
            """
            a:
            - 1
            - c: 1.5
              d: true
            - - "n"
            b:
              x: null
              "y": {}
              z: []
            quoted:
            - "yes"
            - "12:30"
            - "1e3"
            - ""
            - "a: b"
            - "2020-01-01"
            text: |
              one
              two
            """);
  }

  @Test
  void readsAndWritesTextsOfAnyLength() {
    for (String text : List.of("a".repeat(500_000), ".1" + "_1".repeat(200_000) + "y")) {
      assertThat(YamlTree.write(Map.of("a", text))).isEqualTo("a: " + text + "\n");
      assertThat(parse("a: " + text)).isEqualTo(Map.of("a", text));
    }
  }
}
