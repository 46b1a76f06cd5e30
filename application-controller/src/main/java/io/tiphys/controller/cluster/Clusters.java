package io.tiphys.controller.cluster;

import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.engine.tracking.Tracking;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.cache.CacheSettings;
import io.tiphys.kube.cache.CacheState;
import io.tiphys.kube.cache.ChangeListener;
import io.tiphys.kube.cache.ClusterCache;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.kube.cache.Retention;
import io.tiphys.kube.schema.SchemaDocuments;
import io.tiphys.kube.watch.ObjectHeader;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.settings.ClusterEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The destination clusters that are in use. One is opened when the first Application needs it, and
/// opened anew when its registration changes.
public final class Clusters implements AutoCloseable {

  /// Is told what happens in the clusters.
  public interface Listener {

    /// Objects of these Applications have changed, named as in their marks.
    void changed(Set<String> appInstances);

    /// An object that no Application has, in a namespace, has changed.
    ///
    /// @param server the cluster's URL
    void unclaimed(String server, ResourceKey object);

    /// A cluster has become known, or cannot be reached any more.
    void stateChanged(Cluster cluster);
  }

  /// What every cluster is opened with.
  ///
  /// @param client limits of requests
  /// @param cache limits of what is watched
  /// @param tracking how objects are marked
  /// @param parallelism writes at once to one cluster
  public record Opening(
      KubeClientOptions client, CacheSettings cache, Tracking tracking, int parallelism) {}

  /// What a destination comes to.
  public sealed interface Destination {
    record Found(Cluster cluster) implements Destination {}

    /// @param message for people, as it stands in an `InvalidSpecError`
    record Invalid(String message) implements Destination {}
  }

  private static final Logger log = LoggerFactory.getLogger(Clusters.class);

  private record Open(ClusterEntry entry, Opening how, Cluster cluster) {}

  private final Supplier<io.tiphys.settings.Clusters> registered;
  private final Supplier<Opening> opening;
  private final ChangeRules changes;
  private final Listener listener;
  private final Traffic traffic;
  private final SchemaDocuments documents = new SchemaDocuments();
  private final Map<String, Open> open = new HashMap<>();

  /// @param registered the clusters as the settings have them now
  /// @param opening asked when a cluster is opened
  /// @param changes which changes the listener is told
  /// @param traffic is told of requests and changes
  public Clusters(
      Supplier<io.tiphys.settings.Clusters> registered,
      Supplier<Opening> opening,
      ChangeRules changes,
      Listener listener,
      Traffic traffic) {
    this.registered = registered;
    this.opening = opening;
    this.changes = changes;
    this.listener = listener;
    this.traffic = traffic;
  }

  /// The cluster that an Application's destination names, by URL or by name.
  public Destination of(ApplicationDestination destination) {
    return switch (registered.get().resolve(destination.server(), destination.name())) {
      case io.tiphys.settings.Clusters.Resolution.Found(var entry) ->
          new Destination.Found(open(entry));
      case io.tiphys.settings.Clusters.Resolution.Invalid(var message) ->
          new Destination.Invalid(message);
    };
  }

  /// The cluster that a destination names, if an administrator asked to leave alone whatever is
  /// deployed there (https://argo-cd.readthedocs.io/en/stable/operator-manual/cluster-management/):
  /// it is not even connected to.
  ///
  /// @return its URL
  public Optional<String> leftAlone(ApplicationDestination destination) {
    return registered.get().resolve(destination.server(), destination.name())
                instanceof io.tiphys.settings.Clusters.Resolution.Found(var entry)
            && entry.skipReconcile()
        ? Optional.of(entry.server())
        : Optional.empty();
  }

  /// Those that are in use.
  public synchronized Collection<Cluster> inUse() {
    return open.values().stream().map(Open::cluster).toList();
  }

  /// Closes what is not registered any more, or is to be opened with something else; its next use
  /// opens it anew.
  public synchronized void refresh() {
    Collection<ClusterEntry> entries = registered.get().all();
    Opening how = opening.get();
    open.values()
        .removeIf(one -> {
          boolean stays = entries.contains(one.entry()) && one.how().equals(how);
          if (!stays) {
            one.cluster().close();
          }
          return !stays;
        });
  }

  private synchronized Cluster open(ClusterEntry entry) {
    Open known = open.get(entry.server());
    if (known != null && known.entry().equals(entry)) {
      return known.cluster();
    }
    if (known != null) {
      known.cluster().close();
    }
    Opening how = opening.get();
    var client =
        new KubeClient(entry.access(), how.client())
            .observedBy(traffic.requests(entry.server(), entry.access().server()));
    Tracking tracking = how.tracking();
    var cache =
        new ClusterCache(
            client,
            how.cache().withNamespaces(entry.namespaces(), entry.cluster().clusterResources()),
            new Kept(tracking),
            documents);
    var cluster = new Cluster(entry.server(), entry.name(), cache, how.parallelism());
    cache.listen(new Told(cluster));
    open.put(entry.server(), new Open(entry, how, cluster));
    cache.start();
    return cluster;
  }

  /// What an Application manages is kept whole, and what asks for rules that look into it.
  private record Kept(Tracking tracking) implements Retention {
    @Override
    public String appInstance(ObjectHeader object) {
      return tracking
          .ownerOf(object.key(), object.annotations(), object.labels())
          .map(AppInstance::name)
          .orElse("");
    }

    @Override
    public boolean keepsWhole(ObjectHeader object) {
      return ChangeRules.isMarked(object.annotations());
    }
  }

  private final class Told implements ChangeListener {
    private final Cluster cluster;
    private final AtomicBoolean wasOut = new AtomicBoolean();

    Told(Cluster cluster) {
      this.cluster = cluster;
    }

    @Override
    public void changed(@Nullable LiveObject before, @Nullable LiveObject after) {
      var apps = new HashSet<String>();
      LiveObject object = after == null ? before : after;
      if (object != null) {
        traffic.changed(cluster.server(), object.key().groupKind());
      }
      if (!changes.isNews(before, after)) {
        return;
      }
      if (before != null) {
        apps.addAll(cluster.cache().appsOf(before));
      }
      if (after != null) {
        apps.addAll(cluster.cache().appsOf(after));
      }
      if (!apps.isEmpty()) {
        listener.changed(apps);
      } else if (object != null && !object.key().namespace().isEmpty()) {
        listener.unclaimed(cluster.server(), object.key());
      }
    }

    @Override
    public void stateChanged() {
      boolean isOut = cluster.cache().state() instanceof CacheState.Failing;
      if (wasOut.getAndSet(isOut) != isOut) {
        if (isOut) {
          log.warn("cluster {}: {}", cluster.server(), cluster.outage().orElse(""));
        } else {
          log.info("cluster {} answers again", cluster.server());
        }
      }
      listener.stateChanged(cluster);
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(one -> one.cluster().close());
    open.clear();
  }
}
