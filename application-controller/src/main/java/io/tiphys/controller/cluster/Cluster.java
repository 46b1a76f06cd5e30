package io.tiphys.controller.cluster;

import io.tiphys.controller.compare.ComparisonFailedException;
import io.tiphys.controller.compare.LiveView;
import io.tiphys.engine.health.HealthRules;
import io.tiphys.engine.schema.Schema;
import io.tiphys.engine.target.Scope;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Impersonation;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.RequestObserver;
import io.tiphys.kube.access.Write;
import io.tiphys.kube.cache.CacheState;
import io.tiphys.kube.cache.ClusterCache;
import io.tiphys.kube.cache.Fetched;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.kube.discovery.ApiResource;
import io.tiphys.kube.discovery.ApiResources;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// One destination cluster.
public final class Cluster implements LiveView, AutoCloseable {

  private final String server;
  private final String name;
  private final ClusterCache cache;
  private final KubeClient client;
  private final Semaphore writes;

  /// @param server its URL, as Applications name it
  /// @param name as Applications may name it instead
  /// @param cache started
  /// @param parallelism how many writes may be under way; below 1 for any number
  Cluster(String server, String name, ClusterCache cache, int parallelism) {
    this(
        server,
        name,
        cache,
        cache.client(),
        new Semaphore(parallelism < 1 ? Integer.MAX_VALUE : parallelism));
  }

  private Cluster(
      String server, String name, ClusterCache cache, KubeClient client, Semaphore writes) {
    this.server = server;
    this.name = name;
    this.cache = cache;
    this.client = client;
    this.writes = writes;
  }

  /// The same cluster; this observer is told of the requests made through its client.
  public Cluster observedBy(RequestObserver observer) {
    return new Cluster(server, name, cache, client.observedBy(observer), writes);
  }

  /// The same cluster; what is asked of it through its client is asked in another's name.
  public Cluster impersonating(Impersonation other) {
    return new Cluster(server, name, cache, client.impersonating(other), writes);
  }

  /// The same cluster; whatever is asked of it through its client is refused.
  public Cluster refusing(String why) {
    return new Cluster(server, name, cache, client.refusing(why), writes);
  }

  public String server() {
    return server;
  }

  public String name() {
    return name;
  }

  public KubeClient client() {
    return client;
  }

  public ClusterCache cache() {
    return cache;
  }

  public ApiResources resources() {
    return cache.resources();
  }

  /// Why nothing can be said of the cluster now; empty when it is known.
  public Optional<String> outage() {
    return switch (cache.state()) {
      case CacheState.Starting(var _) -> Optional.of("the cluster's state is still being read");
      case CacheState.Synced(var _, var _, var _, var _) -> Optional.empty();
      case CacheState.Failing(var _, var error) -> Optional.of(error);
    };
  }

  public boolean isStarting() {
    return cache.state() instanceof CacheState.Starting;
  }

  /// Does one write when there is room for it.
  ///
  /// @throws InterruptedException while it waits for room
  public <T> T writing(Supplier<T> write) throws InterruptedException {
    writes.acquire();
    try {
      return write.get();
    } finally {
      writes.release();
    }
  }

  /// The kind in that version as the cluster serves it.
  public Optional<ApiResource> resource(GroupVersionKind kind) {
    return cache.resources().of(kind);
  }

  @Override
  public Optional<LiveObject> live(ResourceKey key) {
    Optional<LiveObject> known = cache.get(key);
    if (known.isPresent()
        || cache.isWatched(key.groupKind())
        || cache.resources().preferred(key.groupKind()).isEmpty()) {
      return known;
    }
    return switch (cache.whole(key)) { // a kind that is not watched: ask
      case Fetched.Found(var object) -> Optional.of(object);
      case Fetched.Absent() -> Optional.empty();
      case Fetched.Failed(var why) ->
          throw new ComparisonFailedException(key + " could not be read: " + why.problem());
    };
  }

  @Override
  public Collection<LiveObject> managedBy(AppInstance app) {
    return cache.managedBy(app.name());
  }

  @Override
  public Optional<Manifest> read(LiveObject object, GroupVersionKind version) {
    boolean inThatVersion = object.apiVersion().equals(version.apiVersion());
    if (inThatVersion && object.isWhole()) {
      return Optional.of(object.manifest());
    }
    Optional<ApiResource> resource = resource(version);
    Fetched fetched =
        inThatVersion || resource.isEmpty()
            ? cache.whole(object.key())
            : cache.fetch(resource.get(), object.key());
    return switch (fetched) {
      case Fetched.Found(var found) -> Optional.of(found.manifest());
      case Fetched.Absent() -> Optional.empty();
      case Fetched.Failed(var why) ->
          throw new ComparisonFailedException(
              object.key() + " could not be read: " + why.problem());
    };
  }

  @Override
  public Manifest withOwners(LiveObject object, GroupVersionKind version) {
    ApiResource resource =
        resource(version)
            .or(() -> cache.resources().preferred(object.key().groupKind()))
            .orElseThrow(() -> unread(object.key(), "its kind is not served"));
    return switch (client.get(resource.object(object.key()))) {
      case Answer.Ok(var _, var body) -> Manifest.parse(body);
      case Answer.Refused refused -> throw unread(object.key(), refused.problem());
      case Answer.Unreachable unreachable -> throw unread(object.key(), unreachable.problem());
    };
  }

  private static ComparisonFailedException unread(ResourceKey key, String why) {
    return new ComparisonFailedException(key + " could not be read: " + why);
  }

  @Override
  public Manifest tryOut(Manifest target, String manager) {
    ApiResource resource =
        resource(target.gvk()).orElseThrow(() -> untried(target, "its kind is not served", false));
    var write = Write.as(manager).withDryRun(true).withForce(true);
    return switch (client.apply(resource.object(target.key()), target.toJson(), write)) {
      case Answer.Ok(var _, var body) -> Manifest.parse(body);
      case Answer.Refused refused ->
          throw untried(target, refused.problem(), isAboutTheObject(refused.code()));
      case Answer.Unreachable unreachable -> throw untried(target, unreachable.problem(), false);
    };
  }

  /// Not so a login that is over, a conflict, too much to do, or a failure of the server.
  private static boolean isAboutTheObject(int code) {
    return code != 401 && code != 408 && code != 409 && code != 429 && code < 500;
  }

  private static ComparisonFailedException untried(Manifest target, String why, boolean isRefusal) {
    return new ComparisonFailedException(
        "%s: the dry run of a server-side apply failed: %s".formatted(target.key(), why),
        isRefusal);
  }

  @Override
  public Optional<Schema> schema(GroupVersionKind kind) {
    return cache.schemas().of(kind);
  }

  @Override
  public HealthRules health() {
    return cache.health();
  }

  @Override
  public Scope scope(GroupKind kind) {
    return cache
        .resources()
        .isNamespaced(kind)
        .map(namespaced -> namespaced ? Scope.NAMESPACED : Scope.CLUSTER)
        .orElse(Scope.UNKNOWN);
  }

  @Override
  public Optional<String> failure(GroupKind kind) {
    return cache.failure(kind);
  }

  @Override
  public void close() {
    cache.close();
    cache.client().close();
  }
}
