package io.tiphys.apiserver.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.application.ApplicationDestinationBuilder;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.testkit.cluster.TestingCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DestinationsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final GroupVersionKind CONFIG_MAP = new GroupVersionKind("", "v1", "ConfigMap");
  private static final Duration LONG = Duration.ofSeconds(60);

  private KubeClient kube;
  private SettingsWatch settings;
  private Destinations destinations;

  @BeforeEach
  void open() throws Exception {
    var connection = cluster.connection();
    var home =
        new ClusterAccess(
            connection.server(),
            new Auth.Bearer(connection.token()),
            Tls.trusting(connection.certificateAuthority()));
    kube = new KubeClient(home, KubeClientOptions.DEFAULT);
    settings = SettingsWatch.start(kube, cluster.namespace(), home);
    assertThat(settings.awaitRead(LONG)).isTrue();
    destinations = Destinations.of(settings, KubeClientOptions.DEFAULT);
  }

  @AfterEach
  void close() {
    destinations.close();
    settings.close();
    kube.close();
  }

  @Test
  void readsAnObjectOfAKindThatTheClusterServes() throws Exception {
    register("here", "https://here.example.com", "here", "{}");
    try (var home = destinations.open(named("in-cluster"))) {
      var secrets = home.resource(new GroupVersionKind("", "v1", "Secret"));
      byte[] read = home.check(home.kube().get(secrets.object(cluster.namespace(), "here")));
      assertThat(JsonTree.parseObject(read)).containsEntry("kind", "Secret");
      assertThat(home.resource(new GroupVersionKind("apps", "", "Deployment")).version())
          .isEqualTo("v1");
      assertThat(home.resources().serverVersion()).startsWith("v1.");
      var absent = secrets.object(cluster.namespace(), "absent");
      assertThatThrownBy(() -> home.check(home.kube().get(absent)))
          .isInstanceOfSatisfying(
              Refusal.class, it -> assertThat(it.code()).isEqualTo(Status.Code.NOT_FOUND));
    }
  }

  @Test
  void aKindThatIsNotServedIsNotFound() {
    try (var home = destinations.open(named("in-cluster"))) {
      assertThatThrownBy(() -> home.resource(new GroupVersionKind("example.com", "v1", "Nothing")))
          .isInstanceOfSatisfying(
              Refusal.class,
              it -> {
                assertThat(it.code()).isEqualTo(Status.Code.NOT_FOUND);
                assertThat(it.text()).contains("example.com/v1/Nothing");
              });
    }
  }

  @Test
  void unknownAndDoubleNamesAreRefusedInTheWordsThatClientsKnow() throws Exception {
    register("a", "https://a.example.com", "twin", "{}");
    register("b", "https://b.example.com", "twin", "{}");
    assertThat(settings.await(it -> it.clusters().byName("twin").size() == 2, LONG)).isTrue();
    assertThatThrownBy(() -> destinations.open(named("twin")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("there are 2 clusters with the same name: [https://");
    assertThatThrownBy(() -> destinations.open(named("nobody")))
        .hasMessage("there are no clusters with this name: nobody");
  }

  @Test
  void aCallUnderWayKeepsItsConnectionsWhenTheRegistrationChanges() throws Exception {
    var connection = cluster.connection();
    register("c", connection.server(), "c", config(connection.token()));
    assertThat(settings.await(it -> it.clusters().byName("c").size() == 1, LONG)).isTrue();
    try (var before = destinations.open(named("c"))) {
      assertThat(before.resource(CONFIG_MAP).plural()).isEqualTo("configmaps");
      register("c", connection.server(), "c", config("stale"));
      assertThat(
              settings.await(
                  it ->
                      it.clusters().byName("c").getFirst().access().auth()
                              instanceof Auth.Bearer(var token)
                          && token.equals("stale"),
                  LONG))
          .isTrue();
      try (var after = destinations.open(named("c"))) {
        assertThat(after.kube()).isNotSameAs(before.kube());
        assertThatThrownBy(after::resources)
            .isInstanceOfSatisfying(
                Refusal.class,
                it -> {
                  assertThat(it.code()).isEqualTo(Status.Code.FAILED_PRECONDITION);
                  assertThat(it.text()).doesNotContain("stale").contains("cluster c");
                });
      }
      assertThat(before.kube().read("/version", "application/json")).isInstanceOf(Answer.Ok.class);
    }
  }

  private static ApplicationDestination named(String name) {
    return ApplicationDestinationBuilder.builder().name(name).build();
  }

  private static String config(String token) {
    return "{\"bearerToken\":\"%s\",\"tlsClientConfig\":{\"insecure\":true}}".formatted(token);
  }

  private static void register(String secret, String server, String name, String config)
      throws Exception {
    String path = "/api/v1/namespaces/" + cluster.namespace() + "/secrets";
    String body =
        """
        {"metadata":{"name":"%s","labels":{"argocd.argoproj.io/secret-type":"cluster"}},
         "stringData":{"server":"%s","name":"%s","config":%s}}
        """
            .formatted(secret, server, name, JsonTree.writeString(config));
    if (cluster.admin().post(path, body).statusCode() == 409) {
      cluster.admin().patch(path + "/" + secret, body);
    }
  }
}
