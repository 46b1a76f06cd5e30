package io.tiphys.apiserver.project;

import static io.tiphys.apiserver.project.TestingCall.allowed;
import static io.tiphys.apiserver.project.TestingCall.allowedAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
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
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProjectRefusalsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private TestingProjects plane;
  private TestingOperations operations;

  @BeforeEach
  void start() throws Exception {
    plane = TestingProjects.start(cluster);
    operations = new TestingOperations(plane.service(InstantSource.system()).operations());
    plane.project("team", "\"roles\":[{\"name\":\"ci\",\"groups\":[\"robots\"]}]");
    TestingProjects.until("team", () -> plane.projects.get("team").isPresent());
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  /// A call about one project.
  private record Question<Q extends Message, A extends Message>(
      MethodDescriptor<Q, A> method, Q request) {
    Refusal refusal(TestingOperations operations, Call call) {
      var refusal =
          catchThrowableOfType(Refusal.class, () -> operations.call(method, request, call));
      assertThat(refusal).as(method.getFullMethodName()).isNotNull();
      return refusal;
    }
  }

  private static AppProject project(String name) {
    var project = AppProject.newBuilder();
    project.getMetadataBuilder().setName(name);
    project.getSpecBuilder().setDescription("new");
    return project.build();
  }

  private static List<Question<?, ?>> aboutWhatIsThere(String name) {
    var query = ProjectQuery.newBuilder().setName(name).build();
    return List.of(
        new Question<>(ProjectServiceGrpc.getGetMethod(), query),
        new Question<>(ProjectServiceGrpc.getGetDetailedProjectMethod(), query),
        new Question<>(ProjectServiceGrpc.getGetGlobalProjectsMethod(), query),
        new Question<>(ProjectServiceGrpc.getListEventsMethod(), query),
        new Question<>(ProjectServiceGrpc.getDeleteMethod(), query),
        new Question<>(
            ProjectServiceGrpc.getGetSyncWindowsStateMethod(),
            SyncWindowsQuery.newBuilder().setName(name).build()),
        new Question<>(
            ProjectServiceGrpc.getListLinksMethod(),
            ListProjectLinksRequest.newBuilder().setName(name).build()),
        new Question<>(
            ProjectServiceGrpc.getUpdateMethod(),
            ProjectUpdateRequest.newBuilder().setProject(project(name)).build()),
        new Question<>(
            ProjectServiceGrpc.getCreateTokenMethod(),
            ProjectTokenCreateRequest.newBuilder().setProject(name).setRole("ci").build()),
        new Question<>(
            ProjectServiceGrpc.getDeleteTokenMethod(),
            ProjectTokenDeleteRequest.newBuilder()
                .setProject(name)
                .setRole("ci")
                .setId("x")
                .build()));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    for (var question : aboutWhatIsThere("nobody")) {
      var refusal = question.refusal(operations, allowedAll());
      assertThat(refusal.code()).isEqualTo(Code.NOT_FOUND);
      assertThat(refusal.text()).isEqualTo("appprojects.argoproj.io \"nobody\" not found");
    }
    var role = ProjectTokenCreateRequest.newBuilder().setProject("team").setRole("nobody").build();
    var refusal =
        new Question<>(ProjectServiceGrpc.getCreateTokenMethod(), role)
            .refusal(operations, allowedAll());
    assertThat(refusal.code()).isEqualTo(Code.NOT_FOUND);
    assertThat(refusal.text()).isEqualTo("project 'team' does not have role 'nobody'");
  }

  @Test
  void whoMayNotLearnsNothing() {
    var stranger = allowed("projects, get, other").in("others");
    var there = aboutWhatIsThere("team");
    var missing = aboutWhatIsThere("nobody");
    for (int i = 0; i < there.size(); i++) {
      var refusal = there.get(i).refusal(operations, stranger);
      assertThat(refusal.code()).isEqualTo(Code.PERMISSION_DENIED);
      assertThat(missing.get(i).refusal(operations, stranger).text().replace("nobody", "team"))
          .isEqualTo(refusal.text());
    }
    var create = ProjectCreateRequest.newBuilder().setProject(project("team")).build();
    assertThat(
            new Question<>(ProjectServiceGrpc.getCreateMethod(), create)
                .refusal(operations, stranger)
                .text())
        .startsWith("permission denied: projects, create, team, sub: reader");
  }

  @Test
  void argumentsThatMakeNoSenseAreInvalid() {
    var broken = project("team").toBuilder();
    broken.getSpecBuilder().addSourceRepos("a").addSourceRepos("a");
    var unnamed = project("Not A Name");
    record Case(Question<?, ?> question, String text) {}
    for (var one :
        List.of(
            new Case(
                new Question<>(
                    ProjectServiceGrpc.getCreateMethod(),
                    ProjectCreateRequest.getDefaultInstance()),
                "missing payload 'project' in request"),
            new Case(
                new Question<>(
                    ProjectServiceGrpc.getUpdateMethod(),
                    ProjectUpdateRequest.getDefaultInstance()),
                "missing payload 'project' in request"),
            new Case(
                new Question<>(
                    ProjectServiceGrpc.getCreateMethod(),
                    ProjectCreateRequest.newBuilder().setProject(broken).build()),
                "error validating project: rpc error: code = InvalidArgument desc = source"
                    + " repository 'a' already added"),
            new Case(
                new Question<>(
                    ProjectServiceGrpc.getUpdateMethod(),
                    ProjectUpdateRequest.newBuilder().setProject(broken).build()),
                "source repository 'a' already added"),
            new Case(
                new Question<>(
                    ProjectServiceGrpc.getCreateMethod(),
                    ProjectCreateRequest.newBuilder().setProject(unnamed).build()),
                "AppProject.argoproj.io \"Not A Name\" is invalid"),
            new Case(
                new Question<>(
                    ProjectServiceGrpc.getDeleteMethod(),
                    ProjectQuery.newBuilder().setName("default").build()),
                "name 'default' is reserved and cannot be deleted"),
            new Case(
                new Question<>(
                    ProjectServiceGrpc.getCreateTokenMethod(),
                    ProjectTokenCreateRequest.newBuilder()
                        .setProject("team")
                        .setRole("ci")
                        .setExpiresIn(Long.MAX_VALUE)
                        .build()),
                "expiresIn is 9223372036854775807 s"))) {
      var refusal = one.question().refusal(operations, allowedAll());
      assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
      assertThat(refusal.text()).startsWith(one.text());
    }
  }
}
