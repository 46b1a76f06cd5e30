package io.tiphys.apiserver.webhook;

import static io.tiphys.apiserver.webhook.TestingApplications.following;
import static io.tiphys.apiserver.webhook.TestingApplications.source;
import static io.tiphys.apiserver.webhook.TestingApplications.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.apiserver.webhook.WebhookEvent.Push;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationBuilder;
import io.tiphys.model.application.ApplicationSpecBuilder;
import io.tiphys.model.application.DrySourceBuilder;
import io.tiphys.model.application.SourceHydratorBuilder;
import io.tiphys.model.application.SyncSourceBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FollowersTest {

  private static final String PAGE = "https://git.example/team/shop";

  private static boolean include(Push push, Application application) {
    return new Followers(push).include(application);
  }

  private static Push pushed(String url, String ref, boolean isHead, String... files) {
    return new Push(List.of(url), List.of(new PushedRef(ref, isHead)), List.of(files));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example/team/shop",
        "https://git.example/team/shop.git",
        "http://git.example:8443/team/shop",
        "https://somebody@git.example/team/shop.git",
        "git@git.example:team/shop.git",
        "git@git.example:team/shop",
        "ssh://git@git.example/team/shop",
        "ssh://git@git.example:22/team/shop.git",
        "ssh://git@ssh.git.example:443/team/shop.git",
        "git@altssh.git.example:443/team/shop.git",
        "https://www.git.example/team/shop",
        "HTTPS://GIT.EXAMPLE/Team/Shop"
      })
  void aRepositoryHasManyNames(String url) {
    assertThat(include(pushed(PAGE, "main", true), following(url, ""))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example/team/shop2",
        "https://git.example/team/sho",
        "https://git.example/other/team/shop",
        "https://git.example.evil/team/shop",
        "https://evil.git.example/team/shop",
        "https://gitxexample/team/shop",
        "file:///git.example/team/shop",
        ""
      })
  void anotherRepositoryIsNotConcerned(String url) {
    assertThat(include(pushed(PAGE, "main", true), following(url, ""))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://dev.azure.example/team/My%20Shop/_git/shop,"
        + " https://team@dev.azure.example/team/My%20Shop/_git/shop",
    "ssh://git@bitbucket.corp:7999/team/shop.git, ssh://git@bitbucket.corp:7999/team/shop.git",
    "https://[2001:db8::1]:8443/team/shop, https://[2001:db8::1]/team/shop",
    "//git.example/team/shop?x=1, https://git.example/team/shop",
    "https://www.git.example/team/shop, git@git.example:team/shop.git",
  })
  void clonesAndOddPagesAreRepositories(String pushed, String url) {
    assertThat(include(pushed(pushed, "main", true), following(url, ""))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://", "https://git.example", "https://git.example/", "shop"})
  void nobodyFollowsWhatIsNoRepository(String pushed) {
    assertThat(include(pushed(pushed, "main", true), following("https://git.example/", "")))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'', main, true, true",
    "HEAD, main, true, true",
    "refs/heads/HEAD, main, true, true",
    "HEAD, dev, false, false",
    "dev, dev, false, true",
    "refs/heads/dev, dev, false, true",
    "refs/tags/dev, dev, false, true",
    "dev, main, true, false",
    "feature/blue, feature/blue, false, true",
    "refs/heads/feature/blue, feature/blue, false, true",
    "blue, feature/blue, false, false",
    "v1.2.3, v1.2.3, false, true",
    "1.2.*, v1.2.9, false, true",
    ">=1.0.0 <2.0.0, 1.9.0, false, true",
    ">=1.0.0 <2.0.0, 2.0.0, false, false",
    "^1.4, main, true, false",
  })
  void aTargetRevisionFollowsARef(String target, String ref, boolean isHead, boolean expected) {
    assertThat(include(pushed(PAGE, ref, isHead), following(PAGE, target))).isEqualTo(expected);
  }

  @Test
  void oneOfManySourcesOrRefsIsEnough() {
    var application = with("", source("https://git.example/a/b", "", ""), source(PAGE, "dev", ""));
    var push =
        new Push(
            List.of("ssh://git@git.example/x/y", PAGE),
            List.of(new PushedRef("main", true), new PushedRef("dev", false)),
            List.of());
    assertThat(include(push, application)).isTrue();
    assertThat(include(pushed(PAGE, "main", true), application)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    ".;../shared, apps/web/a.yaml, true",
    ".;../shared, apps/shared/deep/b.yaml, true",
    ".;../shared, apps/website/a.yaml, false",
    "/libs, libs/x.yaml, true",
    "/libs, apps/libs/x.yaml, false",
    "/apps/*/values.yaml, apps/shop/values.yaml, true",
    "/apps/*/values.yaml, apps/shop/deep/values.yaml, false",
    "/apps/we[bx]/?.yaml, apps/web/a.yaml, true",
    "/, anything, true",
    "/apps/[, apps/web/a.yaml, false",
    ";;, other, true",
    "../../../.., other, true",
  })
  void changedFilesAreComparedWithTheAnnotation(String paths, String file, boolean expected) {
    var application = with(paths, source(PAGE, "", "apps/web"));
    assertThat(include(pushed(PAGE, "main", true, "README.md", file), application))
        .isEqualTo(expected);
  }

  @Test
  void withoutFilesOrAnnotationAllAreConcerned() {
    assertThat(include(pushed(PAGE, "main", true), with(".", source(PAGE, "", "apps/web"))))
        .isTrue();
    assertThat(include(pushed(PAGE, "main", true, "else"), following(PAGE, ""))).isTrue();
  }

  @Test
  void aHydratedApplicationFollowsBothItsBranches() {
    var hydrated =
        ApplicationBuilder.builder()
            .spec(
                ApplicationSpecBuilder.builder()
                    .sourceHydrator(
                        SourceHydratorBuilder.builder()
                            .drySource(
                                DrySourceBuilder.builder()
                                    .repoURL(PAGE)
                                    .targetRevision("HEAD")
                                    .build())
                            .syncSource(
                                SyncSourceBuilder.builder().targetBranch("env/prod").build())
                            .build())
                    .build())
            .build();
    assertThat(include(pushed(PAGE, "main", true), hydrated)).isTrue();
    assertThat(include(pushed(PAGE, "env/prod", false), hydrated)).isTrue();
    assertThat(include(pushed(PAGE, "env/test", false), hydrated)).isFalse();
  }
}
