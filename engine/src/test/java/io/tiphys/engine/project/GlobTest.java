package io.tiphys.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlobTest {

  private static boolean matches(String glob, String text) {
    return Glob.matches(glob, text, (char) 0);
  }

  @Test
  void eachSignMeansWhatItMeansInArgoCd() {
    assertThat(matches("a?c", "abc")).isTrue();
    assertThat(matches("a?c", "ac")).isFalse();
    assertThat(matches("*", "")).isTrue();
    assertThat(matches("a*", "a")).isTrue();
    assertThat(matches("*-prod", "web-prod")).isTrue();
    assertThat(matches("*-prod", "web-prods")).isFalse();
    assertThat(matches("a.c", "abc")).isFalse();
    assertThat(matches("[ab]", "b")).isTrue();
    assertThat(matches("[!ab]", "b")).isFalse();
    assertThat(matches("[!ab]", "c")).isTrue();
    assertThat(matches("v[0-9]", "v7")).isTrue();
    assertThat(matches("v[0-9]", "vx")).isFalse();
    assertThat(matches("\\*", "*")).isTrue();
    assertThat(matches("\\*", "x")).isFalse();
    assertThat(matches("", "")).isTrue();
    assertThat(matches("", "a")).isFalse();
  }

  @Test
  void bracesStandForTheirAlternatives() {
    assertThat(matches("{a,b*}", "bcd")).isTrue();
    assertThat(matches("{a,b*}", "cd")).isFalse();
    assertThat(matches("x{a,{b,c}d}y", "xcdy")).isTrue();
    assertThat(matches("x{a,{b,c}d}y", "xay")).isTrue();
    assertThat(matches("x{a,{b,c}d}y", "xcy")).isFalse();
    assertThat(matches("{a,}b", "b")).isTrue();
    assertThat(matches("a,b", "a,b")).isTrue();
    assertThat(matches("\\{a}", "{a}")).isTrue();
  }

  @Test
  void whatIsNoGlobMatchesItselfOnly() {
    assertThat(matches("[", "x")).isFalse();
    assertThat(matches("{a", "a")).isFalse();
    assertThat(matches("[", "[")).isTrue();
  }

  @Test
  void aSeparatorIsCrossedByTwoStarsOnly() {
    assertThat(Glob.matches("a*c", "a/c", '/')).isFalse();
    assertThat(Glob.matches("a?c", "a/c", '/')).isFalse();
    assertThat(Glob.matches("a**c", "a/b/c", '/')).isTrue();
    assertThat(Glob.matches("a*c", "abc", '/')).isTrue();
  }

  @Test
  void hostileGlobsAreAnsweredToo() {
    String stars = "*a".repeat(1_000) + "b";
    assertThat(matches(stars, "a".repeat(2_000))).isFalse();
    assertThat(matches("{a,b}".repeat(200), "ab".repeat(100))).isFalse();
    assertThat(matches("{".repeat(2_000), "a")).isFalse();
    assertThat(matches("{" + ",".repeat(4_000) + "}", "b")).isFalse();
  }
}
