package io.tiphys.apiserver.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.repository.Repository;
import io.tiphys.model.repository.RepositoryBuilder;
import org.junit.jupiter.api.Test;

class SpecDifferenceTest {

  @Test
  void names_the_fields_and_tells_nothing_of_them() {
    Repository one = RepositoryBuilder.builder().repo("u").username("a").password("p").build();
    Repository other =
        one.with()
            .password("q")
            .sshPrivateKey("k")
            .enableLfs(true)
            .githubAppEnterpriseBaseUrl("https://ghe")
            .build();
    assertThat(SpecDifference.message("repository", one, other))
        .isEqualTo(
            "existing repository spec is different; use upsert flag to force update; difference in"
                + " keys \"Password,SSHPrivateKey,EnableLFS,GitHubAppEnterpriseBaseURL\"");
    assertThat(SpecDifference.message("repository", one, one))
        .isEqualTo("existing repository spec is different; use upsert flag to force update");
  }
}
