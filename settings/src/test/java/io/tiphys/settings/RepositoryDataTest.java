package io.tiphys.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.repository.RepoCreds;
import io.tiphys.model.repository.RepoCredsBuilder;
import io.tiphys.model.repository.Repository;
import io.tiphys.model.repository.RepositoryBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepositoryDataTest {

  private final List<String> unreadable = new ArrayList<>();

  @Test
  void what_is_written_is_read_as_it_was() {
    Repository repository =
        RepositoryBuilder.builder()
            .repo("https://git.example.org/app")
            .type("helm")
            .name("charts")
            .project("mine")
            .username("u")
            .password("p")
            .bearerToken("b")
            .sshPrivateKey("s")
            .tlsClientCertData("c")
            .tlsClientCertKey("k")
            .insecure(true)
            .insecureIgnoreHostKey(true)
            .enableLfs(true)
            .enableOCI(true)
            .insecureOCIForceHttp(true)
            .githubAppPrivateKey("g")
            .githubAppID(1)
            .githubAppInstallationID(2)
            .githubAppEnterpriseBaseUrl("https://ghe")
            .gcpServiceAccountKey("j")
            .forceHttpBasicAuth(true)
            .useAzureWorkloadIdentity(true)
            .azureServicePrincipalClientId("ac")
            .azureServicePrincipalClientSecret("as")
            .azureServicePrincipalTenantId("at")
            .azureActiveDirectoryEndpoint("https://ad")
            .proxy("http://proxy:3128")
            .noProxy("local")
            .depth(3)
            .webhookManifestCacheWarmDisabled(true)
            .build();
    Map<String, String> data = RepositoryData.of(repository, Map.of());
    assertThat(RepositoryData.repository(data, unreadable::add)).isEqualTo(repository);
    assertThat(unreadable).isEmpty();
    assertThat(data).doesNotContainValue("");
  }

  @Test
  void a_template_is_read_as_it_was_written() {
    RepoCreds template =
        RepoCredsBuilder.builder()
            .url("https://git.example.org/")
            .username("u")
            .password("p")
            .githubAppID(7)
            .enableOCI(true)
            .azureServicePrincipalClientId("id")
            .azureServicePrincipalTenantId("tenant")
            .build();
    Map<String, String> data = RepositoryData.of(template, Map.of());
    assertThat(data)
        .containsEntry("azureServicePrincipalClientID", "id")
        .containsEntry("githubAppID", "7")
        .doesNotContainKeys("type", "forceHttpBasicAuth");
    assertThat(RepositoryData.template(data, unreadable::add)).isEqualTo(template);
    assertThat(
            RepositoryData.template(
                    Map.of("url", "u", "azureServicePrincipalClientId", "old"), unreadable::add)
                .azureServicePrincipalClientId())
        .isEqualTo("old");
  }

  @Test
  void what_is_taken_away_does_not_stay_in_the_secret() {
    Map<String, String> before =
        Map.of("url", "u", "password", "p", "insecure", "true", "depth", "2", "other", "kept");
    assertThat(RepositoryData.of(RepositoryBuilder.builder().repo("u").build(), before))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("url", "u", "password", "", "insecure", "false", "depth", "0", "other", "kept"));
  }

  @Test
  void a_number_that_is_none_is_told_by_its_key() {
    RepositoryData.repository(Map.of("url", "u", "githubAppID", "x"), unreadable::add);
    assertThat(unreadable).containsExactly("githubAppID");
  }

  @Test
  void the_slash_of_a_template_keeps_its_credentials_from_a_neighbour() {
    var templates =
        new Repositories(
            List.of(),
            List.of(
                RepoCredsBuilder.builder().url("https://host/team/").password("p").build(),
                RepoCredsBuilder.builder().url("https://host/other").password("q").build()));
    assertThat(templates.find("https://host/team/app.git", "").password()).isEqualTo("p");
    assertThat(templates.find("https://host/team-b/app", "").password()).isEmpty();
    assertThat(templates.find("https://host/other-b", "").password()).isEqualTo("q");
    assertThat(templates.templateAt("https://HOST/team/")).isPresent();
    assertThat(templates.templateAt("https://host/team/app")).isEmpty();
  }
}
