package io.tiphys.kube.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalUrlsTest {

  @ParameterizedTest
  @CsvSource({
    "https://docs.example.org/a,true",
    "Docs|HTTPS://docs.example.org,true",
    "mailto:team@example.org,true",
    "javascript:alert(1),false",
    "Docs|JavaScript:alert(1),false",
    "https://x|javascript:alert(1),false",
    "data:text/html;base64,false",
    "docs,false",
  })
  void a_link_that_a_browser_would_run_is_not_one(String link, boolean harmless) {
    assertThat(ExternalUrls.isHarmless(link)).isEqualTo(harmless);
  }
}
