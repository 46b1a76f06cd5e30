package io.tiphys.apiserver.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFilterTest {

  @ParameterizedTest
  @CsvSource({
    "'', false, anything, true",
    "error, false, An ERROR here, true",
    "error, true, An ERROR here, false",
    "ERROR, true, An ERROR here, true",
    "!error, false, An ERROR here, false",
    "!error, true, An ERROR here, true",
    "!error, false, all is well, true",
    "!, false, all is well, false",
  })
  void wantsLines(String filter, boolean isCaseMatched, String content, boolean expected) {
    assertThat(LogFilter.of(filter, isCaseMatched).wants(content)).isEqualTo(expected);
  }
}
