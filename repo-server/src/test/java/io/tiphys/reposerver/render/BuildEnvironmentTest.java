package io.tiphys.reposerver.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildEnvironmentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain | plain",
        "$NAME | web",
        "${NAME} | web",
        "x-${NAME}-y | x-web-y",
        "$NAME.example.org | web.example.org",
        "$NAMES | ''",
        "$$NAME | $NAME",
        "a$ | a$",
        "a$.b | a$.b",
        "${} | ''",
        "${NAME | NAME",
        "$1x | x",
        "${$}x | $x",
        "$UNKNOWN/path | /path",
      })
  void fillsInVariablesAsGoDoes(String text, String expected) {
    assertThat(new BuildEnvironment(Map.of("NAME", "web")).expand(text)).isEqualTo(expected);
  }

  @Test
  void hasTheOriginalsVariables() {
    var request = Requests.of("apps/web");
    var environment =
        BuildEnvironment.of(request, "0123456789abcdef0123456789abcdef01234567").variables();
    assertThat(environment)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("ARGOCD_APP_NAME", "web"),
                Map.entry("ARGOCD_APP_NAMESPACE", "shop"),
                Map.entry("ARGOCD_APP_PROJECT_NAME", "default"),
                Map.entry("ARGOCD_APP_REVISION", "0123456789abcdef0123456789abcdef01234567"),
                Map.entry("ARGOCD_APP_REVISION_SHORT", "0123456"),
                Map.entry("ARGOCD_APP_REVISION_SHORT_8", "01234567"),
                Map.entry("ARGOCD_APP_SOURCE_PATH", "apps/web"),
                Map.entry("ARGOCD_APP_SOURCE_REPO_URL", "https://git.example.org/shop.git"),
                Map.entry("ARGOCD_APP_SOURCE_TARGET_REVISION", "main"),
                Map.entry("KUBE_VERSION", "1.36.1"),
                Map.entry("KUBE_API_VERSIONS", "v1,apps/v1")));
  }
}
