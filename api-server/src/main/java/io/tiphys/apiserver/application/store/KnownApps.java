package io.tiphys.apiserver.application.store;

import io.tiphys.apiserver.application.store.AppChange.Type;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/// The newest known state of each Application, from two sides: what a watch tells, in order, and
/// what our own writes were answered, which may be read before or long after the watch has told of
/// it. Watchers hear of each change in the order in which it became known. Readers never wait.
final class KnownApps {

  /// More answers than this are not under way while an Application ends.
  private static final int REMEMBERED = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final ConcurrentSkipListMap<AppName, StoredApp> apps = new ConcurrentSkipListMap<>();
  private final Set<Changes> watchers = ConcurrentHashMap.newKeySet();

  /// UIDs of those that are gone: an answer that is read late does not bring them back.
  private final Set<String> gone =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  private final RecentlyGone ended;
  private volatile String newest = "0";

  KnownApps(InstantSource clock) {
    this.ended = new RecentlyGone(clock);
  }

  Optional<StoredApp> get(AppName name) {
    return Optional.ofNullable(apps.get(name));
  }

  /// In the order of their names; a view that follows what happens.
  Collection<StoredApp> all() {
    return apps.values();
  }

  /// Those from a name on, without it.
  Collection<StoredApp> after(AppName name) {
    return apps.tailMap(name, false).values();
  }

  /// Up to which the watch has told. Our own writes do not count: others that came before them may
  /// still be on their way.
  String resourceVersion() {
    return newest;
  }

  /// All that is known, and from then on each change.
  Changes watch() {
    lock.lock();
    try {
      return begin(new ArrayList<>(apps.values()), ended.all());
    } finally {
      lock.unlock();
    }
  }

  /// Each change from now on.
  Changes changes() {
    lock.lock();
    try {
      return begin(List.of(), List.of());
    } finally {
      lock.unlock();
    }
  }

  private Changes begin(List<StoredApp> state, List<StoredApp> gone) {
    var changes = new Changes(state, gone, watchers::remove);
    watchers.add(changes);
    return changes;
  }

  /// Takes what the watch tells.
  void told(StoredApp app) {
    lock.lock();
    try {
      put(app);
      String version = app.facts().resourceVersion();
      if (AppFacts.isNewer(version, newest)) {
        newest = version;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Takes the answer to a write.
  void answered(StoredApp app) {
    lock.lock();
    try {
      put(app);
    } finally {
      lock.unlock();
    }
  }

  private void put(StoredApp fresh) {
    StoredApp known = apps.get(fresh.name());
    if (gone.contains(fresh.facts().uid())
        || (known != null && !AppFacts.isNewer(version(fresh), version(known)))) {
      return;
    }
    apps.put(fresh.name(), fresh);
    boolean isSame = known != null && known.facts().uid().equals(fresh.facts().uid());
    if (known != null && !isSame) {
      end(known);
    }
    tell(isSame ? new AppChange(Type.MODIFIED, fresh, known) : new AppChange(Type.ADDED, fresh));
  }

  private static String version(StoredApp app) {
    return app.facts().resourceVersion();
  }

  /// Takes that the watch has told of an Application's end.
  ///
  /// @param uid of the one that is gone; one that was made since stays. Empty for not known
  void gone(AppName name, String uid) {
    lock.lock();
    try {
      if (!uid.isEmpty()) {
        gone.add(uid);
      }
      StoredApp known = apps.get(name);
      if (known != null && (uid.isEmpty() || known.facts().uid().equals(uid))) {
        apps.remove(name);
        end(known);
      }
    } finally {
      lock.unlock();
    }
  }

  private void end(StoredApp known) {
    gone.add(known.facts().uid());
    ended.add(known);
    tell(new AppChange(Type.DELETED, known, known));
  }

  private void tell(AppChange change) {
    watchers.forEach(it -> it.add(change));
  }
}
