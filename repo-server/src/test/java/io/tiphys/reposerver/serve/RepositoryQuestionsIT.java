package io.tiphys.reposerver.serve;

import static io.tiphys.reposerver.serve.ServeFixture.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.proto.reposerver.GitFilesRequest;
import io.tiphys.proto.reposerver.ListAppsRequest;
import io.tiphys.proto.reposerver.ListRefsRequest;
import io.tiphys.proto.reposerver.RepoServerAppDetailsQuery;
import io.tiphys.proto.reposerver.RepoServerRevisionMetadataRequest;
import io.tiphys.proto.reposerver.ResolveRevisionRequest;
import io.tiphys.proto.reposerver.TestRepositoryRequest;
import io.tiphys.proto.reposerver.UpdateRevisionForPathsRequest;
import io.tiphys.proto.v1alpha1.ApplicationSource;
import io.tiphys.proto.v1alpha1.HelmParameter;
import io.tiphys.proto.v1alpha1.Repository;
import io.tiphys.testkit.Behaviour;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RepositoryQuestionsIT {

  @RegisterExtension final ServeFixture server = new ServeFixture();
  private final String commit =
      server.repository.commit(
          "main",
          "Add everything",
          Map.of(
              "plain/cm.yaml", configMap("plain", "one"),
              "chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 1.0.0\n",
              "chart/values.yaml", "image:\n  tag: v1\nports: [80, 443]\n",
              "chart/values-prod.yaml", "image:\n  tag: v2\n",
              "overlay/kustomization.yaml", "resources: [cm.yaml]\n",
              "overlay/cm.yaml", configMap("overlay", "one")),
          Set.of());

  @Test
  void resolvesARevision() {
    var answer =
        server
            .stub()
            .resolveRevision(
                ResolveRevisionRequest.newBuilder()
                    .setRepo(server.repo())
                    .setAmbiguousRevision("main")
                    .build());
    assertThat(answer.getRevision()).isEqualTo(commit);
    assertThat(answer.getAmbiguousRevision()).isEqualTo("main (" + commit + ")");
  }

  @Test
  void testsAConnection() {
    assertThat(
            server
                .stub()
                .testRepository(TestRepositoryRequest.newBuilder().setRepo(server.repo()).build())
                .getVerifiedRepository())
        .isTrue();
    var nowhere =
        TestRepositoryRequest.newBuilder()
            .setRepo(Repository.newBuilder().setRepo("file:///nowhere"))
            .build();
    assertThatThrownBy(() -> server.stub().testRepository(nowhere))
        .hasMessage(
            "UNKNOWN: error testing repository connectivity: failed to list refs:"
                + " repository not found");
    var other =
        TestRepositoryRequest.newBuilder()
            .setRepo(Repository.newBuilder().setRepo("svn://host/x").setType("svn"))
            .build();
    assertThatThrownBy(() -> server.stub().testRepository(other))
        .hasMessageContaining("sources of type 'svn' are not supported");
  }

  @Test
  void listsRefsAndApplications() {
    server.repository.tag("v1", commit);
    var refs = server.stub().listRefs(ListRefsRequest.newBuilder().setRepo(server.repo()).build());
    assertThat(refs.getBranchesList()).containsExactly("main");
    assertThat(refs.getTagsList()).containsExactly("v1");
    var apps =
        server
            .stub()
            .listApps(
                ListAppsRequest.newBuilder().setRepo(server.repo()).setRevision("main").build());
    assertThat(apps.getAppsMap())
        .containsOnly(Map.entry("chart", "Helm"), Map.entry("overlay", "Kustomize"));
  }

  @Test
  void tellsTheParametersOfAChart() {
    var answer = server.stub().getAppDetails(query("chart"));
    assertThat(answer.getType()).isEqualTo("Helm");
    assertThat(answer.getHelm().getValueFilesList())
        .containsExactly("values-prod.yaml", "values.yaml");
    assertThat(answer.getHelm().getValues()).startsWith("image:");
    assertThat(answer.getHelm().getParametersList())
        .extracting(HelmParameter::getName, HelmParameter::getValue)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("image.tag", "v1"),
            org.assertj.core.groups.Tuple.tuple("ports[0]", "80"),
            org.assertj.core.groups.Tuple.tuple("ports[1]", "443"));
    assertThat(server.stub().getAppDetails(query("plain")).getType()).isEqualTo("Directory");
    assertThatThrownBy(() -> server.stub().getAppDetails(query("absent")))
        .hasMessage("UNKNOWN: absent: app path does not exist");
  }

  @Test
  void tellsAboutACommit() {
    var answer =
        server
            .stub()
            .getRevisionMetadata(
                RepoServerRevisionMetadataRequest.newBuilder()
                    .setRepo(server.repo())
                    .setRevision(commit)
                    .build());
    assertThat(answer.getAuthor()).isEqualTo("Ada Lovelace <ada@example.org>");
    assertThat(answer.getMessage()).isEqualTo("Add everything");
    assertThat(answer.getDate().getSeconds()).isPositive();
  }

  @Behaviour("REF-11")
  @Test
  void saysWhetherACommitChangesSomethingAtPaths() {
    String newer =
        server.repository.commit(
            "main",
            "Change the overlay and more",
            Map.of("overlay/cm.yaml", configMap("overlay", "two"), "docs/a.md", "text"),
            Set.of("chart/values-prod.yaml"));
    assertThat(changes(commit, "plain", "absent", "docs/*.yaml", "*/Chart.yaml"))
        .isEqualTo(Map.entry(newer, false));
    for (String path :
        List.of("", "overlay", "overlay/cm.yaml", "chart", "*/cm.yaml", "docs", "d[a-o]*/?.md")) {
      assertThat(changes(commit, "plain", path)).as(path).isEqualTo(Map.entry(newer, true));
    }
    assertThat(changes(newer, "")).isEqualTo(Map.entry(newer, false));
    assertThat(changes("f".repeat(40), "plain")).isEqualTo(Map.entry(newer, true));
    assertThat(changes("", "plain")).isEqualTo(Map.entry(newer, true));
    assertThat(changes(commit).getValue()).isTrue();
    assertThat(server.renders).hasValue(0);
  }

  private Map.Entry<String, Boolean> changes(String known, String... paths) {
    var answer =
        server
            .stub()
            .updateRevisionForPaths(
                UpdateRevisionForPathsRequest.newBuilder()
                    .setRepo(server.repo())
                    .setRevision("main")
                    .setNoRevisionCache(true)
                    .setSyncedRevision(known)
                    .addAllPaths(List.of(paths))
                    .build());
    return Map.entry(answer.getRevision(), answer.getChanges());
  }

  @Test
  void saysWhatItDoesNotDo() {
    assertThatThrownBy(() ->
            server.stub().getGitFiles(GitFilesRequest.newBuilder().setRepo(server.repo()).build()))
        .hasMessageContaining("UNIMPLEMENTED");
  }

  private RepoServerAppDetailsQuery query(String path) {
    return RepoServerAppDetailsQuery.newBuilder()
        .setRepo(server.repo())
        .setSource(
            ApplicationSource.newBuilder()
                .setRepoURL(server.repository.fileUrl())
                .setPath(path)
                .setTargetRevision("main"))
        .build();
  }
}
