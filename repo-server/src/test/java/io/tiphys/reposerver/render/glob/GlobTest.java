package io.tiphys.reposerver.render.glob;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.yaml | a.yaml | true",
        "*.yaml | deep/below/a.yaml | true",
        "*.yaml | a.yml | false",
        "{*.yml,*.yaml} | a.yaml | true",
        "{*.yml,*.yaml} | a.json | false",
        "{config.yaml,env-usw2/*} | env-usw2/a/b.yaml | true",
        "{config.yaml,env-usw2/*} | config.yaml | true",
        "{config.yaml,env-usw2/*} | env-usw1/b.yaml | false",
        "** | any/thing | true",
        "a? | ab | true",
        "a? | a/ | true",
        "a? | a | false",
        "[ab].yaml | b.yaml | true",
        "[!ab].yaml | c.yaml | true",
        "[!ab].yaml | a.yaml | false",
        "[a-c]x | bx | true",
        "[a-c]x | dx | false",
        "{a,{b,c}d} | cd | true",
        "{a,{b,c}d} | c | false",
        "\\*.yaml | *.yaml | true",
        "\\*.yaml | a.yaml | false",
        "a,b | a,b | true",
      })
  void matchesNamesWithoutRegardToSlashes(String pattern, String name, boolean expected) {
    assertThat(Glob.ofNames(pattern).orElseThrow().matches(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "envs/*.yaml | envs/a.yaml | true",
        "envs/*.yaml | envs/deep/a.yaml | false",
        "envs/**/*.yaml | envs/a.yaml | true",
        "envs/**/*.yaml | envs/x/y/a.yaml | true",
        "envs/**/*.yaml | other/a.yaml | false",
        "**/*.yaml | a.yaml | true",
        "envs/** | envs/x/y | true",
        "envs/a**b | envs/axb | true",
        "envs/a**b | envs/a/b | false",
        "envs/? | envs/a | true",
        "envs/[^a] | envs/b | true",
        "envs/[^a] | envs/a | false",
        "x?y | x/y | false",
      })
  void matchesPathsPartByPart(String pattern, String path, boolean expected) {
    assertThat(Glob.ofPaths(pattern).orElseThrow().matches(path)).isEqualTo(expected);
  }

  @Test
  void refusesWhatIsNotClosed() {
    assertThat(Glob.ofNames("{a,b")).isEmpty();
    assertThat(Glob.ofNames("[ab")).isEmpty();
    assertThat(Glob.ofNames("a\\")).isEmpty();
    assertThat(Glob.ofNames("{".repeat(5000) + "}".repeat(5000))).isEmpty();
    assertThat(Glob.ofNames("x".repeat(100_000))).isEmpty();
  }

  @Test
  void endsOnPatternsThatWouldBacktrackForEver() {
    var glob = Glob.ofNames("*a".repeat(60) + "b").orElseThrow();
    assertThat(glob.matches("a".repeat(3000))).isFalse();
    assertThat(Glob.ofNames("{*,*}".repeat(30) + "!").orElseThrow().matches("a".repeat(3000)))
        .isFalse();
  }
}
