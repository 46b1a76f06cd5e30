package io.tiphys.reposerver.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.reposerver.source.GitUrl.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitUrlTest {

  @Test
  void readsEachFormThatIsAllowed() throws Exception {
    assertThat(GitUrl.parse("https://Git.Example.org:8443/Team/App.git"))
        .isEqualTo(
            new GitUrl(
                Scheme.HTTPS,
                "https://git.example.org:8443/Team/App.git",
                "git.example.org",
                "",
                null));
    assertThat(GitUrl.parse("git@github.com:team/app.git").scheme()).isEqualTo(Scheme.SSH);
    assertThat(GitUrl.parse("ssh://git@host:2222/team/app").address())
        .isEqualTo("ssh://git@host:2222/team/app");
    assertThat(GitUrl.parse("file:///srv/git/app.git").address()).isEqualTo("/srv/git/app.git");
    assertThat(GitUrl.parse("/srv/git/app.git").scheme()).isEqualTo(Scheme.FILE);
  }

  @Test
  void keepsAPasswordOutOfItsText() throws Exception {
    var url = GitUrl.parse("https://ada:s3cret@host/app");
    assertThat(url.password()).isEqualTo("s3cret");
    assertThat(url).hasToString("https://host/app");
    for (String refused :
        new String[] {"ftp://ada:s3cret@host/app", "https://ada:s3cret@ho st/app"}) {
      assertThatThrownBy(() -> GitUrl.parse(refused))
          .isInstanceOf(SourceException.class)
          .hasMessageNotContaining("s3cret");
    }
    assertThat(GitUrl.masked("https://ada:s3@cret@host/app")).isEqualTo("https://host/app");
  }

  @Test
  void knowsTwoSpellingsOfOneRepository() throws Exception {
    assertThat(GitUrl.parse("git@Host:team/app.git").normalized())
        .isEqualTo(GitUrl.parse("ssh://git@host/team/app/").normalized());
    assertThat(GitUrl.parse("https://HOST/app.git").normalized()).isEqualTo("https://host/app");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-oProxyCommand=x",
        "ext::sh -c id",
        "git://host/app",
        "ftp://host/app",
        "relative/path",
        "git@host:-x",
        "https:///app",
        "file://host/app",
        "https://host/\u0001"
      })
  void refusesTheRest(String url) {
    assertThatThrownBy(() -> GitUrl.parse(url))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("is not a repository URL");
  }
}
