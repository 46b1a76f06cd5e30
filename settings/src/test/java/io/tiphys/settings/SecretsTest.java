package io.tiphys.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.Tls;
import io.tiphys.model.repository.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest {

  private static final ClusterAccess HOME =
      new ClusterAccess("https://10.0.0.1:6443", new Auth.Bearer("home"), Tls.DEFAULT);

  private final List<SettingsProblem> problems = new ArrayList<>();

  private static NamedSecret secret(String name, String type, Map<String, String> data) {
    return new NamedSecret(
        name, "1", Map.of(NamedSecret.TYPE_LABEL, type, "env", "test"), Map.of(), data);
  }

  @Test
  void the_cluster_that_tiphys_runs_in_needs_no_secret() {
    Clusters clusters = new ClusterSecrets(HOME).read(List.of(), true, problems::add);
    assertThat(clusters.resolve(ClusterAccess.IN_CLUSTER, ""))
        .isInstanceOfSatisfying(
            Clusters.Resolution.Found.class,
            found -> {
              assertThat(found.cluster().name()).isEqualTo("in-cluster");
              assertThat(found.cluster().access()).isEqualTo(HOME);
            });
    assertThat(clusters.resolve("", "in-cluster")).isInstanceOf(Clusters.Resolution.Found.class);
    Clusters none = new ClusterSecrets(HOME).read(List.of(), false, problems::add);
    assertThat(none.resolve(ClusterAccess.IN_CLUSTER, ""))
        .isInstanceOfSatisfying(
            Clusters.Resolution.Invalid.class,
            invalid -> assertThat(invalid.message()).contains("is disabled"));
  }

  @Test
  void a_cluster_shows_who_asked_for_a_refresh_and_when_but_not_who_keeps_the_secret() {
    var annotations =
        Map.of("managed-by", "x", "argocd.argoproj.io/refresh", "2026-01-02T04:04:05+01:00");
    var data = Map.of("server", "https://a");
    Clusters clusters =
        new ClusterSecrets(HOME)
            .read(
                List.of(
                    new NamedSecret(
                        "a", "1", Map.of(NamedSecret.TYPE_LABEL, "cluster"), annotations, data)),
                true,
                problems::add);
    var cluster = clusters.byServer("https://a").orElseThrow().cluster();
    assertThat(cluster.refreshRequestedAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(cluster.annotations()).containsOnlyKeys("argocd.argoproj.io/refresh");
  }

  @Test
  void reads_a_cluster_secret() {
    Clusters clusters =
        new ClusterSecrets(HOME)
            .read(
                List.of(
                    secret(
                        "east",
                        "cluster",
                        Map.of(
                            "name", "east",
                            "server", "https://east:6443/",
                            "config",
                                "{\"bearerToken\":\"t0ken\",\"tlsClientConfig\":{\"insecure\":true,\"serverName\":\"api\"}}",
                            "namespaces", "a, b",
                            "clusterResources", "true",
                            "shard", "3",
                            "project", "team"))),
                true,
                problems::add);
    ClusterEntry east = clusters.byName("east").getFirst();
    assertThat(east.server()).isEqualTo("https://east:6443");
    assertThat(east.access().auth()).isEqualTo(new Auth.Bearer("t0ken"));
    assertThat(east.access().tls()).isEqualTo(new Tls("", "", "", true, "api"));
    assertThat(east.namespaces()).containsExactlyInAnyOrder("a", "b");
    assertThat(east.cluster().clusterResources()).isTrue();
    assertThat(east.cluster().shard()).isEqualTo(3);
    assertThat(east.cluster().project()).isEqualTo("team");
    assertThat(east.cluster().labels()).containsOnlyKeys("env");
    assertThat(east.cluster().config().bearerToken()).isEqualTo("t0ken");
    assertThat(east.toString() + east.access() + east.cluster().config()).doesNotContain("t0ken");
    assertThat(problems).isEmpty();
  }

  @Test
  void one_name_for_two_clusters_is_an_error_that_names_both() {
    Clusters clusters =
        new ClusterSecrets(HOME)
            .read(
                List.of(
                    secret("a", "cluster", Map.of("name", "prod", "server", "https://a")),
                    secret("b", "cluster", Map.of("name", "prod", "server", "https://b"))),
                true,
                problems::add);
    assertThat(clusters.resolve("", "prod"))
        .isEqualTo(
            new Clusters.Resolution.Invalid(
                "there are 2 clusters with the same name: [https://a https://b]"));
    assertThat(clusters.resolve("", "nowhere"))
        .isEqualTo(
            new Clusters.Resolution.Invalid("there are no clusters with this name: nowhere"));
    assertThat(clusters.resolve("https://nowhere", ""))
        .isEqualTo(
            new Clusters.Resolution.Invalid(
                "error getting cluster by server \"https://nowhere\": rpc error: code = NotFound"
                    + " desc = cluster \"https://nowhere\" not found"));
    assertThat(clusters.resolve("https://a", "prod"))
        .isInstanceOf(Clusters.Resolution.Invalid.class);
  }

  @Test
  void a_broken_cluster_secret_keeps_its_last_good_entry_and_quotes_nothing() {
    var reader = new ClusterSecrets(HOME);
    reader.read(
        List.of(secret("a", "cluster", Map.of("name", "a", "server", "https://a", "config", "{}"))),
        true,
        problems::add);
    Clusters clusters =
        reader.read(
            List.of(
                secret(
                    "a",
                    "cluster",
                    Map.of("server", "https://a", "config", "{\"bearerToken\":\"s3same")),
                secret(
                    "c",
                    "cluster",
                    Map.of(
                        "server",
                        "https://c",
                        "config",
                        "{\"tlsClientConfig\":{\"caData\":\"!\"}}"))),
            true,
            problems::add);
    assertThat(clusters.byName("a")).hasSize(1);
    assertThat(clusters.byServer("https://c")).isEmpty();
    assertThat(problems).extracting(SettingsProblem::object).containsExactly("a", "c");
    assertThat(problems.toString()).doesNotContain("s3same");
  }

  @Test
  void a_repository_of_the_project_wins_and_the_longest_template_fills_in() {
    Repositories repositories =
        new RepositorySecrets(problems::add)
            .read(
                List.of(
                    secret(
                        "shared",
                        "repository",
                        Map.of(
                            "url",
                            "https://git.example.org/team/app.git",
                            "username",
                            "shared",
                            "password",
                            "p")),
                    secret(
                        "mine",
                        "repository",
                        Map.of(
                            "url",
                            "https://git.example.org/team/app",
                            "project",
                            "mine",
                            "username",
                            "mine",
                            "password",
                            "p")),
                    secret(
                        "bare",
                        "repository",
                        Map.of("url", "https://git.example.org/team/bare", "insecure", "true")),
                    secret(
                        "short",
                        "repo-creds",
                        Map.of(
                            "url",
                            "https://git.example.org",
                            "username",
                            "short",
                            "password",
                            "p")),
                    secret(
                        "long",
                        "repo-creds",
                        Map.of(
                            "url",
                            "https://git.example.org/team",
                            "username",
                            "long",
                            "password",
                            "p"))));
    assertThat(repositories.find("https://GIT.example.org/team/app", "mine").username())
        .isEqualTo("mine");
    assertThat(repositories.find("https://git.example.org/team/app/", "other").username())
        .isEqualTo("shared");
    Repository bare = repositories.find("https://git.example.org/team/bare.git", "mine");
    assertThat(bare.username()).isEqualTo("long");
    assertThat(bare.insecure()).isTrue();
    assertThat(bare.inheritedCreds()).isTrue();
    assertThat(repositories.find("https://git.example.org/other", "").username())
        .isEqualTo("short");
    Repository unknown = repositories.find("https://elsewhere.example.org/x", "");
    assertThat(unknown.repo()).isEqualTo("https://elsewhere.example.org/x");
    assertThat(unknown.username()).isEmpty();
    assertThat(repositories.all().toString() + repositories.templates()).doesNotContain("password");
  }

  @Test
  void two_ways_to_write_an_ssh_address_are_one_repository() {
    assertThat(RepositoryUrl.normalized("git@GitHub.com:Org/App.git"))
        .isEqualTo(RepositoryUrl.normalized("ssh://git@github.com/org/app"));
    assertThat(RepositoryUrl.normalized("https://github.com/org/app"))
        .isNotEqualTo(RepositoryUrl.normalized("https://github.com/org/app2"));
  }

  @Test
  void references_are_followed_into_secrets() {
    var values =
        new SecretValues(
            Map.of(
                "argocd-secret", Map.of("oidc.clientSecret", "s3same\n"),
                "other", Map.of("key", "value")));
    assertThat(values.resolve("$oidc.clientSecret")).isEqualTo("s3same");
    assertThat(values.resolve("$other:key")).isEqualTo("value");
    assertThat(values.resolve("$absent")).isEqualTo("$absent");
    assertThat(values.resolve("plain")).isEqualTo("plain");
    assertThat(values.toString()).doesNotContain("s3same");
  }

  @Test
  void parameters_become_the_variables_of_a_service() {
    var params =
        new CmdParams(
            Map.of(
                "controller.status.processors", "40",
                "server.insecure", "true",
                "application.namespaces", "team-*"));
    assertThat(params.environment("controller"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ARGOCD_APPLICATION_CONTROLLER_STATUS_PROCESSORS", "40",
                "ARGOCD_APPLICATION_NAMESPACES", "team-*"));
    assertThat(params.environment("server")).containsEntry("ARGOCD_SERVER_INSECURE", "true");
    assertThat(params.environment("repo-server")).isEmpty();
  }
}
