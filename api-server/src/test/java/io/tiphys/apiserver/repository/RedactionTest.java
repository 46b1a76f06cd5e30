package io.tiphys.apiserver.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.repository.Repository;
import io.tiphys.model.repository.RepositoryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

  @ParameterizedTest
  @CsvSource({
    "https://host/a.git, https://host/a.git",
    "https://org@dev.azure.com/org/p/_git/r, https://org@dev.azure.com/org/p/_git/r",
    "https://u:s3cret@host:8443/a, https://u:xxxxx@host:8443/a",
    "https://u:p@ss@host/a, https://u:xxxxx@host/a",
    "https://u:p/ss@host/a, https://u:xxxxx@host/a",
    "https://ghp_abcdef@host/a, https://xxxxx@host/a",
    "https://:s3cret@host/a, https://:xxxxx@host/a",
    "https://host:8443/a@b, https://host:8443/a@b",
    "https://[::1]:8443/a, https://[::1]:8443/a",
    "git@host:team/app.git, git@host:team/app.git",
    "ssh://git:s3cret@host/app, ssh://git:xxxxx@host/app",
    "oci://u:s3cret@host/app, oci://u:xxxxx@host/app",
    "host:5000/charts, host:5000/charts",
  })
  void a_url_keeps_all_but_its_password(String url, String shown) {
    assertThat(Redaction.url(url)).isEqualTo(shown);
  }

  @Test
  void what_others_say_is_told_without_what_they_repeat() {
    Repository repository =
        RepositoryBuilder.builder()
            .repo("https://u:in-the-url@host/a")
            .password("p w/d")
            .bearerToken("tok.en")
            .sshPrivateKey("-----BEGIN-----\nMIIEvgIBADANBgkqhkiG9w0B\n-----END-----\n")
            .proxy("http://p:pr0xy@proxy:3128")
            .build();
    assertThat(
            Redaction.text(
                "cannot open https://u:in-the-url@host/a?x: 'p w/d', p+w%2Fd, tok.en, pr0xy,"
                    + " line MIIEvgIBADANBgkqhkiG9w0B (via http://other:s3cret@proxy:3128)",
                repository))
        .isEqualTo(
            "cannot open https://u:xxxxx@host/a?x: 'xxxxx', xxxxx, xxxxx, xxxxx,"
                + " line xxxxx (via http://other:xxxxx@proxy:3128)");
    assertThat(Redaction.text("authentication required", repository))
        .isEqualTo("authentication required");
  }

  @Test
  void a_token_is_no_name() {
    assertThat(Redaction.user("ada")).isEqualTo("ada");
    assertThat(Redaction.user("glpat-abc")).isEqualTo("xxxxx");
  }
}
