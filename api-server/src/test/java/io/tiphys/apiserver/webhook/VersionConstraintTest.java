package io.tiphys.apiserver.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionConstraintTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "*; 1.2.3; true",
        "x; 0.0.0; true",
        "*; 1.0.0-rc1; false",
        "1; 1.9.9; true",
        "1.2; 1.2.9; true",
        "1.2; 1.3.0; false",
        "=1.2.3; v1.2.3; true",
        "1.2.3; 1.2.4; false",
        "!=1.2.3; 1.2.4; true",
        "!=1.2.x; 1.2.4; false",
        ">1.2.3; 1.2.4; true",
        ">11; 11.1.0; false",
        ">11; 12.0.0; true",
        ">=1.2; 1.2.0; true",
        "<2; 1.9.9; true",
        "<2; 2.0.0; false",
        "<=2; 2.9.0; true",
        "<=2.0.0; 2.0.1; false",
        "~1.2.3; 1.2.9; true",
        "~1.2.3; 1.3.0; false",
        "~>1.2; 1.2.0; true",
        "~1; 1.9.0; true",
        "^1.2.3; 1.9.0; true",
        "^1.2.3; 2.0.0; false",
        "^0.2.3; 0.2.9; true",
        "^0.2.3; 0.3.0; false",
        "^0.0.3; 0.0.4; false",
        "^0.0; 0.0.9; true",
        "^0; 0.9.0; true",
        "1.2 - 1.4.5; 1.4.5; true",
        "1.2 - 1.4.5; 1.4.6; false",
        ">=1.0.0, <1.5.0; 1.4.0; true",
        ">=1.0.0,<1.5.0; 1.5.0; false",
        "<1 || >=3; 3.1.0; true",
        "<1 || >=3; 2.0.0; false",
        ">=1.0.0-0; 1.2.0-beta.2; true",
        ">1.0.0-beta.2; 1.0.0-beta.11; true",
        ">1.0.0-beta; 1.0.0-alpha; false",
        ">1.0.0-1; 1.0.0-alpha; true",
        "> 1.2.3; 1.2.4; true",
      })
  void containsVersions(String range, String version, boolean expected) {
    assertThat(
            VersionConstraint.parse(range)
                .orElseThrow()
                .contains(SemanticVersion.parse(version).orElseThrow()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "main", ">=", "1.2.3.4", "1..2", "||", "1 ||", ">>1", "release-1.2"})
  void otherTextsAreNoRanges(String text) {
    assertThat(VersionConstraint.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v", "main", "1.2.3.4", "1.2.3-", "release-1", "1.2.3 "})
  void otherTextsAreNoVersions(String text) {
    assertThat(SemanticVersion.parse(text)).isEmpty();
  }
}
