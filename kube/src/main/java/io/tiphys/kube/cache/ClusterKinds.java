package io.tiphys.kube.cache;

import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.discovery.ApiResource;
import io.tiphys.kube.discovery.ApiResources;
import io.tiphys.kube.watch.ListWatch;
import io.tiphys.kube.watch.ObjectHeader;
import io.tiphys.kube.watch.RawObject;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The watched kinds of one cluster: which they are, and what is known of them all together.
final class ClusterKinds implements AutoCloseable {

  /// How long a cluster may be away before what is known of it counts as unknown: an API server
  /// that restarts is no news.
  private static final Duration GRACE = Duration.ofSeconds(30);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(ClusterKinds.class);

  final ObjectIndex index = new ObjectIndex();

  private final KubeClient client;
  private final CacheSettings settings;
  private final Retention retention;
  private final Runnable definitionsChanged;
  private final ClusterReachability reachability;
  private final ListWatch.Limits limits;
  private final KindDiscovery discovery;
  private final CustomKinds customKinds = new CustomKinds();
  private final AbsentKinds absent = new AbsentKinds(customKinds);
  private final Map<GroupKind, WatchedKind> kinds = new ConcurrentHashMap<>();
  private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
  private final Instant started = Instant.now();
  private final Object stateLock = new Object();
  private volatile @Nullable Instant syncedSince;
  private volatile boolean isServed;

  /// The outage that listeners were told of; empty for none.
  private volatile String toldOutage = "";

  /// @param definitionsChanged told when a kind's definition may have changed
  ClusterKinds(
      KubeClient client, CacheSettings settings, Retention retention, Runnable definitionsChanged) {
    this.client = client;
    this.definitionsChanged = definitionsChanged;
    this.settings = settings;
    this.retention = retention;
    this.reachability = new ClusterReachability(client, this::probed);
    this.limits =
        new ListWatch.Limits(settings.pageSize(), new Semaphore(settings.lists()), LONGEST_WAIT);
    this.discovery =
        new KindDiscovery(client, reachability, customKinds, this::serve, absent::isUndecided);
  }

  void start() {
    discovery.start();
  }

  void listen(ChangeListener listener) {
    listeners.add(listener);
  }

  ApiResources resources() {
    return discovery.resources();
  }

  Optional<ApiResource> awaitKind(GroupKind kind, Duration time) throws InterruptedException {
    return discovery.awaitKind(kind, time);
  }

  @Nullable WatchedKind find(GroupKind kind) {
    return kinds.get(kind);
  }

  Stream<LiveObject> all() {
    return kinds.values().stream().flatMap(kind -> kind.store.all().stream());
  }

  Optional<String> failure(GroupKind kind) {
    WatchedKind watched = kinds.get(kind);
    return watched == null ? Optional.empty() : watched.failure();
  }

  Map<GroupKind, String> failing() {
    var failing = new TreeMap<GroupKind, String>();
    kinds.forEach((kind, watched) -> watched.failure().ifPresent(why -> failing.put(kind, why)));
    return failing;
  }

  CacheState state() {
    Instant synced = syncedSince;
    Optional<ClusterProblem> problem = reachability.problem().or(discovery::problem);
    if (problem.isPresent()
        && (synced == null || problem.get().since().plus(GRACE).isBefore(Instant.now()))) {
      return new CacheState.Failing(problem.get().since(), problem.get().text());
    }
    if (synced == null) {
      return new CacheState.Starting(started);
    }
    int objects = kinds.values().stream().mapToInt(kind -> kind.store.size()).sum();
    return new CacheState.Synced(synced, resources().serverVersion(), kinds.size(), objects);
  }

  CacheState awaitStarted(Duration time) throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    synchronized (stateLock) {
      CacheState state = state();
      while (state instanceof CacheState.Starting) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return state;
        }
        stateLock.wait(left);
        state = state();
      }
      return state;
    }
  }

  /// Takes what an API server answered for one object.
  LiveObject observe(ApiResource resource, byte[] json) {
    RawObject raw = ClusterCache.raw(resource, json);
    ResourceKey key = raw.header().key();
    WatchedKind kind = kinds.get(resource.groupKind());
    if (kind != null && kind.resource().version().equals(resource.version())) {
      KindStore.Change change = kind.store.put(raw, false);
      if (!change.isNone() && kind.isListed()) {
        changed(change);
      }
      LiveObject kept = kind.store.get(key);
      if (kept != null && kept.isWhole()) {
        return kept;
      }
    }
    var single = new KindStore(resource, new WholeObjects(retention), settings, (b, a) -> {});
    single.put(raw, true);
    LiveObject object = single.get(key);
    if (object == null) {
      throw new IllegalStateException(key + " was not taken");
    }
    return object;
  }

  /// Takes the state of an object that an API server has begun to remove. The watch may already
  /// have told of its end.
  void going(ApiResource resource, byte[] json) {
    WatchedKind kind = kinds.get(resource.groupKind());
    if (kind != null && kind.resource().version().equals(resource.version())) {
      KindStore.Change change = kind.store.update(ClusterCache.raw(resource, json));
      if (!change.isNone()) {
        changed(change);
      }
    }
  }

  /// Forgets an object that an API server has removed.
  void gone(ApiResource resource, ResourceKey key, String uid) {
    WatchedKind kind = kinds.get(resource.groupKind());
    if (kind != null) {
      KindStore.Change change = kind.store.gone(key, uid);
      if (!change.isNone()) {
        changed(change);
      }
    }
  }

  private record WholeObjects(Retention retention) implements Retention {
    @Override
    public String appInstance(ObjectHeader object) {
      return retention.appInstance(object);
    }

    @Override
    public boolean keepsWhole(ObjectHeader object) {
      return true;
    }
  }

  /// Starts and stops watches until they are those of what the cluster serves.
  private void serve(ApiResources resources) {
    Set<GroupKind> wanted = new HashSet<>();
    for (ApiResource resource : resources.preferred()) {
      if (isWanted(resource)) {
        wanted.add(resource.groupKind());
        WatchedKind old = kinds.get(resource.groupKind());
        if (old == null || !old.resource().equals(resource)) {
          stop(old);
          watch(resource);
        }
      }
    }
    Instant now = Instant.now();
    for (WatchedKind kind : List.copyOf(kinds.values())) {
      GroupKind groupKind = kind.resource().groupKind();
      boolean isShown = resources.preferred(groupKind).isPresent();
      if (isShown ? !wanted.contains(groupKind) : absent.isGone(kind.resource(), resources, now)) {
        stop(kind);
      }
    }
    isServed = isServed || !resources.preferred().isEmpty();
    settled();
  }

  private boolean isWanted(ApiResource resource) {
    return resource.isWatchable()
        && (resource.namespaced() || settings.namespaces().isEmpty() || settings.clusterResources())
        && settings.kinds().watches(resource.group(), resource.kind(), client.access().server());
  }

  private void watch(ApiResource resource) {
    boolean byNamespace = resource.namespaced() && !settings.namespaces().isEmpty();
    var store = new KindStore(resource, retention, settings, index::changed);
    var kind =
        new WatchedKind(
            store,
            byNamespace ? settings.namespaces() : List.of(""),
            settings.ignoreForbidden(),
            observer(resource.groupKind()));
    kinds.put(resource.groupKind(), kind);
    kind.start(client, reachability, limits);
  }

  private void stop(@Nullable WatchedKind kind) {
    if (kind != null) {
      kind.close();
      kinds.remove(kind.resource().groupKind(), kind);
      kind.store.close().forEach(this::changed);
    }
  }

  private WatchedKind.Observer observer(GroupKind kind) {
    if (kind.equals(CustomKinds.DEFINITION)) {
      return new DefinitionObserver();
    }
    return kind.equals(CustomKinds.API_SERVICE) ? new ServiceObserver() : new KindObserver();
  }

  private class KindObserver implements WatchedKind.Observer {
    @Override
    public void changed(KindStore.Change change) {
      ClusterKinds.this.changed(change);
    }

    @Override
    public void settled() {
      ClusterKinds.this.settled();
    }

    @Override
    public void unservable() {
      discovery.request();
    }
  }

  private final class ServiceObserver extends KindObserver {
    @Override
    public void changed(KindStore.Change change) {
      definitionsChanged.run();
      discovery.request();
      super.changed(change);
    }
  }

  private final class DefinitionObserver extends KindObserver {
    @Override
    public void arrived(RawObject object) {
      definitionsChanged.run();
      if (customKinds.put(object)) {
        discovery.request();
      }
    }

    @Override
    public void deleted(ResourceKey key) {
      definitionsChanged.run();
      customKinds.remove(key);
      discovery.request();
    }
  }

  private void settled() {
    if (syncedSince == null && isServed && isSettled()) {
      syncedSince = Instant.now();
    }
    stateChanged();
  }

  private boolean isSettled() {
    return kinds.values().stream().allMatch(WatchedKind::isSettled)
        && customKinds.agreesWith(resources());
  }

  /// What every failing probe says anew is told once: thousands of Applications hear it.
  private void probed() {
    String outage = state() instanceof CacheState.Failing(var _, var error) ? error : "";
    if (!outage.equals(toldOutage)) {
      toldOutage = outage;
      stateChanged();
    }
  }

  private void stateChanged() {
    synchronized (stateLock) {
      stateLock.notifyAll();
    }
    for (ChangeListener listener : listeners) {
      guarded("its state", listener::stateChanged);
    }
  }

  private void changed(KindStore.Change change) {
    LiveObject object = change.after() == null ? change.before() : change.after();
    for (ChangeListener listener : listeners) {
      guarded(
          object == null ? "nothing" : object.key(),
          () -> listener.changed(change.before(), change.after()));
    }
  }

  private void guarded(Object subject, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) { // of the listener: the watch has others to tell
      log.error(
          "cluster {}: a change of {} could not be taken", client.access().server(), subject, e);
    }
  }

  void invalidate() {
    isServed = false;
    syncedSince = null;
    for (WatchedKind kind : List.copyOf(kinds.values())) {
      stop(kind);
    }
    discovery.request();
    stateChanged();
  }

  @Override
  public void close() {
    discovery.close();
    reachability.close();
    kinds.values().forEach(WatchedKind::close);
  }
}
