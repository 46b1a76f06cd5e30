package io.tiphys.apiserver.repository;

import static io.tiphys.apiserver.repository.RepositoryRoom.ALL;
import static io.tiphys.apiserver.repository.RepositoryRoom.NONE;
import static io.tiphys.proto.repository.RepositoryServiceGrpc.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.apiserver.repository.RepositoryRoom.May;
import io.tiphys.model.application.Application;
import io.tiphys.model.json.ModelJson;
import io.tiphys.proto.repository.AppInfo;
import io.tiphys.proto.repository.RepoAppDetailsQuery;
import io.tiphys.proto.repository.RepoAppsQuery;
import io.tiphys.proto.repository.RepoCreateRequest;
import io.tiphys.proto.repository.RepoQuery;
import io.tiphys.proto.v1alpha1.ApplicationSource;
import io.tiphys.proto.v1alpha1.Repository;
import io.tiphys.testkit.cluster.TestingCluster;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SourceQuestionsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  @RegisterExtension static final RepositoryRoom room = new RepositoryRoom(cluster, false);

  private String url = "";

  @BeforeEach
  void commit() {
    url = room.repository().fileUrl();
    String commit =
        room.repository()
            .commit(
                Map.of(
                    "chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 1.0.0\n",
                    "chart/values.yaml", "replicas: 2\n",
                    "overlay/kustomization.yaml", "resources: []\n"));
    room.repository().tag("v1", commit);
  }

  @Test
  void refs_are_listed_to_those_who_may_see_the_repository() throws Exception {
    RepoQuery query = RepoQuery.newBuilder().setRepo(url).build();
    var refs = room.call(getListRefsMethod(), query, ALL);
    assertThat(refs.getBranchesList()).containsExactly("main");
    assertThat(refs.getTagsList()).containsExactly("v1");
    assertThatThrownBy(() -> room.call(getListRefsMethod(), query, NONE))
        .hasMessage("permission denied: repositories, get, " + url);
    assertThatThrownBy(() ->
            room.call(
                getListRefsMethod(),
                RepoQuery.newBuilder().setRepo("file:///nowhere").build(),
                ALL))
        .hasMessageContaining("repository not found");
    assertThatThrownBy(() -> room.call(getListOCITagsMethod(), query, NONE))
        .hasMessage("permission denied: repositories, get, " + url);
    assertThatThrownBy(() -> room.call(getGetHelmChartsMethod(), query, NONE))
        .hasMessage("permission denied: repositories, get, " + url);
  }

  @Test
  void charts_and_tags_are_listed() throws Exception {
    room.charts
        .index("apiVersion: v1\nentries: {web: [{version: 1.0.0}, {version: 0.9.0}]}\n")
        .tags("1.0.0", "latest");
    var helm =
        Repository.newBuilder()
            .setRepo(room.charts.url())
            .setType("helm")
            .setName("charts")
            .setUsername("ada");
    assertThatThrownBy(() ->
            room.call(
                getCreateRepositoryMethod(),
                RepoCreateRequest.newBuilder().setRepo(helm.clone().setPassword("wrong")).build(),
                ALL))
        .hasMessage("error testing repository connectivity: failed to get index: 401 Unauthorized");
    String tagged = "oci://" + room.charts.registry() + "/team/app";
    for (var each : new Repository.Builder[] {helm, helm.clone().setRepo(tagged).setType("oci")}) {
      room.call(
          getCreateRepositoryMethod(),
          RepoCreateRequest.newBuilder().setRepo(each.setPassword(RepositoryRoom.PASSWORD)).build(),
          ALL);
    }
    var charts =
        room.call(
            getGetHelmChartsMethod(),
            RepoQuery.newBuilder().setRepo(room.charts.url()).build(),
            ALL);
    assertThat(charts.getItems(0).getVersionsList()).containsExactly("1.0.0", "0.9.0");
    assertThat(
            room.call(getListOCITagsMethod(), RepoQuery.newBuilder().setRepo(tagged).build(), ALL)
                .getTagsList())
        .containsExactly("1.0.0", "latest");
    assertThat(
            room.call(getListRepositoriesMethod(), RepoQuery.getDefaultInstance(), ALL)
                .getItemsList())
        .extracting(one -> one.getConnectionState().getStatus())
        .containsExactly("Successful", "Successful");
  }

  @Test
  void applications_are_found_for_those_who_may_make_one_of_them() throws Exception {
    RepoAppsQuery query =
        RepoAppsQuery.newBuilder()
            .setRepo(url)
            .setRevision("main")
            .setAppProject("team")
            .setAppName("web")
            .build();
    assertThatThrownBy(() -> room.call(getListAppsMethod(), query, ALL))
        .hasMessage("repository '%s' not permitted in project 'team'".formatted(url));
    room.permitted.add("team " + url);
    May reader = (resource, action, object) -> action.equals("get");
    assertThatThrownBy(() -> room.call(getListAppsMethod(), query, reader))
        .hasMessage("permission denied");
    assertThat(room.call(getListAppsMethod(), query, ALL).getItemsList())
        .containsExactly(
            AppInfo.newBuilder().setPath("chart").setType("Helm").build(),
            AppInfo.newBuilder().setPath("overlay").setType("Kustomize").build());
  }

  @Test
  void parameters_are_told_of_sources_that_the_application_has() throws Exception {
    room.permitted.add("team " + url);
    assertThat(room.call(getGetAppDetailsMethod(), details("chart", "team"), ALL).getType())
        .isEqualTo("Helm");
    May reader = (resource, action, object) -> action.equals("get");
    assertThatThrownBy(() -> room.call(getGetAppDetailsMethod(), details("chart", "team"), reader))
        .hasMessage("permission denied: applications, create, team/web");

    room.applications.put("web", app("chart"));
    var told = room.call(getGetAppDetailsMethod(), details("chart", "team"), reader);
    assertThat(told.getHelm().getParameters(0).getName()).isEqualTo("replicas");
    assertThatThrownBy(
            () -> room.call(getGetAppDetailsMethod(), details("overlay", "team"), reader))
        .hasMessage("permission denied");
    // another project's Application is as one that is not there
    assertThatThrownBy(() -> room.call(getGetAppDetailsMethod(), details("chart", "other"), reader))
        .hasMessage("permission denied: applications, create, other/web");
    assertThatThrownBy(() ->
            room.call(getGetAppDetailsMethod(), RepoAppDetailsQuery.getDefaultInstance(), reader))
        .hasMessage("missing payload in request");
  }

  private RepoAppDetailsQuery details(String path, String project) {
    return RepoAppDetailsQuery.newBuilder()
        .setAppName("web")
        .setAppProject(project)
        .setSource(
            ApplicationSource.newBuilder().setRepoURL(url).setPath(path).setTargetRevision("main"))
        .build();
  }

  private Application app(String path) {
    return ModelJson.read(
        """
        {"metadata":{"name":"web"},
         "spec":{"project":"team","destination":{},
                 "source":{"repoURL":"%s","path":"%s","targetRevision":"main"}}}
        """
            .formatted(url, path)
            .getBytes(StandardCharsets.UTF_8),
        Application.class);
  }
}
