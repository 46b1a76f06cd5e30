package io.tiphys.kube.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import okio.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is made of answers that are no success, whoever gives them.
class RefusalReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "504 | ''                                                | HTTP status 504",
        "502 | '  '                                              | HTTP status 502",
        "502 | <p>bad gateway</p>                                | HTTP status 502: <p>bad gateway</p>",
        "500 | []                                                | HTTP status 500: []",
        "409 | {\"message\": \"changed\", \"reason\": \"Conflict\"} | changed"
      })
  void sayWhatThereIs(int code, String body, String message) throws IOException {
    var refused = RefusalReader.read(code, new Buffer().writeUtf8(body));

    assertThat(refused.message()).isEqualTo(message);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.reason()).isEqualTo(code == 409 ? "Conflict" : "");
  }
}
