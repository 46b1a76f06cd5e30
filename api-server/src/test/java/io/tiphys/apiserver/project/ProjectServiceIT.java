package io.tiphys.apiserver.project;

import static io.tiphys.apiserver.project.TestingCall.allowed;
import static io.tiphys.apiserver.project.TestingCall.allowedAll;
import static io.tiphys.apiserver.project.TestingProjects.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.nimbusds.jwt.SignedJWT;
import io.grpc.MethodDescriptor;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.project.ListProjectLinksRequest;
import io.tiphys.proto.project.ProjectCreateRequest;
import io.tiphys.proto.project.ProjectQuery;
import io.tiphys.proto.project.ProjectServiceGrpc;
import io.tiphys.proto.project.ProjectTokenCreateRequest;
import io.tiphys.proto.project.ProjectTokenDeleteRequest;
import io.tiphys.proto.project.ProjectUpdateRequest;
import io.tiphys.proto.project.SyncWindowsQuery;
import io.tiphys.proto.v1alpha1.AppProject;
import io.tiphys.testkit.cluster.TestingCluster;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProjectServiceIT {

  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private TestingProjects plane;
  private TestingOperations operations;

  @BeforeEach
  void start() throws Exception {
    plane = TestingProjects.start(cluster);
    operations = new TestingOperations(plane.service(() -> NOON).operations());
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private <Q extends Message, A extends Message> A call(MethodDescriptor<Q, A> method, Q request)
      throws Exception {
    return operations.call(method, request, allowedAll());
  }

  private static AppProject project(String name, String spec) {
    String json = "{\"metadata\":{\"name\":\"%s\"},\"spec\":{%s}}".formatted(name, spec);
    var tree = JsonTree.parseObject(json.getBytes(StandardCharsets.UTF_8));
    return GoJson.merge(tree, AppProject.newBuilder()).build();
  }

  private AppProject created(String name, String spec) throws Exception {
    return call(
        ProjectServiceGrpc.getCreateMethod(),
        ProjectCreateRequest.newBuilder().setProject(project(name, spec)).build());
  }

  private AppProject updated(AppProject project) throws Exception {
    return call(
        ProjectServiceGrpc.getUpdateMethod(),
        ProjectUpdateRequest.newBuilder().setProject(project).build());
  }

  private AppProject got(String name) throws Exception {
    return call(ProjectServiceGrpc.getGetMethod(), query(name));
  }

  private static ProjectQuery query(String name) {
    return ProjectQuery.newBuilder().setName(name).build();
  }

  @Test
  void allOperationsOfTheServiceAreThere() {
    assertThat(operations.operations())
        .extracting(operation -> operation.method().getFullMethodName())
        .containsExactlyInAnyOrderElementsOf(
            ProjectServiceGrpc.getServiceDescriptor().getMethods().stream()
                .map(MethodDescriptor::getFullMethodName)
                .toList());
    assertThat(operations.operations()).noneMatch(operation -> operation.isOpen());
  }

  @Test
  void aProjectIsMadeShownChangedAndDeleted() throws Exception {
    var made = created("team", "\"sourceRepos\":[\"https://git/a\"],\"description\":\"ours\"");
    assertThat(made.getMetadata().getUid()).isNotEmpty();
    assertThat(got("team")).isEqualTo(made);
    assertThat(
            call(ProjectServiceGrpc.getListMethod(), query("")).getItemsList().stream()
                .map(one -> one.getMetadata().getName()))
        .containsExactly("default", "team");

    var builder = made.toBuilder();
    builder.getSpecBuilder().addSourceRepos("https://git/b");
    var changed = updated(builder.build());
    assertThat(changed.getSpec().getSourceReposList())
        .containsExactly("https://git/a", "https://git/b");
    assertThat(got("team")).isEqualTo(changed);
    assertThatThrownBy(() -> updated(builder.build()))
        .as("of a version that is not there any more")
        .hasMessageContaining("the object has been modified");
    builder.getMetadataBuilder().clearResourceVersion();
    builder.getSpecBuilder().setDescription("without a version");
    assertThat(updated(builder.build()).getSpec().getDescription()).isEqualTo("without a version");

    call(ProjectServiceGrpc.getDeleteMethod(), query("team"));
    assertThatThrownBy(() -> got("team")).hasMessage("appprojects.argoproj.io \"team\" not found");
  }

  @Test
  void whatExistsIsMadeAgainOnlyIfItIsTheSame() throws Exception {
    var made = created("team", "\"sourceRepos\":[\"https://git/a\"]");
    assertThat(created("team", "\"sourceRepos\":[\"https://git/a\"]")).isEqualTo(made);
    assertThatThrownBy(() -> created("team", "\"sourceRepos\":[\"https://git/b\"]"))
        .hasMessage(
            "existing project spec is different; use upsert flag to force update; difference in"
                + " keys \"SourceRepos,0\"");
    var request =
        ProjectCreateRequest.newBuilder()
            .setUpsert(true)
            .setProject(project("team", "\"sourceRepos\":[\"https://git/b\"]"))
            .build();
    call(ProjectServiceGrpc.getCreateMethod(), request);
    assertThat(got("team").getSpec().getSourceReposList()).containsExactly("https://git/b");
    assertThatThrownBy(() ->
            operations.call(
                ProjectServiceGrpc.getCreateMethod(), request, allowed("projects, create, team")))
        .hasMessageStartingWith("permission denied: projects, update, team");
  }

  @Test
  void aListHasWhatTheCallerMaySee() throws Exception {
    created("one", "");
    created("two", "");
    var seen =
        operations.call(
            ProjectServiceGrpc.getListMethod(), query(""), allowed("projects, get, two"));
    assertThat(seen.getItemsList()).singleElement().isEqualTo(got("two"));
  }

  @Test
  void finalizersAndLabelsStayWhenTheyAreLeftOut() throws Exception {
    created("team", "");
    cluster
        .admin()
        .patch(
            plane.path("appprojects") + "/team",
            "{\"metadata\":{\"labels\":{\"a\":\"b\"},\"finalizers\":[\"example.org/kept\"]}}");
    var changed = updated(project("team", "\"description\":\"new\""));
    assertThat(changed.getMetadata().getFinalizersList()).containsExactly("example.org/kept");
    assertThat(changed.getMetadata().getLabelsMap()).containsEntry("a", "b");
    call(ProjectServiceGrpc.getDeleteMethod(), query("team"));
    until("deletion", () -> got("team").getMetadata().hasDeletionTimestamp());
  }

  @Test
  void applicationsKeepWhatTheyUse() throws Exception {
    var team =
        created(
            "team",
            """
            "sourceRepos":["https://git/a","https://git/b"],
            "destinations":[{"server":"https://kubernetes.default.svc","namespace":"*"}]
            """);
    plane.application("web", "team", "https://git/a", "https://kubernetes.default.svc", "web");
    plane.application("api", "team", "https://git/a", "https://kubernetes.default.svc", "api");
    plane.application("lost", "team", "https://git/a", "https://nowhere", "web");
    var less = team.toBuilder();
    less.getSpecBuilder().clearSourceRepos().addSourceRepos("https://git/b");
    assertThatThrownBy(() -> updated(less.build()))
        .hasMessage("as a result of project update 3 applications source became invalid");
    less.getSpecBuilder().getDestinationsBuilder(0).setNamespace("api");
    assertThatThrownBy(() -> updated(less.build()))
        .hasMessage(
            "as a result of project update 3 applications source became invalid and 1 applications"
                + " destination became invalid");
    assertThatThrownBy(() -> call(ProjectServiceGrpc.getDeleteMethod(), query("team")))
        .hasMessage("project is referenced by 3 applications");
    var same = team.toBuilder();
    same.getSpecBuilder().clearSourceRepos().addSourceRepos("https://git/*");
    updated(same.build());
  }

  @Test
  void newClustersAndRepositoriesNeedASayThere() throws Exception {
    var team = created("team", "").toBuilder();
    team.getSpecBuilder().addSourceRepos("https://git/a");
    team.getSpecBuilder().addDestinationsBuilder().setServer("https://east").setNamespace("*");
    var request = ProjectUpdateRequest.newBuilder().setProject(team).build();
    var method = ProjectServiceGrpc.getUpdateMethod();
    assertThatThrownBy(() -> operations.call(method, request, allowed("projects, update, team")))
        .hasMessageStartingWith("permission denied: clusters, update, https://east");
    assertThatThrownBy(() ->
            operations.call(
                method,
                request,
                allowed("projects, update, team", "clusters, update, https://east")))
        .hasMessageStartingWith("permission denied: repositories, update, https://git/a");
    var stored =
        operations.call(
            method,
            request,
            allowed(
                "projects, update, team",
                "clusters, update, https://east",
                "repositories, update, https://git/a"));
    var kinds = stored.toBuilder();
    kinds.getSpecBuilder().addNamespaceResourceBlacklistBuilder().setGroup("").setKind("Secret");
    assertThatThrownBy(() ->
            operations.call(
                method,
                ProjectUpdateRequest.newBuilder().setProject(kinds).build(),
                allowed("projects, update, team")))
        .hasMessageStartingWith("permission denied: clusters, update, https://east");
  }

  @Test
  void tokensAreMadeKeptByTheirClaimsAndDeleted() throws Exception {
    created("team", "\"roles\":[{\"name\":\"ci\",\"groups\":[\"robots\"]}]");
    var wanted =
        ProjectTokenCreateRequest.newBuilder()
            .setProject("team")
            .setRole("ci")
            .setId("first")
            .setExpiresIn(3600);
    String token = call(ProjectServiceGrpc.getCreateTokenMethod(), wanted.build()).getToken();
    var claims = SignedJWT.parse(token).getJWTClaimsSet();
    assertThat(claims.getSubject()).isEqualTo("proj:team:ci");
    assertThat(claims.getExpirationTime().toInstant()).isEqualTo(NOON.plusSeconds(3600));
    var kept = got("team").getSpec().getRoles(0).getJwtTokens(0);
    assertThat(kept.getId()).isEqualTo("first");
    assertThat(kept.getIat()).isEqualTo(claims.getIssueTime().toInstant().getEpochSecond());
    assertThat(kept.getExp()).isEqualTo(NOON.plusSeconds(3600).getEpochSecond());
    assertThat(got("team").getStatus().getJwtTokensByRoleOrThrow("ci").getItemsList())
        .containsExactly(kept);
    assertThat(TestingOperations.text(got("team"))).doesNotContain(token);

    assertThatThrownBy(() -> call(ProjectServiceGrpc.getCreateTokenMethod(), wanted.build()))
        .hasMessageContaining("Token id 'first' has been used.");
    var member = allowed().in("robots");
    operations.call(
        ProjectServiceGrpc.getCreateTokenMethod(),
        wanted.clearId().clearExpiresIn().build(),
        member);
    assertThat(got("team").getSpec().getRoles(0).getJwtTokensCount()).isEqualTo(2);

    var gone = ProjectTokenDeleteRequest.newBuilder().setProject("team").setRole("ci");
    operations.call(ProjectServiceGrpc.getDeleteTokenMethod(), gone.setId("first").build(), member);
    assertThat(got("team").getSpec().getRoles(0).getJwtTokensList())
        .singleElement()
        .satisfies(left -> assertThat(left.getId()).isNotEqualTo("first"));
    call(ProjectServiceGrpc.getDeleteTokenMethod(), gone.setId("nobody").setIat(-1).build());
    assertThat(got("team").getSpec().getRoles(0).getJwtTokensCount()).isEqualTo(1);
  }

  @Test
  void detailsShowWhatIsInheritedAndScopedAndNoSecret() throws Exception {
    plane.configMap("\"globalProjects\":\"- projectName: base\\n\"");
    created("base", "\"sourceRepos\":[\"https://git/base\"]");
    created("team", "\"sourceRepos\":[\"https://git/team\"]");
    plane.secret(
        "scoped",
        "repository",
        "\"url\":\"https://git/scoped\",\"project\":\"team\",\"password\":\"s3cret\",\"proxy\":\"http://me:s3cret@proxy\"");
    plane.secret(
        "east",
        "cluster",
        "\"server\":\"https://east\",\"name\":\"east\",\"project\":\"team\",\"config\":\"{\\\"bearerToken\\\":\\\"s3cret\\\"}\"");
    until(
        "settings",
        () ->
            plane.now().clusters().byServer("https://east").isPresent()
                && plane.now().repositories().all().size() == 1
                && !plane.now().argocd().data().isEmpty());
    var details = call(ProjectServiceGrpc.getGetDetailedProjectMethod(), query("team"));
    assertThat(details.getProject().getSpec().getSourceReposList())
        .containsExactly("https://git/team", "https://git/base");
    assertThat(details.getGlobalProjectsList())
        .singleElement()
        .satisfies(one -> assertThat(one.getMetadata().getName()).isEqualTo("base"));
    assertThat(details.getRepositories(0).getRepo()).isEqualTo("https://git/scoped");
    assertThat(details.getRepositories(0).getProxy()).isEqualTo("http://proxy");
    assertThat(details.getClusters(0).getServer()).isEqualTo("https://east");
    assertThat(TestingOperations.text(details)).doesNotContain("s3cret");
    assertThat(call(ProjectServiceGrpc.getGetGlobalProjectsMethod(), query("team")).getItemsList())
        .isEqualTo(details.getGlobalProjectsList());

    updated(details.getProject().toBuilder().build());
    assertThat(got("team").getSpec().getSourceReposList()).containsExactly("https://git/team");
  }

  @Test
  void eventsTellWhoDidWhat() throws Exception {
    created("team", "");
    created("other", "");
    until(
        "an event",
        () -> call(ProjectServiceGrpc.getListEventsMethod(), query("team")).getItemsCount() > 0);
    assertThat(call(ProjectServiceGrpc.getListEventsMethod(), query("team")).getItemsList())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getMessage()).isEqualTo("admin created project");
          assertThat(event.getReason()).isEqualTo("ResourceCreated");
          assertThat(event.getInvolvedObject().getName()).isEqualTo("team");
          assertThat(event.getSource().getComponent()).isEqualTo("argocd-server");
          assertThat(event.getLastTimestamp().getSeconds()).isPositive();
        });
  }

  @Test
  void openWindowsAreShown() throws Exception {
    created(
        "team",
        """
        "syncWindows":[
          {"kind":"allow","schedule":"0 11 * * *","duration":"2h","applications":["*"]},
          {"kind":"deny","schedule":"0 18 * * *","duration":"2h","applications":["*"]}]
        """);
    var windows =
        call(
            ProjectServiceGrpc.getGetSyncWindowsStateMethod(),
            SyncWindowsQuery.newBuilder().setName("team").build());
    assertThat(windows.getWindowsList())
        .singleElement()
        .satisfies(window -> {
          assertThat(window.getKind()).isEqualTo("allow");
          assertThat(window.getTimeZone()).isEqualTo("UTC");
        });
    var links = ListProjectLinksRequest.newBuilder().setName("team").build();
    assertThat(call(ProjectServiceGrpc.getListLinksMethod(), links).getItemsCount()).isZero();
  }
}
