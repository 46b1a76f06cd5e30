package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.tiphys.apiserver.options.ApiServerOptions;
import io.tiphys.flags.GoFlags;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.RequestObserver;
import io.tiphys.kube.access.Tls;
import io.tiphys.settings.Settings;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.trust.seal.CacheListener;
import io.tiphys.trust.seal.RedisAddress;
import io.tiphys.trust.seal.Seal;
import io.tiphys.trust.seal.SealedCache;
import io.tiphys.trust.seal.SealedCacheSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import picocli.CommandLine;

/// What API servers of a test are started with: the namespace of a real cluster; a repo server and
/// Redis where the test has them.
public final class TestingApi implements AutoCloseable {

  private final KubeClient kube;
  private final SettingsWatch settings;
  private final ManagedChannel repoServer;
  private final SealedCache cache;
  private final AtomicReference<CacheListener> listener = new AtomicReference<>(CacheListener.NONE);
  private final Surroundings surroundings;

  public TestingApi(TestingCluster cluster) throws IOException, InterruptedException {
    this(cluster, cluster.namespace());
  }

  /// @param namespace of the control plane
  public TestingApi(TestingCluster cluster, String namespace)
      throws IOException, InterruptedException {
    this(cluster, namespace, "127.0.0.1:1");
  }

  /// @param namespace of the control plane
  /// @param redis its address
  public TestingApi(TestingCluster cluster, String namespace, String redis)
      throws IOException, InterruptedException {
    this(
        cluster,
        namespace,
        InProcessChannelBuilder.forName("no repo server").build(),
        redis,
        RequestObserver.none());
  }

  /// @param namespace of the control plane
  /// @param repoServer is closed with this
  /// @param redis its address
  /// @param observer is told of requests to the cluster of the control plane
  public TestingApi(
      TestingCluster cluster,
      String namespace,
      ManagedChannel repoServer,
      String redis,
      RequestObserver observer)
      throws IOException, InterruptedException {
    Definitions.define(cluster);
    var connection = cluster.connection();
    var home =
        new ClusterAccess(
            connection.server(),
            new Auth.Bearer(connection.token()),
            Tls.trusting(connection.certificateAuthority()));
    kube = new KubeClient(home, KubeClientOptions.DEFAULT);
    settings = SettingsWatch.start(kube, namespace, home);
    assertThat(settings.awaitRead(Duration.ofSeconds(60))).isTrue();
    this.repoServer = repoServer;
    cache =
        new SealedCache(
            RedisAddress.of(redis),
            Seal.derivedFrom(new byte[32], "test"),
            SealedCacheSettings.defaults(),
            told());
    surroundings =
        new Surroundings(
            kube.observedBy(observer), namespace, settings, repoServer, cache, Map.of());
  }

  public ApiServer start(String... arguments) throws InterruptedException {
    var metrics = ApiServer.metrics();
    listener.set(ApiServer.requestsOfCache(metrics));
    return ApiServer.start(options(arguments), surroundings, metrics);
  }

  /// Waits until the settings say something.
  public void awaitSettings(Predicate<Settings> wanted) throws InterruptedException {
    assertThat(settings.await(wanted, Duration.ofSeconds(60))).isTrue();
  }

  /// The cache is opened before the server whose metrics it counts in.
  private CacheListener told() {
    return new CacheListener() {
      @Override
      public void requested(String command, boolean failed, Duration took) {
        listener.get().requested(command, failed, took);
      }

      @Override
      public void forged(String key) {
        listener.get().forged(key);
      }
    };
  }

  /// What the other services write to.
  public SealedCache cache() {
    return cache;
  }

  private static ApiServerOptions options(String... arguments) {
    var options = new ApiServerOptions();
    var command = new CommandLine(options);
    GoFlags.applyTo(command);
    var all = new ArrayList<>(List.of("--metrics-port", "0"));
    all.addAll(List.of(arguments));
    if (!all.contains("--port")) {
      all.addAll(List.of("--port", "0"));
    }
    command.parseArgs(all.toArray(String[]::new));
    return options;
  }

  @Override
  public void close() {
    settings.close();
    repoServer.shutdownNow();
    cache.close();
    kube.close();
  }
}
