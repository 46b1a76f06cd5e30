package io.tiphys.controller.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.groups.Tuple.tuple;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.cluster.ChangeRules;
import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.cluster.Clusters;
import io.tiphys.controller.cluster.Traffic;
import io.tiphys.controller.compare.Comparer;
import io.tiphys.controller.compare.Rules;
import io.tiphys.controller.compare.TargetIndex;
import io.tiphys.engine.diff.DiffRules;
import io.tiphys.engine.project.Project;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.engine.tracking.Tracking;
import io.tiphys.exchange.cluster.ClusterInfoReader;
import io.tiphys.exchange.cluster.ClusterInfoWriter;
import io.tiphys.exchange.state.AppRef;
import io.tiphys.exchange.state.AppStateReader;
import io.tiphys.exchange.state.AppStateWriter;
import io.tiphys.exchange.state.TreeWatch;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.kube.cache.CacheSettings;
import io.tiphys.kube.cache.CacheState;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.model.project.AppProjectSpec;
import io.tiphys.model.tree.ApplicationTree;
import io.tiphys.model.tree.HostInfo;
import io.tiphys.model.tree.InfoItem;
import io.tiphys.model.tree.ResourceDiff;
import io.tiphys.model.tree.ResourceNode;
import io.tiphys.model.tree.ResourceRef;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.redis.TestingRedis;
import io.tiphys.trust.seal.CacheListener;
import io.tiphys.trust.seal.RedisAddress;
import io.tiphys.trust.seal.Seal;
import io.tiphys.trust.seal.SealedCache;
import io.tiphys.trust.seal.SealedCacheSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the controller tells of an Application in a real cluster whose Pods come to run, read as
/// the API server reads it.
@Behaviour("DIF-24")
class SharingIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.withNodes(2);

  private static final AppRef APP = new AppRef("argocd", "shop", "7a");
  private static final AppKey KEY = new AppKey("argocd", "shop");
  private static final String SERVER = ClusterAccess.IN_CLUSTER;
  private static final String OPEN =
      """
      {"destinations":[{"server":"*","namespace":"*"}],"orphanedResources":{}}
      """;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Comparer comparer = new Comparer();
  private String spec = OPEN;
  private ClusterReports reports;
  private Sharing sharing;
  private AppStateReader reader;
  private SealedCache cache;
  private Cluster destination;

  @BeforeEach
  void open() throws Exception {
    var redis = held(TestingRedis.start());
    cache =
        held(
            new SealedCache(
                RedisAddress.of(redis.address()),
                Seal.derivedFrom(new byte[32], "test"),
                SealedCacheSettings.defaults(),
                CacheListener.NONE));
    reader = held(new AppStateReader(cache, 1 << 20));
    var connection = cluster.connection();
    var home =
        new ClusterAccess(
            connection.server(),
            new Auth.Bearer(connection.token()),
            Tls.trusting(connection.certificateAuthority()));
    var client = held(new KubeClient(home, KubeClientOptions.DEFAULT));
    SettingsWatch settings = held(SettingsWatch.start(client, cluster.namespace(), home));
    assertThat(settings.awaitRead(Duration.ofSeconds(60))).isTrue();
    var clusters =
        held(
            new Clusters(
                () -> settings.current().clusters(),
                () ->
                    new Clusters.Opening(
                        KubeClientOptions.DEFAULT, CacheSettings.DEFAULT, Tracking.DEFAULT, 10),
                new ChangeRules(() -> settings.current().argocd(), Duration.ofSeconds(1)),
                new Turns(),
                Traffic.NONE));
    reports =
        new ClusterReports(
            new ClusterInfoWriter(cache, InstantSource.system()),
            () -> settings.current().clusters().all(),
            clusters::inUse);
    sharing =
        held(
            new Sharing(
                new AppStateWriter(cache, Duration.ofHours(1)),
                reports,
                new Orphans("neighbour"::equals),
                () -> settings.current().argocd()));
    destination = ((Clusters.Destination.Found) clusters.of(destination(SERVER))).cluster();
    assertThat(destination.cache().awaitStarted(Duration.ofSeconds(60)))
        .isInstanceOf(CacheState.Synced.class);
  }

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  private <T extends AutoCloseable> T held(T one) {
    opened.push(one);
    return one;
  }

  private ApplicationDestination destination(String server) {
    return new ApplicationDestination(server, cluster.namespace(), "", Unknown.NONE);
  }

  /// Each change that the cluster tells brings a turn.
  private final class Turns implements Clusters.Listener {
    @Override
    public void changed(Set<String> appInstances) {
      if (appInstances.contains(cluster.namespace()) && sharing != null && destination != null) {
        turn();
      }
    }

    @Override
    public void unclaimed(String server, ResourceKey object) {
      changed(Set.of(cluster.namespace()));
    }

    @Override
    public void stateChanged(Cluster known) {}
  }

  private synchronized void turn() {
    var instance = AppInstance.of("argocd", cluster.namespace(), "argocd");
    var rules = Rules.of(DiffRules.defaults(), Rules.Method.THREE_WAY);
    var targets =
        TargetIndex.of(
            new Shop(cluster.namespace()).rendered(),
            new TargetIndex.Placing(Tracking.DEFAULT, instance, cluster.namespace(), kind -> false),
            destination::scope);
    var tree = JsonTree.parse(spec.getBytes(StandardCharsets.UTF_8));
    sharing.found(
        KEY,
        new Found(
            APP,
            instance,
            destination(SERVER),
            new Project("shop", ModelJson.fromTree(tree, AppProjectSpec.class)),
            destination,
            comparer.compare(targets, instance, rules, destination).verdicts(),
            targets,
            rules));
  }

  private ApplicationTree until(Predicate<ApplicationTree> condition) throws Exception {
    TreeWatch watch = reader.watchTree(APP);
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    ApplicationTree last = null;
    while (last == null || !condition.test(last)) {
      assertThat(System.nanoTime()).as("still %s", last).isLessThan(deadline);
      var next = watch.next(Duration.ofSeconds(5));
      last = next.isPresent() ? next.get().tree() : last;
    }
    return last;
  }

  private static List<ResourceNode> of(ApplicationTree tree, String kind) {
    return tree.nodes().stream().filter(node -> node.kind().equals(kind)).toList();
  }

  private static ResourceNode one(ApplicationTree tree, String kind) {
    assertThat(of(tree, kind)).hasSize(1);
    return of(tree, kind).getFirst();
  }

  private static boolean isHealthy(ResourceNode node) {
    return node.health() != null && node.health().status().equals("Healthy");
  }

  private static boolean runs(ApplicationTree tree) {
    return of(tree, "Pod").stream().filter(SharingIT::isHealthy).count() >= 2
        && of(tree, "Deployment").stream().anyMatch(SharingIT::isHealthy)
        && !of(tree, "PersistentVolumeClaim").isEmpty()
        && !tree.orphanedNodes().isEmpty()
        && tree.hosts().stream().mapToLong(SharingIT::cpu).sum() == 200;
  }

  private static long cpu(HostInfo host) {
    return host.resourcesInfo().stream()
        .filter(resource -> resource.resourceName().equals("cpu"))
        .mapToLong(resource -> resource.requestedByApp())
        .sum();
  }

  private static List<String> info(ResourceNode node) {
    return node.info().stream().map(InfoItem::name).toList();
  }

  @Test
  void theTreeIsThatOfTheOriginal() throws Exception {
    new Shop(cluster.namespace()).create(cluster.admin());
    turn();
    ApplicationTree tree = until(SharingIT::runs);

    ResourceNode deployment = one(tree, "Deployment");
    assertThat(deployment.group()).isEqualTo("apps");
    assertThat(deployment.version()).isEqualTo("v1");
    assertThat(deployment.namespace()).isEqualTo(cluster.namespace());
    assertThat(deployment.parentRefs()).isEmpty();
    assertThat(deployment.resourceVersion()).isNotEmpty();
    assertThat(deployment.createdAt()).isNotNull();
    assertThat(deployment.info())
        .extracting(InfoItem::name, InfoItem::value)
        .containsExactly(tuple("Revision", "Rev:1"));

    ResourceNode replicaSet = one(tree, "ReplicaSet");
    ResourceRef owner = replicaSet.parentRefs().getFirst();
    assertThat(owner.uid()).isEqualTo(deployment.uid());
    assertThat(owner.key()).isEqualTo(deployment.key());
    assertThat(info(replicaSet)).containsExactly("Revision");

    assertThat(of(tree, "Pod"))
        .filteredOn(pod -> pod.name().startsWith("web-"))
        .hasSize(2)
        .allSatisfy(pod -> {
          assertThat(pod.parentRefs())
              .extracting(ResourceRef::uid)
              .containsExactly(replicaSet.uid());
          assertThat(pod.images()).containsExactly("registry.example.org/web:1");
          assertThat(info(pod)).containsExactly("Status Reason", "Node", "Containers");
          assertThat(pod.info().getLast().value()).isEqualTo("1/1");
          assertThat(Objects.requireNonNull(pod.networkingInfo()).labels())
              .contains(entry("app", "web"));
        });

    var service = Objects.requireNonNull(one(tree, "Service").networkingInfo());
    assertThat(service.targetLabels()).containsExactly(entry("app", "web"));
    assertThat(service.externalURLs()).containsExactly("https://docs.example.org");
    var ingress = Objects.requireNonNull(one(tree, "Ingress").networkingInfo());
    assertThat(ingress.targetRefs()).extracting(ResourceRef::kind).containsExactly("Service");
    assertThat(ingress.externalURLs()).containsExactly("http://shop.example.org/");

    ResourceRef set = one(tree, "PersistentVolumeClaim").parentRefs().getFirst();
    assertThat(set.kind()).isEqualTo("StatefulSet");
    assertThat(set.uid()).isEqualTo(one(tree, "StatefulSet").uid());

    ResourceNode missing = one(tree, "ConfigMap");
    assertThat(missing.name()).isEqualTo("missing");
    assertThat(missing.uid()).isEmpty();
    assertThat(Objects.requireNonNull(missing.health()).status()).isEqualTo("Missing");

    assertThat(tree.orphanedNodes()).extracting(ResourceNode::name).containsExactly("stray");
    assertThat(tree.hosts())
        .isNotEmpty()
        .allSatisfy(host -> {
          assertThat(host.systemInfo().architecture()).isNotEmpty();
          assertThat(host.resourcesInfo())
              .filteredOn(resource -> resource.resourceName().equals("cpu"))
              .singleElement()
              .satisfies(resource -> assertThat(resource.capacity()).isPositive());
        });
  }

  @Test
  void aPodThatIsReplacedIsSeenAndTheRestIsNotWrittenAgain() throws Exception {
    new Shop(cluster.namespace()).create(cluster.admin());
    turn();
    ApplicationTree before = until(SharingIT::runs);
    ResourceNode pod =
        of(before, "Pod").stream().filter(one -> one.name().startsWith("web")).findFirst().get();

    cluster.admin().delete("/api/v1/namespaces/" + cluster.namespace() + "/pods/" + pod.name());

    ApplicationTree after =
        until(tree ->
            runs(tree)
                && tree.nodes().stream().noneMatch(pod::equals)
                && of(tree, "Pod").stream().noneMatch(one -> one.name().equals(pod.name())));
    assertThat(one(after, "Service")).isEqualTo(one(before, "Service"));
  }

  @Test
  void theComparisonShowsStatesAndNoSecret() throws Exception {
    new Shop(cluster.namespace()).create(cluster.admin());
    turn();
    until(SharingIT::runs);
    List<ResourceDiff> items = reader.managed(APP, Duration.ofSeconds(30)).orElseThrow().items();

    ResourceDiff deployment = diff(items, "Deployment", "web");
    assertThat(deployment.modified()).isTrue();
    assertThat(deployment.targetState()).contains("\"replicas\":3");
    assertThat(deployment.liveState()).contains("\"replicas\":2").doesNotContain("managedFields");
    assertThat(deployment.predictedLiveState()).contains("\"replicas\":3");
    assertThat(deployment.normalizedLiveState())
        .contains("\"replicas\":2")
        .doesNotContain("\"status\"");
    assertThat(deployment.resourceVersion()).isNotEmpty();
    assertThat(diff(items, "Service", "web").modified()).isFalse();

    ResourceDiff missing = diff(items, "ConfigMap", "missing");
    assertThat(missing.liveState()).isEqualTo("null");
    assertThat(missing.normalizedLiveState()).isEqualTo("null");
    assertThat(missing.predictedLiveState()).isEqualTo(missing.targetState());
    assertThat(missing.modified()).isTrue();

    ResourceDiff secret = diff(items, "Secret", "login");
    assertThat(secret.targetState()).contains("\"password\":\"++++++++\"");
    assertThat(secret.liveState()).contains("\"password\":\"++++++++++++\"");
    assertThat(secret.modified()).isTrue();
    assertThat(items.toString())
        .doesNotContain("and-secret")
        .doesNotContain(
            Base64.getEncoder().encodeToString("live-and-secret".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatTheProjectDoesNotPermitIsNotShown() throws Exception {
    spec =
        """
        {"destinations":[{"server":"*","namespace":"*"}],
         "namespaceResourceBlacklist":[{"group":"apps","kind":"ReplicaSet"},{"group":"","kind":"ConfigMap"}],
         "orphanedResources":{}}
        """;
    new Shop(cluster.namespace()).create(cluster.admin());
    turn();
    ApplicationTree tree =
        until(one -> of(one, "Pod").stream().anyMatch(pod -> pod.name().startsWith("db")));
    assertThat(of(tree, "Deployment")).hasSize(1);
    assertThat(of(tree, "ReplicaSet")).isEmpty();
    assertThat(of(tree, "Pod")).allMatch(pod -> pod.name().startsWith("db"));
    assertThat(tree.orphanedNodes()).isEmpty();

    sharing.nothing(KEY, APP, "");
    assertThat(until(one -> one.nodes().isEmpty()).hosts()).isEmpty();
    awaitNothingManaged();
  }

  /// The comparison is an entry of its own, written after the tree.
  private void awaitNothingManaged() throws InterruptedException {
    for (int i = 0; !reader.managed(APP).orElseThrow().items().isEmpty(); i++) {
      assertThat(i).as("the comparison is still there").isLessThan(600);
      Thread.sleep(50);
    }
  }

  @Test
  void clustersSayWhatTheyAreLike() {
    var clusters = new ClusterInfoReader(cache);
    reports.write(Map.of(SERVER, 1L));
    var info = clusters.of(SERVER).orElseThrow();
    assertThat(info.connectionState().status()).isEqualTo("Successful");
    assertThat(info.serverVersion()).matches("v1\\.\\d+\\.\\d+.*");
    assertThat(info.applicationsCount()).isEqualTo(1);
    assertThat(info.cacheInfo().apisCount()).isPositive();
    assertThat(info.cacheInfo().resourcesCount()).isPositive();
    assertThat(info.apiVersions()).contains("apps/v1", "apps/v1/Deployment");
  }

  private static ResourceDiff diff(List<ResourceDiff> items, String kind, String name) {
    return items.stream()
        .filter(item -> item.kind().equals(kind) && item.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
