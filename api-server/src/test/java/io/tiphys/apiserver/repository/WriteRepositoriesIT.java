package io.tiphys.apiserver.repository;

import static io.tiphys.apiserver.repository.RepositoryRoom.ALL;
import static io.tiphys.apiserver.repository.RepositoryRoom.PASSWORD;
import static io.tiphys.proto.repository.RepositoryServiceGrpc.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.apiserver.repository.RepositoryRoom.May;
import io.tiphys.proto.repository.RepoAccessQuery;
import io.tiphys.proto.repository.RepoCreateRequest;
import io.tiphys.proto.repository.RepoQuery;
import io.tiphys.proto.repository.RepoUpdateRequest;
import io.tiphys.proto.v1alpha1.Repository;
import io.tiphys.testkit.cluster.TestingCluster;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WriteRepositoriesIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  @RegisterExtension static final RepositoryRoom room = new RepositoryRoom(cluster, true);

  @Test
  void they_are_apart_from_those_that_are_read() throws Exception {
    room.repository().commit(Map.of("cm.yaml", "a: b"));
    String url = room.https.url(room.repository());
    var wanted = Repository.newBuilder().setRepo(url).setType("git").setUsername("ada");
    May writeOnly = (resource, action, object) -> resource.equals("write-repositories");
    assertThatThrownBy(() ->
            room.call(
                getCreateWriteRepositoryMethod(),
                RepoCreateRequest.newBuilder()
                    .setRepo(Repository.newBuilder().setRepo(url))
                    .build(),
                writeOnly))
        .hasMessage("missing credentials in request");
    room.call(
        getCreateWriteRepositoryMethod(),
        RepoCreateRequest.newBuilder().setRepo(wanted.setPassword(PASSWORD)).build(),
        writeOnly);
    assertThat(room.secret("repo-write-" + Purpose.READ.repositoryName(url, "").substring(5)))
        .containsEntry("password", PASSWORD);
    assertThat(room.secrets()).contains("\"repository-write\"");
    assertThat(
            room.call(getListRepositoriesMethod(), RepoQuery.getDefaultInstance(), ALL)
                .getItemsList())
        .isEmpty();

    RepoQuery query = RepoQuery.newBuilder().setRepo(url).build();
    Repository shown = room.call(getGetWriteMethod(), query, writeOnly);
    assertThat(shown.getConnectionState().getStatus()).isEqualTo("Successful");
    assertThat(
            room.call(getListWriteRepositoriesMethod(), RepoQuery.getDefaultInstance(), writeOnly)
                .getItemsList())
        .containsExactly(shown);
    room.call(
        getUpdateWriteRepositoryMethod(),
        RepoUpdateRequest.newBuilder().setRepo(wanted.setName("renamed")).build(),
        writeOnly);
    assertThat(room.call(getGetWriteMethod(), query, writeOnly).getName()).isEqualTo("renamed");
    room.call(
        getValidateWriteAccessMethod(),
        RepoAccessQuery.newBuilder().setRepo(url).setUsername("ada").setPassword(PASSWORD).build(),
        writeOnly);
    May readOnly = (resource, action, object) -> resource.equals("repositories");
    assertThatThrownBy(() -> room.call(getDeleteWriteRepositoryMethod(), query, readOnly))
        .hasMessage("permission denied");
    room.call(getDeleteWriteRepositoryMethod(), query, writeOnly);
    assertThat(room.secrets()).doesNotContain("repo-write-");
  }
}
