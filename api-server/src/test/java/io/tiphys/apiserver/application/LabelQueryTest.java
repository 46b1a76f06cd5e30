package io.tiphys.apiserver.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.apiserver.operation.Refusal;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelQueryTest {

  private static final Map<String, String> LABELS =
      Map.of("app", "shop", "tier", "web", "example.com/size", "12");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          app=shop | true
          app==shop | true
          app = other | false
          app!=other | true
          none!=other | true
          app | true
          !app | false
          !none | true
          app in (shop, store) | true
          app notin (shop) | false
          none notin (shop) | true
          none in (shop) | false
          app=shop,tier=web | true
          app in (a,shop),tier=db | false
          example.com/size>10 | true
          example.com/size<10 | false
          '' | true
          """)
  void matches(String selector, boolean isMatch) {
    assertThat(LabelQuery.parse(selector).matches(LABELS)).isEqualTo(isMatch);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=b=c", "a in b", "=x", "a,,b", "a>99999999999999999999", "(", "a in (b"})
  void refusesWhatIsNone(String selector) {
    assertThatThrownBy(() -> LabelQuery.parse(selector))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("selector");
  }
}
