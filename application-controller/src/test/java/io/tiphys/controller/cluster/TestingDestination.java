package io.tiphys.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.tracking.Tracking;
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

/// A real cluster, opened as the controller opens its destinations.
public final class TestingDestination implements AutoCloseable {

  /// How many writes it takes at once.
  public static final int PARALLELISM = 10;

  private final KubeClient client;
  private final SettingsWatch settings;
  private final Clusters clusters;
  private final Cluster cluster;

  public TestingDestination(TestingCluster testing) throws InterruptedException {
    this(testing, testing.connection().server(), KubeClientOptions.DEFAULT);
  }

  /// @param server where the cluster is reached
  public TestingDestination(TestingCluster testing, String server, KubeClientOptions options)
      throws InterruptedException {
    var connection = testing.connection();
    var home =
        new ClusterAccess(
            server,
            new Auth.Bearer(connection.token()),
            Tls.trusting(connection.certificateAuthority()));
    client = new KubeClient(home, options);
    settings = SettingsWatch.start(client, testing.newNamespace(), home);
    assertThat(settings.awaitRead(Duration.ofSeconds(60))).isTrue();
    clusters =
        new Clusters(
            () -> settings.current().clusters(),
            () ->
                new Clusters.Opening(options, CacheSettings.DEFAULT, Tracking.DEFAULT, PARALLELISM),
            new ChangeRules(() -> settings.current().argocd(), Duration.ofSeconds(1)),
            new Nobody(),
            Traffic.NONE);
    cluster = ((Clusters.Destination.Found) clusters.of(destination(""))).cluster();
    assertThat(cluster.cache().awaitStarted(Duration.ofSeconds(60)))
        .isInstanceOf(CacheState.Synced.class);
  }

  public Cluster cluster() {
    return cluster;
  }

  /// As an Application names it.
  public static ApplicationDestination destination(String namespace) {
    return ApplicationDestinationBuilder.builder()
        .server(ClusterAccess.IN_CLUSTER)
        .namespace(namespace)
        .build();
  }

  @Override
  public void close() {
    clusters.close();
    settings.close();
    client.close();
  }

  private static final class Nobody implements Clusters.Listener {
    @Override
    public void changed(Set<String> appInstances) {}

    @Override
    public void unclaimed(String server, ResourceKey object) {}

    @Override
    public void stateChanged(Cluster one) {}
  }
}
