package io.tiphys.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
  void anEmptyListHasNone() {
    assertThat(new NamespaceList(List.of("")).isEmpty()).isTrue();
  }
}
