package io.tiphys.kube.cache;

import io.tiphys.engine.health.HealthRules;
import io.tiphys.engine.schema.SchemaLookup;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.discovery.ApiResource;
import io.tiphys.kube.discovery.ApiResources;
import io.tiphys.kube.schema.ClusterSchemas;
import io.tiphys.kube.schema.SchemaDocuments;
import io.tiphys.kube.watch.OwnerReference;
import io.tiphys.kube.watch.RawObject;
import io.tiphys.kube.watch.WatchTarget;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The live state of one cluster, kept current by one watch for each kind. Any number of readers,
/// who never wait for the cluster but in the methods that say so.
///
/// A kind that cannot be listed is among [#failingKinds] and costs the others nothing; a cluster
/// that cannot be reached is [CacheState.Failing] and asked for again now and then.
public final class ClusterCache implements AutoCloseable {

  private static final int OWNER_DEPTH = 20;

  private final KubeClient client;
  private final ClusterSchemas schemas;
  private final ClusterKinds kinds;
  private final HealthRules health;

  /// Does nothing before [#start].
  ///
  /// @param retention which objects are kept whole
  /// @param documents the schemas, shared by the caches of all clusters
  public ClusterCache(
      KubeClient client, CacheSettings settings, Retention retention, SchemaDocuments documents) {
    this.client = client;
    this.schemas = new ClusterSchemas(client, documents);
    this.kinds = new ClusterKinds(client, settings, retention, schemas::changed);
    this.health = settings.health();
  }

  /// Starts to list and to watch; returns at once.
  public void start() {
    kinds.start();
  }

  /// How objects are judged.
  public HealthRules health() {
    return health;
  }

  /// Requests to the same cluster.
  public KubeClient client() {
    return client;
  }

  public CacheState state() {
    return kinds.state();
  }

  /// Waits while the cache is starting.
  ///
  /// @return the state after that, or when the time is over
  public CacheState awaitStarted(Duration time) throws InterruptedException {
    return kinds.awaitStarted(time);
  }

  /// What the cluster serves; nothing before the first discovery.
  public ApiResources resources() {
    return kinds.resources();
  }

  /// The schemas that the cluster publishes. May wait for the API server.
  public SchemaLookup schemas() {
    return schemas;
  }

  /// Waits until the cluster serves a kind whose definition was just applied.
  ///
  /// @return empty when the time is over
  public Optional<ApiResource> awaitKind(GroupKind kind, Duration time)
      throws InterruptedException {
    return kinds.awaitKind(kind, time);
  }

  /// Kinds whose objects are not known now, with the reason.
  public Map<GroupKind, String> failingKinds() {
    return kinds.failing();
  }

  /// Why the kind's objects are not known now; empty while they are.
  public Optional<String> failure(GroupKind kind) {
    return kinds.failure(kind);
  }

  /// Whether objects of the kind are watched, so that what is not in the cache does not exist.
  public boolean isWatched(GroupKind kind) {
    WatchedKind watched = kinds.find(kind);
    return watched != null && watched.isListed();
  }

  public Optional<LiveObject> get(ResourceKey key) {
    WatchedKind kind = kinds.find(key.groupKind());
    return kind == null ? Optional.empty() : Optional.ofNullable(kind.store.get(key));
  }

  /// The object as a whole: from the cache, or asked for at the API server, and kept whole from
  /// then on. Waits for the server if it must.
  public Fetched whole(ResourceKey key) {
    WatchedKind kind = kinds.find(key.groupKind());
    if (kind != null) {
      LiveObject object = kind.store.get(key);
      if (object == null && kind.isListed()) {
        return new Fetched.Absent();
      }
      if (object != null && object.isWhole()) {
        return new Fetched.Found(object);
      }
      kind.store.want(key);
    }
    Optional<ApiResource> resource = kinds.resources().preferred(key.groupKind());
    if (resource.isEmpty()) {
      return new Fetched.Absent();
    }
    return fetch(resource.get(), key);
  }

  /// The object as the API server has it now, in any version that it serves.
  public Fetched fetch(ApiResource resource, ResourceKey key) {
    return switch (client.get(resource.object(key))) {
      case Answer.Ok(var code, var body) -> new Fetched.Found(kinds.observe(resource, body));
      case Answer.Refused refused when refused.isNotFound() -> new Fetched.Absent();
      case Answer.Refused refused -> new Fetched.Failed(refused);
      case Answer.Unreachable unreachable -> new Fetched.Failed(unreachable);
    };
  }

  /// Takes the answer to a write of ours, so that the next look sees it even if the watch is late.
  /// A dry run's answer must not be given.
  public void observe(ApiResource resource, byte[] written) {
    kinds.observe(resource, written);
  }

  /// Takes the answer to a deletion of ours: a `Status` when the object is gone, the object itself
  /// while finalizers keep it.
  ///
  /// @param uid of the object that was deleted; one that was made since is left alone
  public void observeDeletion(ApiResource resource, ResourceKey key, String uid, byte[] answer) {
    if (Manifest.parse(answer).kind().equals("Status")) {
      observeGone(resource, key, uid);
    } else {
      kinds.going(resource, answer);
    }
  }

  /// Takes word that an object is gone, as a deletion says that finds none.
  public void observeGone(ApiResource resource, ResourceKey key, String uid) {
    kinds.gone(resource, key, uid);
  }

  /// The objects that an Application manages, as the [Retention] named it.
  public Collection<LiveObject> managedBy(String appInstance) {
    return kinds.index.managedBy(appInstance);
  }

  /// The objects that name this one as their owner.
  public List<LiveObject> children(String uid) {
    var children = new ArrayList<LiveObject>();
    for (ResourceKey key : kinds.index.dependentsOf(uid)) {
      get(key).ifPresent(children::add);
    }
    return children;
  }

  /// The object's owners that are in the cache: in its namespace, or cluster-scoped.
  public List<LiveObject> owners(LiveObject object) {
    var owners = new ArrayList<LiveObject>();
    for (OwnerReference owner : object.owners()) {
      var key =
          new ResourceKey(owner.group(), owner.kind(), object.key().namespace(), owner.name());
      get(key)
          .or(() -> get(key.in("")))
          .filter(found -> found.uid().equals(owner.uid()))
          .ifPresent(owners::add);
    }
    return owners;
  }

  /// The Applications whose tree the object is in: the one that manages it, or those that manage
  /// what owns it.
  public Set<String> appsOf(LiveObject object) {
    var apps = new HashSet<String>();
    collectApps(object, apps, OWNER_DEPTH);
    return apps;
  }

  private void collectApps(LiveObject object, Set<String> apps, int depth) {
    if (object.isManaged()) {
      apps.add(object.appInstance());
      return;
    }
    if (depth > 0) {
      owners(object).forEach(owner -> collectApps(owner, apps, depth - 1));
    }
  }

  /// What all Pods of a host request together.
  ///
  /// @return by resource (`cpu`, `memory`, `storage`), in thousandths of a core or a byte
  public Map<String, Long> requestedOn(String node) {
    return kinds.index.usage.of(node);
  }

  /// All objects of a kind.
  public Collection<LiveObject> all(GroupKind kind) {
    WatchedKind watched = kinds.find(kind);
    return watched == null ? List.of() : List.copyOf(watched.store.all());
  }

  /// All objects that are kept.
  public Stream<LiveObject> all() {
    return kinds.all();
  }

  /// Told of changes from now on.
  public void listen(ChangeListener listener) {
    kinds.listen(listener);
  }

  /// Forgets everything and starts anew.
  public void invalidate() {
    kinds.invalidate();
  }

  /// Ends the watches. The client is not closed.
  @Override
  public void close() {
    kinds.close();
  }

  static RawObject raw(ApiResource resource, byte[] json) {
    return RawObject.of(new WatchTarget(resource.collection(""), resource.kind()), json);
  }
}
