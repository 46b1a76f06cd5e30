package io.tiphys.reposerver.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelmArgumentsTest extends RenderFixture {

  @Test
  void saysEverythingInTheOriginalsOrder() throws Exception {
    var tree = commit("web/a.yaml", "", "shared/b.yaml", "", "web/logo.txt", "");
    var request =
        Requests.of(
            "web",
            """
            "helm":{"valueFiles":["a.yaml","/shared/b.yaml","none.yaml"],"releaseName":"shop",
             "parameters":[{"name":"app","value":"$ARGOCD_APP_NAME"},
               {"name":"n","value":"1","forceString":true},{"name":"l","value":"a,b"}],
             "fileParameters":[{"name":"logo","path":"logo.txt"}],
             "values":"x: 1","skipTests":true,"skipSchemaValidation":true,"skipCrds":true}
            """);
    var arguments = HelmArguments.of(request, "web", new Reads(tree, 1000));
    assertThat(arguments.line("/copy", "/values"))
        .containsExactly(
            ("template . --name-template shop --namespace shop --kube-version 1.36.1 --set app=web"
                    + " --set l=a\\,b --set-string n=1 --set-file logo=/copy/web/logo.txt"
                    + " --values /copy/web/a.yaml --values /copy/shared/b.yaml"
                    + " --values /copy/web/none.yaml --values /values --api-versions v1"
                    + " --api-versions apps/v1 --skip-schema-validation --skip-tests")
                .split(" "));
  }

  @Test
  void leavesOutOfMessagesHoweverManyVersionsThereAre() {
    assertThat(
            HelmTool.withoutApiVersions(
                "helm template . " + "--api-versions apps/v1/Deployment ".repeat(20_000) + "fails"))
        .isEqualTo("helm template . <api versions removed> fails");
  }

  @Test
  void takesTheSourcesOwnNamespaceAndVersions() throws Exception {
    var request =
        Requests.of(
            "web",
            """
            "helm":{"namespace":"other","kubeVersion":"1.30.0","apiVersions":["x/v1"]}
            """);
    assertThat(HelmArguments.of(request, "web", new Reads(commit(), 1000)).line(".", "values"))
        .isEqualTo(
            List.of(
                ("template . --name-template web --namespace other --kube-version 1.30.0"
                        + " --api-versions x/v1 --include-crds")
                    .split(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b | a\\,b",
        "a\\,b | a\\,b",
        ",a | \\,a",
        "a,,b | a\\,\\,b",
        "{a,b} | {a,b}",
        "a=b | a=b",
      })
  void escapesCommasThatAreNotAList(String value, String expected) {
    assertThat(HelmArguments.escaped(value)).isEqualTo(expected);
  }
}
