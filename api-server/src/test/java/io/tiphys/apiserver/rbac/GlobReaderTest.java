package io.tiphys.apiserver.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "*            | a/b/c                     | true",
        "*            | \"\"                      | true",
        "**           | a/b                       | true",
        "*/*          | a/b                       | true",
        "*/*          | a/b/c                     | true",
        "*/*          | ab                        | false",
        "team/*       | team/web                  | true",
        "team/*       | team/ns/web               | true",
        "team/*       | teams/web                 | false",
        "*-dev        | web-dev                   | true",
        "*-dev        | web-dev-2                 | false",
        "a*b*c        | a1b2c                     | true",
        "a*b*c        | acb                       | false",
        "ab*ba        | aba                       | false",
        "a*a          | a                         | false",
        "delete/*/Pod/*/* | delete//Pod/ns/web    | true",
        "delete/*/Pod/* | delete/apps/Pod/Pod/x/y | true",
        "we?          | web                       | true",
        "we?          | we                        | false",
        "we?          | we€                       | true",
        "we?          | we😀                      | true",
        "[abc]x       | bx                        | true",
        "[!abc]x      | bx                        | false",
        "[!abc]x      | dx                        | true",
        "[a-c]x       | bx                        | true",
        "[!a-c]x      | bx                        | false",
        "{dev,test}/* | test/web                  | true",
        "{dev,test}/* | prod/web                  | false",
        "{a,{b,c}d}e  | cde                       | true",
        "{a,{b,c}d}e  | ce                        | false",
        "{a*,b}       | axyz                      | true",
        "a,b          | a,b                       | true",
        "a}b          | a}b                       | true",
        "a\\*b        | a*b                       | true",
        "a\\*b        | axb                       | false",
        "a.b          | axb                       | false",
      })
  void matchesAsTheOriginalsGlobs(String glob, String text, boolean isMatch) {
    assertThat(GlobReader.read(glob).matches(text)).isEqualTo(isMatch);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[abc", "[]", "[z-a]", "[a-zA]", "[!"})
  void refusesWhatIsNoGlob(String glob) {
    assertThatThrownBy(() -> GlobReader.read(glob)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHostileGlobCostsNoMoreThanItsLength() {
    String text = "a".repeat(5000);
    assertThat(GlobReader.read("a*".repeat(500) + "b").matches(text)).isFalse();
    assertThat(GlobReader.read("a*?".repeat(30) + "b").matches(text)).isFalse();
    assertThat(GlobReader.read("{a*,a*}".repeat(20) + "b").matches(text)).isFalse();
    assertThatThrownBy(() -> GlobReader.read("{".repeat(5000))).hasMessageContaining("too deep");
  }

  @Test
  void aHostileRegularExpressionIsRefused() {
    assertThatThrownBy(() -> MatchMode.REGEX.compile("((a{1000}){1000}){1000}"))
        .hasMessageContaining("repeats too much");
    assertThatThrownBy(() -> MatchMode.REGEX.compile("a".repeat(5000)))
        .hasMessageContaining("4096");
    assertThat(MatchMode.REGEX.compile("(a+)+$").matches("a".repeat(3000) + "b")).isFalse();
  }
}
