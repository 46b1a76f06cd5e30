package io.tiphys.apiserver.repository;

import static io.tiphys.apiserver.repository.RepositoryRoom.ALL;
import static io.tiphys.apiserver.repository.RepositoryRoom.NONE;
import static io.tiphys.apiserver.repository.RepositoryRoom.PASSWORD;
import static io.tiphys.proto.repository.RepositoryServiceGrpc.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.repository.RepositoryRoom.May;
import io.tiphys.proto.repository.RepoAccessQuery;
import io.tiphys.proto.repository.RepoCreateRequest;
import io.tiphys.proto.repository.RepoQuery;
import io.tiphys.proto.repository.RepoUpdateRequest;
import io.tiphys.proto.v1alpha1.Repository;
import io.tiphys.testkit.cluster.TestingCluster;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RepositoriesIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  @RegisterExtension static final RepositoryRoom room = new RepositoryRoom(cluster, false);

  private String url = "";

  @BeforeEach
  void commit() {
    room.repository().commit(Map.of("cm.yaml", "a: b"));
    url = room.https.url(room.repository());
  }

  private Repository.Builder wanted() {
    return Repository.newBuilder()
        .setRepo(url)
        .setType("git")
        .setUsername("ada")
        .setPassword(PASSWORD);
  }

  private Repository create(Repository.Builder repository, boolean upsert, May rights)
      throws InterruptedException {
    return room.call(
        getCreateRepositoryMethod(),
        RepoCreateRequest.newBuilder().setRepo(repository).setUpsert(upsert).build(),
        rights);
  }

  private static RepoQuery.Builder of(String url) {
    return RepoQuery.newBuilder().setRepo(url);
  }

  private static void refused(Status.Code code, String text, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.text()).contains(text);
              assertThat(refusal.code()).isEqualTo(code);
            });
  }

  @Test
  void a_repository_is_registered_shown_and_forgotten() throws Exception {
    Repository made = create(wanted(), false, ALL);
    assertThat(made.toBuilder().clearConnectionState().build())
        .isEqualTo(Repository.newBuilder().setRepo(url).setType("git").build());
    assertThat(room.secret(Purpose.READ.repositoryName(url, "")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("url", url, "type", "git", "username", "ada", "password", PASSWORD));
    assertThat(room.secrets())
        .contains("\"argocd.argoproj.io/secret-type\":\"repository\"")
        .contains("\"managed-by\":\"argocd.argoproj.io\"");

    Repository shown = room.call(getGetMethod(), of(url).build(), ALL);
    assertThat(shown.getConnectionState().getStatus()).isEqualTo("Successful");
    assertThat(shown.getUsername()).isEqualTo("ada");
    assertThat(shown.getPassword()).isEmpty();
    assertThat(room.call(getListMethod(), RepoQuery.getDefaultInstance(), ALL).getItemsList())
        .containsExactly(shown);

    room.call(getDeleteRepositoryMethod(), of(url.replace(".git", "/")).build(), ALL);
    assertThat(
            room.call(getListRepositoriesMethod(), RepoQuery.getDefaultInstance(), ALL)
                .getItemsList())
        .isEmpty();
    assertThat(room.secrets()).doesNotContain("repo-");
  }

  @Test
  void a_wrong_password_is_refused_and_nothing_is_stored() throws Exception {
    refused(
        Status.Code.UNKNOWN,
        "error testing repository connectivity: failed to list refs: authentication required",
        () -> create(wanted().setPassword("wrong-password"), false, ALL));
    assertThat(room.secrets()).doesNotContain("repo-");
    refused(
        Status.Code.UNKNOWN,
        "authentication required",
        () -> room.call(getValidateAccessMethod(), access("wrong-password"), ALL));
    room.call(getValidateAccessMethod(), access(PASSWORD), ALL);
    refused(
        Status.Code.INVALID_ARGUMENT,
        "must specify URL",
        () -> room.call(getValidateAccessMethod(), RepoAccessQuery.getDefaultInstance(), ALL));
  }

  private RepoAccessQuery access(String password) {
    return RepoAccessQuery.newBuilder()
        .setRepo(url)
        .setUsername("ada")
        .setPassword(password)
        .build();
  }

  @Test
  void the_same_again_is_no_error_and_another_one_needs_upsert() throws Exception {
    create(wanted(), false, ALL);
    create(wanted(), false, ALL);
    var other = wanted().setInsecure(true).setName("app");
    refused(
        Status.Code.INVALID_ARGUMENT,
        "existing repository spec is different; use upsert flag to force update; difference in"
            + " keys \"Insecure,Name\"",
        () -> create(other, false, ALL));
    refused(
        Status.Code.PERMISSION_DENIED,
        "permission denied: repositories, update, " + url,
        () -> create(other, true, (resource, action, object) -> !action.equals("update")));
    create(other, true, ALL);
    assertThat(room.secret(Purpose.READ.repositoryName(url, "")))
        .containsEntry("insecure", "true")
        .containsEntry("name", "app");
  }

  @Test
  void an_update_changes_what_is_there_only() throws Exception {
    refused(
        Status.Code.NOT_FOUND, "repo '%s' not found".formatted(url), () -> update(wanted(), ALL));
    create(wanted().setName("app"), false, ALL);
    update(wanted().setPassword("another"), ALL);
    assertThat(room.secret(Purpose.READ.repositoryName(url, "")))
        .containsEntry("password", "another")
        .containsEntry("name", "");
    Repository shown = room.call(getGetMethod(), of(url).build(), ALL);
    assertThat(shown.getConnectionState().getStatus()).isEqualTo("Failed");
    assertThat(shown.getConnectionState().getMessage())
        .startsWith("Unable to connect to repository: rpc error: code = Unknown desc = ")
        .contains("authentication required");
  }

  private Repository update(Repository.Builder repository, May rights) throws InterruptedException {
    return room.call(
        getUpdateRepositoryMethod(),
        RepoUpdateRequest.newBuilder().setRepo(repository).build(),
        rights);
  }

  @Test
  void one_url_may_be_registered_for_several_projects() throws Exception {
    create(wanted(), false, ALL);
    create(wanted().setProject("a").setUsername("of-a"), false, ALL);
    create(wanted().setProject("b").setUsername("of-b"), false, ALL);
    assertThat(room.call(getGetMethod(), of(url).setAppProject("b").build(), ALL).getUsername())
        .isEqualTo("of-b");
    assertThat(room.call(getGetMethod(), of(url).build(), ALL).getUsername()).isEqualTo("ada");
    refused(
        Status.Code.UNKNOWN,
        "repository not found for url \"%s\" and project \"c\"".formatted(url),
        () -> room.call(getGetMethod(), of(url).setAppProject("c").build(), ALL));
    May ofA = (resource, action, object) -> object.equals("a/" + url);
    assertThat(room.call(getGetMethod(), of(url).build(), ofA).getUsername()).isEqualTo("of-a");
    room.call(getDeleteMethod(), of(url).build(), ofA);
    refused(
        Status.Code.PERMISSION_DENIED,
        "permission denied",
        () -> room.call(getDeleteMethod(), of(url).build(), ofA));
    assertThat(room.call(getGetMethod(), of(url).build(), ALL).getUsername()).isEqualTo("ada");
  }

  @Test
  void a_template_gives_its_credentials_to_those_who_have_none() throws Exception {
    String host = url.substring(0, url.indexOf('/', 8));
    room.declare(
        "short", "repo-creds", Map.of("url", host, "username", "ada", "password", "wrong"));
    room.declare("long", "repo-creds", Map.of("url", url, "username", "ada", "password", PASSWORD));
    var bare = Repository.newBuilder().setRepo(url).setType("git");
    while (true) { // the templates are read when the watch brings them
      try {
        create(bare, false, ALL);
        break;
      } catch (Refusal e) {
        assertThat(e.text()).contains("authentication required");
      }
    }
    assertThat(room.secret(Purpose.READ.repositoryName(url, "")))
        .containsExactlyInAnyOrderEntriesOf(Map.of("url", url, "type", "git"));
    Repository shown = room.call(getGetMethod(), of(url).build(), ALL);
    assertThat(shown.getInheritedCreds()).isTrue();
    assertThat(shown.getConnectionState().getStatus()).isEqualTo("Successful");
    create(bare, false, ALL);
  }

  @Test
  void absent_and_forbidden_answer_alike() throws Exception {
    create(wanted(), false, ALL);
    for (String asked : new String[] {url, "https://localhost/absent"}) {
      refused(
          Status.Code.PERMISSION_DENIED,
          "permission denied",
          () -> room.call(getGetMethod(), of(asked).build(), NONE));
      refused(
          Status.Code.PERMISSION_DENIED,
          "permission denied",
          () -> room.call(getDeleteMethod(), of(asked).build(), NONE));
      refused(
          Status.Code.PERMISSION_DENIED,
          "permission denied: repositories, update, " + asked,
          () -> update(wanted().setRepo(asked), NONE));
      refused(
          Status.Code.PERMISSION_DENIED,
          "permission denied: repositories, create, " + asked,
          () -> create(wanted().setRepo(asked), false, NONE));
    }
    assertThat(room.call(getListMethod(), RepoQuery.getDefaultInstance(), NONE).getItemsList())
        .isEmpty();
    refused(
        Status.Code.PERMISSION_DENIED,
        "permission denied",
        () -> room.call(getDeleteMethod(), of("https://localhost/absent").build(), ALL));
  }

  @Test
  void what_cannot_be_meant_is_an_invalid_argument() {
    refused(
        Status.Code.INVALID_ARGUMENT,
        "missing payload in request",
        () -> room.call(getCreateMethod(), RepoCreateRequest.getDefaultInstance(), ALL));
    refused(
        Status.Code.INVALID_ARGUMENT,
        "missing payload in request",
        () -> room.call(getUpdateMethod(), RepoUpdateRequest.getDefaultInstance(), ALL));
    refused(
        Status.Code.INVALID_ARGUMENT,
        "must specify URL",
        () -> create(wanted().setRepo(" "), false, ALL));
    refused(
        Status.Code.INVALID_ARGUMENT,
        "the URL has more than 4096 characters",
        () -> create(wanted().setRepo("https://host/" + "x".repeat(5000)), false, ALL));
    refused(
        Status.Code.INVALID_ARGUMENT,
        "repository type must be git, helm or oci",
        () -> create(wanted().setType("svn"), false, ALL));
    refused(
        Status.Code.INVALID_ARGUMENT,
        "repository type must be git, helm or oci",
        () ->
            room.call(
                getValidateAccessMethod(),
                RepoAccessQuery.newBuilder().setRepo(url).setType("svn").build(),
                ALL));
  }

  @Test
  void a_secret_that_somebody_else_keeps_is_not_deleted() throws Exception {
    room.declare(
        "declared", "repository", Map.of("url", url, "username", "ada", "password", PASSWORD));
    while (room.call(getListMethod(), RepoQuery.getDefaultInstance(), ALL).getItemsCount() == 0) {
      Thread.sleep(20);
    }
    room.call(getDeleteMethod(), of(url).build(), ALL);
    assertThat(room.secret("declared")).containsEntry("password", PASSWORD);
    assertThat(room.secrets()).doesNotContain("argocd.argoproj.io/secret-type");
    assertThat(room.call(getListMethod(), RepoQuery.getDefaultInstance(), ALL).getItemsCount())
        .isZero();
  }

  @Test
  void a_key_opens_a_repository_over_ssh() throws Exception {
    String overSsh = room.ssh.url(room.repository());
    refused(
        Status.Code.UNKNOWN,
        "ssh: handshake failed",
        () ->
            create(
                Repository.newBuilder().setRepo(overSsh).setUsername("git").setPassword("no"),
                false,
                ALL));
    create(
        Repository.newBuilder().setRepo(overSsh).setSshPrivateKey(room.ssh.privateKey()),
        false,
        ALL);
    assertThat(room.call(getGetMethod(), of(overSsh).build(), ALL).getConnectionState().getStatus())
        .isEqualTo("Successful");
  }

  @Test
  void without_the_hydrator_nothing_is_pushed() {
    refused(
        Status.Code.UNIMPLEMENTED,
        "hydrator is disabled",
        () -> room.call(getListWriteRepositoriesMethod(), RepoQuery.getDefaultInstance(), ALL));
  }
}
