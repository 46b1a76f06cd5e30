package io.tiphys.apiserver.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The names by which Argo CD finds what we wrote, and we what it wrote.
class PurposeTest {

  @Test
  void secrets_have_the_originals_names() {
    assertThat(Purpose.READ.repositoryName("https://github.com/argoproj/argo-cd", ""))
        .isEqualTo("repo-42374749");
    assertThat(Purpose.READ.repositoryName("https://github.com/argoproj/ARGO-cd", ""))
        .isEqualTo("repo-1890113693");
    assertThat(Purpose.READ.repositoryName("https://github.com/argoproj/argo-cd", ".git"))
        .isEqualTo("repo-821842295");
    assertThat(Purpose.WRITE.repositoryName("https://github.com/argoproj/argo-cd", ""))
        .isEqualTo("repo-write-42374749");
    assertThat(Purpose.READ.templateName("https://github.com/argoproj/argo-cd"))
        .isEqualTo("creds-42374749");
    assertThat(Purpose.WRITE.templateName("https://github.com/argoproj/argo-cd"))
        .isEqualTo("creds-write-42374749");
  }
}
