package io.tiphys.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.testkit.cluster.AdminRequest;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SettingsWatchIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private final List<Settings> changes = new CopyOnWriteArrayList<>();
  private AutoCloseable opened = () -> {};

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  @BeforeEach
  void noChangesYet() {
    changes.clear();
  }

  private SettingsWatch start() throws InterruptedException {
    var connection = cluster.connection();
    var home =
        new ClusterAccess(
            connection.server(),
            new Auth.Bearer(connection.token()),
            Tls.trusting(connection.certificateAuthority()));
    var client = new KubeClient(home, KubeClientOptions.DEFAULT);
    SettingsWatch watch = SettingsWatch.start(client, cluster.namespace(), home);
    watch.onChange((before, after) -> changes.add(after));
    opened =
        () -> {
          watch.close();
          client.close();
        };
    assertThat(watch.awaitRead(Duration.ofSeconds(60))).isTrue();
    return watch;
  }

  @Test
  void an_empty_namespace_has_the_defaults() throws Exception {
    SettingsWatch watch = start();
    assertThat(watch.current().argocd()).isEqualTo(ArgocdSettings.DEFAULT);
    assertThat(watch.current().clusters().byName("in-cluster")).hasSize(1);
    assertThat(watch.problem()).isEmpty();
  }

  @Test
  void what_is_written_is_in_force_and_what_is_deleted_is_not() throws Exception {
    SettingsWatch watch = start();
    created("configmaps", configMap("argocd-cm", "\"timeout.reconciliation\":\"7m\""));
    until(
        "7 minutes", () -> watch.current().argocd().reconciliation().equals(Duration.ofMinutes(7)));
    created("configmaps", configMap("unrelated", "\"timeout.reconciliation\":\"8m\""));
    created("configmaps", configMap("argocd-cmd-params-cm", "\"server.insecure\":\"true\""));
    until("insecure", () -> watch.current().params().get("server.insecure").isPresent());
    assertThat(watch.current().argocd().reconciliation()).isEqualTo(Duration.ofMinutes(7));

    created("secrets", secret("east", "cluster", "\"name\":\"east\",\"server\":\"https://east\""));
    until("cluster", () -> watch.current().clusters().byServer("https://east").isPresent());
    created(
        "secrets", secret("app", "repository", "\"url\":\"https://git/app\",\"username\":\"u\""));
    until(
        "repository",
        () -> watch.current().repositories().find("https://git/app", "").username().equals("u"));
    created("secrets", "{\"metadata\":{\"name\":\"argocd-secret\"},\"stringData\":{\"a\":\"b\"}}");
    until("secret", () -> watch.current().secrets().resolve("$a").equals("b"));

    admin().delete(path("secrets") + "/east");
    until("no cluster", () -> watch.current().clusters().byServer("https://east").isEmpty());
    admin().delete(path("configmaps") + "/argocd-cm");
    until("defaults", () -> watch.current().argocd().equals(ArgocdSettings.DEFAULT));
    assertThat(changes).isNotEmpty();
  }

  @Test
  void who_has_written_can_wait_until_it_is_in_force() throws Exception {
    SettingsWatch watch = start();
    created("configmaps", configMap("argocd-cm", "\"url\":\"https://x\""));
    assertThat(watch.await(it -> it.argocd().url().equals("https://x"), Duration.ofSeconds(60)))
        .isTrue();
    assertThat(watch.current().argocd().url()).isEqualTo("https://x");
    assertThat(watch.await(it -> it.argocd().url().isEmpty(), Duration.ofMillis(1))).isFalse();
  }

  @Test
  void a_broken_value_is_a_problem_and_the_last_good_one_stays() throws Exception {
    created("configmaps", configMap("argocd-cm", "\"resource.exclusions\":\"- kinds: [Widget]\""));
    SettingsWatch watch = start();
    var good = watch.current().argocd().kinds();
    admin()
        .patch(
            path("configmaps") + "/argocd-cm",
            "{\"data\":{\"resource.exclusions\":\"- kinds: [Widget\",\"url\":\"https://x\"}}");
    until("the new url", () -> watch.current().argocd().url().equals("https://x"));
    assertThat(watch.current().argocd().kinds()).isEqualTo(good);
    assertThat(watch.current().problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.object()).isEqualTo("argocd-cm");
          assertThat(problem.key()).isEqualTo("resource.exclusions");
        });
  }

  private static AdminRequest admin() {
    return cluster.admin();
  }

  private static String path(String plural) {
    return "/api/v1/namespaces/" + cluster.namespace() + "/" + plural;
  }

  private static void created(String plural, String json) throws IOException {
    assertThat(admin().post(path(plural), json).statusCode()).isEqualTo(201);
  }

  private static String configMap(String name, String data) {
    return "{\"metadata\":{\"name\":\"%s\"},\"data\":{%s}}".formatted(name, data);
  }

  private static String secret(String name, String type, String data) {
    return "{\"metadata\":{\"name\":\"%s\",\"labels\":{\"argocd.argoproj.io/secret-type\":\"%s\"}},\"stringData\":{%s}}"
        .formatted(name, type, data);
  }

  private static void until(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
