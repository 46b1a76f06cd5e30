package io.tiphys.apiserver.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.apiserver.account.FirstStart;
import io.tiphys.model.json.JsonTree;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FirstStartIT extends ControlPlaneIT {

  private static final String OWN = "argocd-secret";
  private static final String INITIAL = "argocd-initial-admin-secret";

  private void start() {
    new FirstStart(kube, cluster.namespace(), InstantSource.system()).complete();
  }

  @Test
  void makesTheKeyAndThePasswordOnce() throws Exception {
    start();
    var made = secret(OWN);
    assertThat(made).containsOnlyKeys("server.secretkey", "admin.password", "admin.passwordMtime");
    assertThat(made.get("admin.password")).startsWith("$2a$10$");
    assertThat(secret(INITIAL).get("password")).matches("[0-9A-Za-z-]{16}");
    start();
    assertThat(secret(OWN)).isEqualTo(made);
    cluster.admin().delete(path("secrets") + "/" + INITIAL);
    start();
    assertThat(secret(INITIAL)).as("who deleted it does not get it back").isEmpty();
    assertThat(replica().settings.current().secrets().get("server.secretkey"))
        .contains(made.get("server.secretkey"));
  }

  @Test
  void keepsWhatIsThere() throws Exception {
    var given =
        Map.of(
            "metadata", Map.of("name", OWN),
            "stringData",
                Map.of(
                    "other", "kept",
                    "server.secretkey", "given",
                    "admin.password", "$2a$10$given"));
    cluster.admin().post(path("secrets"), JsonTree.writeString(given));
    start();
    assertThat(secret(OWN))
        .containsEntry("other", "kept")
        .containsEntry("server.secretkey", "given")
        .containsEntry("admin.password", "$2a$10$given")
        .containsKey("admin.passwordMtime");
    assertThat(secret(INITIAL)).isEmpty();
  }

  @Test
  void makesNoPasswordWhileAdminIsDisabled() throws Exception {
    configMap("argocd-cm", Map.of("admin.enabled", "false"));
    start();
    assertThat(secret(OWN)).containsOnlyKeys("server.secretkey");
    assertThat(secret(INITIAL)).isEmpty();
  }

  @Test
  void manyAtOnceComeToOnePassword() throws Exception {
    CompletableFuture.allOf(
            Stream.generate(() -> CompletableFuture.runAsync(this::start))
                .limit(4)
                .toArray(CompletableFuture[]::new))
        .join();
    try (var replica = replica()) {
      assertThat(replica.login("admin", initialPassword())).isNotEmpty();
    }
  }

  @Test
  void aStartThatWasStoppedInBetweenIsCompleted() throws Exception {
    start();
    String password = secret(INITIAL).get("password");
    cluster.admin().delete(path("secrets") + "/" + INITIAL);
    cluster
        .admin()
        .patch(
            path("secrets") + "/" + OWN,
            "{\"metadata\":{\"annotations\":{\"tiphys.io/initial-admin-password\":\"true\"}}}");
    start();
    assertThat(secret(INITIAL)).containsEntry("password", password);
  }
}
