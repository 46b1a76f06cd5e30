package io.tiphys.testkit.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TaintTest {

  @Test
  void isSeenInEachForm() {
    String secret = Taint.of("place");
    assertThat(Taint.in("before " + secret)).isPresent();
    assertThat(Taint.in(URLEncoder.encode(secret, StandardCharsets.UTF_8))).isPresent();
    for (String before : new String[] {"", "u", "us", "use", "user:"}) {
      byte[] bytes = (before + secret).getBytes(StandardCharsets.UTF_8);
      assertThat(Taint.in(Base64.getEncoder().encodeToString(bytes))).as(before).isPresent();
    }
    assertThat(Taint.in("++++++++ xxxxx")).isEmpty();
  }
}
