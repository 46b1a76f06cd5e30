package io.tiphys.reposerver.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.proto.reposerver.HelmChart;
import io.tiphys.proto.reposerver.HelmChartsRequest;
import io.tiphys.proto.reposerver.ListRefsRequest;
import io.tiphys.proto.reposerver.RepoServerRevisionChartDetailsRequest;
import io.tiphys.proto.reposerver.TestRepositoryRequest;
import io.tiphys.proto.v1alpha1.Repository;
import io.tiphys.testkit.charts.TestingCharts;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChartQuestionsIT {

  private static final String INDEX =
      """
      apiVersion: v1
      entries:
        web:
        - {version: 2.0.0, description: The web, home: "https://web", maintainers: [{name: Ada}]}
        - {version: 1.0.0}
        db:
        - {version: 0.1.0}
      """;

  private static final TestingCharts charts = TestingCharts.start("ada", "right");

  @RegisterExtension final ServeFixture server = new ServeFixture();

  @AfterAll
  static void stop() {
    charts.close();
  }

  @BeforeEach
  void believe() throws Exception {
    Files.writeString(
        Files.createDirectories(server.tls()).resolve("localhost"), charts.authority());
    charts.index(INDEX).tags("1.0.0", "1.1.0", "latest");
  }

  private static Repository.Builder helm() {
    return Repository.newBuilder()
        .setRepo(charts.url())
        .setType("helm")
        .setName("charts")
        .setUsername("ada")
        .setPassword("right");
  }

  private static Repository.Builder oci() {
    return helm().setRepo("oci://" + charts.registry() + "/team/app").setType("oci");
  }

  private boolean test(Repository.Builder repository) {
    return server
        .stub()
        .testRepository(TestRepositoryRequest.newBuilder().setRepo(repository).build())
        .getVerifiedRepository();
  }

  @Test
  void aRepositoryOfChartsIsTestedByItsIndex() {
    assertThat(test(helm())).isTrue();
    assertThat(
            test(
                helm()
                    .setRepo(charts.url().replace("//", "//ada:right@"))
                    .clearUsername()
                    .clearPassword()))
        .isTrue();
    assertThatThrownBy(() -> test(helm().setPassword("wrong")))
        .hasMessage(
            "UNKNOWN: error testing repository connectivity: failed to get index: 401 Unauthorized");
    assertThatThrownBy(() -> test(helm().setRepo(charts.url() + "/absent")))
        .hasMessageContaining("failed to get index: 404 Not Found");
    charts.index("<html>not an index</html>");
    assertThatThrownBy(() -> test(helm())).hasMessageContaining("the index is no map");
    charts.index("# " + "x".repeat(2 << 20));
    assertThatThrownBy(() -> test(helm()))
        .hasMessageContaining("the answer has more than 1048576 bytes");
  }

  @Test
  void aCertificateThatNobodyKnowsIsNotBelieved() throws Exception {
    Files.delete(server.tls().resolve("localhost"));
    assertThatThrownBy(() -> test(helm()))
        .hasMessageContaining("tls: failed to verify certificate");
    assertThat(test(helm().setInsecure(true))).isTrue();
  }

  @Test
  void credentialsDoNotFollowToAnotherHost() {
    charts.redirect("/moved/index.yaml", "https://127.0.0.1:%d/elsewhere".formatted(charts.port()));
    charts.redirect("/down/index.yaml", "http://localhost:1/index.yaml");
    charts.redirect("/loop/index.yaml", "/loop/index.yaml");
    assertThatThrownBy(() -> test(helm().setRepo(charts.url().replace("/charts", "/moved"))))
        .hasMessageContaining("401 Unauthorized");
    assertThat(charts.seen()).contains("/elsewhere -");
    assertThatThrownBy(() -> test(helm().setRepo(charts.url().replace("/charts", "/down"))))
        .hasMessageContaining("a redirect leads away from HTTPS");
    assertThatThrownBy(() -> test(helm().setRepo(charts.url().replace("/charts", "/loop"))))
        .hasMessageContaining("stopped after 5 redirects");
  }

  @Test
  void listsChartsAndTheirVersions() {
    var answer =
        server.stub().getHelmCharts(HelmChartsRequest.newBuilder().setRepo(helm()).build());
    assertThat(answer.getItemsList())
        .containsExactly(
            HelmChart.newBuilder().setName("db").addVersions("0.1.0").build(),
            HelmChart.newBuilder()
                .setName("web")
                .addVersions("2.0.0")
                .addVersions("1.0.0")
                .build());
    assertThatThrownBy(() ->
            server
                .stub()
                .getHelmCharts(
                    HelmChartsRequest.newBuilder().setRepo(helm().setPassword("no")).build()))
        .hasMessage("UNKNOWN: failed to get index: 401 Unauthorized");
  }

  @Test
  void aRegistryIsTestedAndListsItsTags() {
    assertThat(test(oci())).isTrue();
    assertThat(test(helm().setRepo(charts.registry()).setEnableOCI(true))).isTrue();
    assertThatThrownBy(() -> test(oci().setPassword("wrong")))
        .hasMessage(
            "UNKNOWN: error testing repository connectivity:"
                + " failed to log in to registry: 401 Unauthorized");
    assertThatThrownBy(() -> test(oci().setRepo("oci://localhost:1/x")))
        .hasMessageContaining("connection refused");
    var tags = server.stub().listOCITags(ListRefsRequest.newBuilder().setRepo(oci()).build());
    assertThat(tags.getTagsList()).containsExactly("1.0.0", "1.1.0", "latest");
    assertThatThrownBy(() ->
            server
                .stub()
                .listOCITags(
                    ListRefsRequest.newBuilder()
                        .setRepo(oci().setRepo("oci://" + charts.registry() + "/absent"))
                        .build()))
        .hasMessage("UNKNOWN: failed to get tags: 404 Not Found");
  }

  @Test
  void tellsWhatAChartSaysOfItself() {
    var inIndex = server.stub().getRevisionChartDetails(chart(helm(), "web", "2.0.0"));
    assertThat(inIndex.getDescription()).isEqualTo("The web");
    assertThat(inIndex.getMaintainersList()).containsExactly("Ada");
    assertThatThrownBy(() -> server.stub().getRevisionChartDetails(chart(helm(), "web", "9.0.0")))
        .hasMessageContaining("chart \"web\" version \"9.0.0\" not found");

    charts.configuration(
        """
        {"version":"1.0.0","description":"An app","home":"https://app",
         "maintainers":[{"name":"Ada","email":"ada@example.org"}]}\
        """);
    var inRegistry =
        server
            .stub()
            .getRevisionChartDetails(
                chart(
                    helm().setRepo(charts.registry() + "/team").setEnableOCI(true),
                    "app",
                    "1.0.0"));
    assertThat(inRegistry.getDescription()).isEqualTo("An app");
    assertThat(inRegistry.getMaintainersList()).containsExactly("Ada <ada@example.org>");
    assertThat(server.stub().getOCIMetadata(chart(oci(), "", "1.0.0")).getAuthors())
        .isEqualTo("Ada");
    assertThatThrownBy(() -> server.stub().getOCIMetadata(chart(oci(), "", "../x")))
        .hasMessageContaining("neither a tag nor a digest");
  }

  private static RepoServerRevisionChartDetailsRequest chart(
      Repository.Builder repository, String name, String version) {
    return RepoServerRevisionChartDetailsRequest.newBuilder()
        .setRepo(repository)
        .setName(name)
        .setRevision(version)
        .build();
  }
}
