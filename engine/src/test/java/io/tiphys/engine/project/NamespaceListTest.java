package io.tiphys.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceListTest {

  @Test
  void takesNamesGlobsAndRegularExpressions() {
    var list = new NamespaceList(List.of("argo", " team-* ", "/^app-\\d+$/", ""));
    assertThat(list.includes("argo")).isTrue();
    assertThat(list.includes("team-a")).isTrue();
    assertThat(list.includes("app-7")).isTrue();
    assertThat(list.includes("app-x")).isFalse();
    assertThat(list.includes("argocd")).isFalse();
  }

  @Test
  void aBrokenPatternMatchesNothing() {
    assertThat(new NamespaceList(List.of("/(/", "[")).includes("(")).isFalse();
  }

  @Test
  void aPatternMayLookAheadAndReferBack() {
    var list = new NamespaceList(List.of("/^((?!kube-|secret).)*$/"));
    assertThat(list.includes("team-a")).isTrue();
    assertThat(list.includes("kube-system")).isFalse();
    assertThat(new NamespaceList(List.of("/^(a|b)-\\1$/")).includes("b-b")).isTrue();
  }

  /// Each would take hours, or all memory, by trying out whatever may be.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "^(a+)+$",
        "^(a|aa)+$",
        "^(a+)+(?!a)b",
        "^(.*)*(.*)*\\1x",
        "\\z(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)"
            + "(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?:|)(?!)",
        "(((x{1000}){1000}){1000}){1000}",
        "(((x{1000}){1000}){1000}){1000}(?!a)"
      })
  void aHostilePatternMatchesNothingAndCostsLittle(String pattern) {
    String namespace = "a".repeat(252) + "!";
    assertThat(new NamespaceList(List.of("/" + pattern + "/")).includes(namespace)).isFalse();
  }

  @Test
  void aPatternThatIsTooLongOrNestedTooDeeplyMatchesNothing() {
    for (String pattern :
        List.of("a".repeat(1_000_000), "(".repeat(2_000) + "a" + ")".repeat(2_000))) {
      assertThat(new NamespaceList(List.of("/" + pattern + "/")).includes("b")).isFalse();
    }
  }

  @Test
  void anEmptyListHasNone() {
    assertThat(new NamespaceList(List.of("")).isEmpty()).isTrue();
  }
}
