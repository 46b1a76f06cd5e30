package io.tiphys.apiserver.applicationset;

import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.watch.ResourceWatch;
import io.tiphys.kube.watch.WatchListener;
import io.tiphys.kube.watch.WatchTarget;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ApplicationSets in their newest known state: from a watch, and from the answers to our own
/// writes. Any number of threads.
public final class ApplicationSets implements AutoCloseable {

  static final String GROUP = "argoproj.io";
  static final String VERSION = "v1alpha1";
  static final String PLURAL = "applicationsets";
  static final String KIND = "ApplicationSet";

  private static final Logger log = LoggerFactory.getLogger(ApplicationSets.class);

  private final KubeClient client;
  private final String home;
  private final Predicate<String> isEnabled;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<StoredSet.Key, StoredSet> known = new TreeMap<>();
  private final Set<SetChanges> watchers = ConcurrentHashMap.newKeySet();
  private final boolean isEverywhere;
  private @Nullable ResourceWatch watch;

  /// @param client the cluster of the control plane
  /// @param home the namespace of the control plane
  /// @param isEverywhere whether other namespaces are followed, too
  /// @param isEnabled which of those count; the control plane's does anyhow
  public ApplicationSets(
      KubeClient client, String home, boolean isEverywhere, Predicate<String> isEnabled) {
    this.client = client;
    this.home = home;
    this.isEverywhere = isEverywhere;
    this.isEnabled = isEnabled;
  }

  /// Starts to follow them.
  public void start() {
    var path = ResourcePath.collection(GROUP, VERSION, PLURAL, isEverywhere ? "" : home);
    watch = ResourceWatch.start(client, new WatchTarget(path, KIND), new Listener());
  }

  /// Waits until all that exist are known.
  public boolean awaitSynced(Duration time) throws InterruptedException {
    return watch != null && watch.awaitSynced(time);
  }

  /// Why they cannot be followed now; empty while all is well.
  public Optional<String> problem() {
    return watch == null ? Optional.empty() : watch.problem();
  }

  KubeClient client() {
    return client;
  }

  String home() {
    return home;
  }

  /// Whether ApplicationSets of a namespace count.
  boolean isEnabled(String namespace) {
    return namespace.equals(home) || (isEverywhere && isEnabled.test(namespace));
  }

  Optional<StoredSet> get(StoredSet.Key key) {
    lock.lock();
    try {
      return Optional.ofNullable(known.get(key));
    } finally {
      lock.unlock();
    }
  }

  /// All at one moment, by name.
  List<StoredSet> all() {
    lock.lock();
    try {
      return List.copyOf(known.values());
    } finally {
      lock.unlock();
    }
  }

  /// What is there now, and then each change.
  ///
  /// @param after only what is newer than this version; empty for all
  SetChanges watch(String after) {
    var changes = new SetChanges(watchers::remove);
    lock.lock();
    try {
      for (StoredSet set : known.values()) {
        if (after.isEmpty() || set.isNewerThan(after)) {
          changes.add(
              after.isEmpty()
                  ? new SetChanges.Change("ADDED", set, null)
                  : new SetChanges.Change("MODIFIED", set, set));
        }
      }
      watchers.add(changes);
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /// Takes one as the API server answered it, so that whoever reads next sees it.
  StoredSet accept(byte[] json) {
    var set = StoredSet.of(json);
    if (!isEnabled(set.key().namespace())) {
      return set;
    }
    lock.lock();
    try {
      StoredSet before = known.get(set.key());
      if (before == null || set.isNewerThan(before.version())) {
        known.put(set.key(), set);
        tell(new SetChanges.Change(before == null ? "ADDED" : "MODIFIED", set, before));
      }
      return set;
    } finally {
      lock.unlock();
    }
  }

  private void forget(StoredSet.Key key, Optional<StoredSet> last) {
    lock.lock();
    try {
      StoredSet before = known.get(key);
      if (before == null) {
        return;
      }
      StoredSet end = last.orElse(before);
      if (!before.isNewerThan(end.version())) {
        known.remove(key);
        tell(new SetChanges.Change("DELETED", end, before));
      }
    } finally {
      lock.unlock();
    }
  }

  private void tell(SetChanges.Change change) {
    watchers.forEach(watcher -> watcher.add(change));
  }

  private final class Listener implements WatchListener {

    @Override
    public void changed(Seen seen, boolean isInitial) {
      try {
        accept(seen.json());
      } catch (IllegalArgumentException e) {
        log.error("ApplicationSet {} cannot be read: {}", seen.key().name(), e.getMessage());
      }
    }

    @Override
    public void gone(ResourceKey key, byte @Nullable [] last) {
      forget(
          new StoredSet.Key(key.namespace(), key.name()),
          Optional.ofNullable(last).map(StoredSet::of));
    }
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
    watchers.forEach(SetChanges::close);
  }
}
