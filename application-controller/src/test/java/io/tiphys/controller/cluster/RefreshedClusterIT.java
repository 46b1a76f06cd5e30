package io.tiphys.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.kube.cache.CacheSettings;
import io.tiphys.kube.cache.CacheState;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.application.ApplicationDestinationBuilder;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.testkit.cluster.TestingCluster;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `argocd cluster` tells its controller to forget what it knows by an annotation of the Secret.
class RefreshedClusterIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final Clusters.Listener NOBODY =
      new Clusters.Listener() {
        @Override
        public void changed(Set<String> appInstances) {}

        @Override
        public void unclaimed(String server, ResourceKey object) {}

        @Override
        public void stateChanged(Cluster one) {}
      };

  @Test
  void isReadAnew() throws Exception {
    var connection = cluster.connection();
    var home =
        new ClusterAccess(
            connection.server(),
            new Auth.Bearer(connection.token()),
            Tls.trusting(connection.certificateAuthority()));
    String secrets = "/api/v1/namespaces/" + cluster.namespace() + "/secrets";
    cluster.admin().post(secrets, secret(connection.server(), connection.token()));
    try (var kube = new KubeClient(home, KubeClientOptions.DEFAULT);
        var settings = SettingsWatch.start(kube, cluster.namespace(), home);
        var clusters =
            new Clusters(
                () -> settings.current().clusters(),
                () ->
                    new Clusters.Opening(
                        KubeClientOptions.DEFAULT,
                        CacheSettings.DEFAULT,
                        settings.current().argocd().tracking(),
                        1),
                new ChangeRules(() -> settings.current().argocd(), Duration.ofSeconds(1)),
                NOBODY,
                Traffic.NONE)) {
      assertThat(settings.awaitRead(Duration.ofSeconds(60))).isTrue();
      Cluster before = open(clusters);
      clusters.refresh();
      assertThat(open(clusters)).isSameAs(before);

      cluster
          .admin()
          .patch(
              secrets + "/east",
              "{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/refresh\":\"2026-01-02T03:04:05Z\"}}}");
      assertThat(
              settings.await(
                  now ->
                      now.clusters().byName("east").getFirst().cluster().refreshRequestedAt()
                          != null,
                  Duration.ofSeconds(60)))
          .isTrue();
      clusters.refresh();
      assertThat(clusters.inUse()).isEmpty();
      Cluster after = open(clusters);
      assertThat(after).isNotSameAs(before);
      assertThat(after.cache().awaitStarted(Duration.ofSeconds(60)))
          .isInstanceOf(CacheState.Synced.class);
    }
  }

  private static Cluster open(Clusters clusters) {
    ApplicationDestination destination =
        ApplicationDestinationBuilder.builder().name("east").build();
    return ((Clusters.Destination.Found) clusters.of(destination)).cluster();
  }

  private static String secret(String server, String token) {
    return """
    {"metadata":{"name":"east","labels":{"argocd.argoproj.io/secret-type":"cluster"}},
     "stringData":{"name":"east","server":"%s",
       "config":"{\\"bearerToken\\":\\"%s\\",\\"tlsClientConfig\\":{\\"insecure\\":true}}"}}
    """
        .formatted(server, token);
  }
}
