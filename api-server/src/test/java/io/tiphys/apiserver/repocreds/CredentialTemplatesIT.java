package io.tiphys.apiserver.repocreds;

import static io.tiphys.proto.repocreds.RepoCredsServiceGrpc.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.MethodDescriptor;
import io.tiphys.apiserver.repository.RepositoryRoom;
import io.tiphys.apiserver.repository.RepositoryRoom.May;
import io.tiphys.proto.repocreds.RepoCredsCreateRequest;
import io.tiphys.proto.repocreds.RepoCredsDeleteRequest;
import io.tiphys.proto.repocreds.RepoCredsQuery;
import io.tiphys.proto.repocreds.RepoCredsResponse;
import io.tiphys.proto.repocreds.RepoCredsUpdateRequest;
import io.tiphys.proto.v1alpha1.RepoCreds;
import io.tiphys.proto.v1alpha1.RepoCredsList;
import io.tiphys.testkit.cluster.TestingCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CredentialTemplatesIT {

  private static final String URL = "https://git.example.org/team/";
  private static final May ALL = (resource, action, object) -> true;

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  @RegisterExtension static final RepositoryRoom room = new RepositoryRoom(cluster, true);

  private record Methods(
      String resource,
      String prefix,
      String adjective,
      MethodDescriptor<RepoCredsQuery, RepoCredsList> list,
      MethodDescriptor<RepoCredsCreateRequest, RepoCreds> create,
      MethodDescriptor<RepoCredsUpdateRequest, RepoCreds> update,
      MethodDescriptor<RepoCredsDeleteRequest, RepoCredsResponse> delete) {}

  private static final Methods READ =
      new Methods(
          "repositories",
          "\"creds-",
          "",
          getListRepositoryCredentialsMethod(),
          getCreateRepositoryCredentialsMethod(),
          getUpdateRepositoryCredentialsMethod(),
          getDeleteRepositoryCredentialsMethod());

  private static final Methods WRITE =
      new Methods(
          "write-repositories",
          "\"creds-write-",
          "write ",
          getListWriteRepositoryCredentialsMethod(),
          getCreateWriteRepositoryCredentialsMethod(),
          getUpdateWriteRepositoryCredentialsMethod(),
          getDeleteWriteRepositoryCredentialsMethod());

  @Test
  void a_template_is_made_shown_changed_and_forgotten() throws Exception {
    lives(READ);
  }

  @Test
  void so_is_one_to_push_with() throws Exception {
    lives(WRITE);
  }

  private void lives(Methods methods) throws Exception {
    May own = (resource, action, object) -> resource.equals(methods.resource());
    var wanted = RepoCreds.newBuilder().setUrl(URL).setUsername("ada").setPassword("p4ss");
    assertThatThrownBy(() -> room.call(methods.update(), update(wanted), own))
        .hasMessage(methods.adjective() + "repository credentials '" + URL + "' not found");
    assertThat(room.call(methods.create(), create(wanted, false), own))
        .isEqualTo(RepoCreds.newBuilder().setUrl(URL).build());
    room.call(methods.create(), create(wanted, false), own);
    assertThat(room.secrets()).contains(methods.prefix());
    assertThat(room.call(methods.list(), RepoCredsQuery.getDefaultInstance(), own).getItemsList())
        .containsExactly(RepoCreds.newBuilder().setUrl(URL).setUsername("ada").build());
    var other = wanted.clone().setPassword("0ther").setEnableOCI(true);
    assertThatThrownBy(() -> room.call(methods.create(), create(other, false), own))
        .hasMessage(
            "existing repository credentials spec is different; use upsert flag to force update;"
                + " difference in keys \"Password,EnableOCI\"");
    room.call(methods.create(), create(other, true), own);
    room.call(methods.update(), update(other.setUsername("grace")), own);
    assertThat(
            room.call(methods.list(), RepoCredsQuery.getDefaultInstance(), own)
                .getItems(0)
                .getUsername())
        .isEqualTo("grace");
    assertThatThrownBy(() -> room.call(methods.delete(), delete(URL + "app"), own))
        .hasMessage(methods.adjective() + "repository credentials '" + URL + "app' not found");
    room.call(methods.delete(), delete(URL), own);
    assertThat(room.call(methods.list(), RepoCredsQuery.getDefaultInstance(), own).getItemsList())
        .isEmpty();
    assertThat(room.secrets()).doesNotContain(methods.prefix());
  }

  @Test
  void absent_and_forbidden_answer_alike() throws Exception {
    var wanted = RepoCreds.newBuilder().setUrl(URL).setPassword("p4ss");
    room.call(READ.create(), create(wanted, false), ALL);
    May none = (resource, action, object) -> false;
    for (String url : new String[] {URL, "https://absent"}) {
      assertThatThrownBy(() -> room.call(READ.delete(), delete(url), none))
          .hasMessage("permission denied: repositories, delete, " + url);
      assertThatThrownBy(
              () -> room.call(READ.update(), update(RepoCreds.newBuilder().setUrl(url)), none))
          .hasMessage("permission denied: repositories, update, " + url);
    }
    assertThat(room.call(READ.list(), RepoCredsQuery.getDefaultInstance(), none).getItemsList())
        .isEmpty();
  }

  @Test
  void what_cannot_be_meant_is_an_invalid_argument() {
    assertThatThrownBy(
            () -> room.call(READ.create(), RepoCredsCreateRequest.getDefaultInstance(), ALL))
        .hasMessage("missing payload in request");
    assertThatThrownBy(
            () -> room.call(READ.update(), RepoCredsUpdateRequest.getDefaultInstance(), ALL))
        .hasMessage("missing payload in request");
    assertThatThrownBy(() -> room.call(READ.create(), create(RepoCreds.newBuilder(), false), ALL))
        .hasMessage("must specify URL");
  }

  private static RepoCredsCreateRequest create(RepoCreds.Builder creds, boolean upsert) {
    return RepoCredsCreateRequest.newBuilder().setCreds(creds).setUpsert(upsert).build();
  }

  private static RepoCredsUpdateRequest update(RepoCreds.Builder creds) {
    return RepoCredsUpdateRequest.newBuilder().setCreds(creds).build();
  }

  private static RepoCredsDeleteRequest delete(String url) {
    return RepoCredsDeleteRequest.newBuilder().setUrl(url).build();
  }
}
