package io.tiphys.apiserver.project;

import io.tiphys.kube.watch.WatchListener;
import io.tiphys.model.json.InvalidFieldException;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.model.project.AppProject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest known state of each project: from a watch, and from the answers to our own writes.
/// Any number of threads; listeners are told by the thread that brought the state.
final class KnownProjects implements WatchListener {

  private static final Logger log = LoggerFactory.getLogger(KnownProjects.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private volatile Projects.Snapshot snapshot = new Projects.Snapshot(0, Map.of());

  Projects.Snapshot snapshot() {
    return snapshot;
  }

  void onChange(Consumer<String> listener) {
    listeners.add(listener);
  }

  /// Takes a project as an API server answered it.
  ///
  /// @return what was read of it
  AppProject accept(byte[] json) {
    AppProject project = read(json);
    put(project);
    return project;
  }

  /// A project as it is shown and written: who wrote which field is the API server's to know.
  static AppProject read(byte[] json) {
    AppProject project = ModelJson.read(json, AppProject.class);
    return project.withMetadata(project.metadata().withManagedFields(List.of()));
  }

  @Override
  public void changed(Seen seen, boolean isInitial) {
    try {
      accept(seen.json());
    } catch (InvalidFieldException e) {
      log.error("AppProject {} cannot be read: {}", seen.key().name(), e.getMessage());
    }
  }

  @Override
  public void gone(ResourceKey key, byte @Nullable [] last) {
    String version = last == null ? "" : Manifest.parse(last).resourceVersion();
    change(key.name(), known -> version.isEmpty() || isNewer(version, known), null);
  }

  private void put(AppProject project) {
    String version = project.metadata().resourceVersion();
    change(project.metadata().name(), known -> isNewer(version, known), project);
  }

  private void change(String name, Predicate<String> isWanted, @Nullable AppProject project) {
    lock.lock();
    try {
      AppProject known = snapshot.byName().get(name);
      if (known == null ? project == null : !isWanted.test(known.metadata().resourceVersion())) {
        return;
      }
      var names = new TreeMap<>(snapshot.byName());
      if (project == null) {
        names.remove(name);
      } else {
        names.put(name, project);
      }
      snapshot =
          new Projects.Snapshot(snapshot.generation() + 1, Collections.unmodifiableMap(names));
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    for (Consumer<String> listener : listeners) {
      try {
        listener.accept(name);
      } catch (RuntimeException e) {
        log.error("a change of project {} could not be taken", name, e);
      }
    }
  }

  /// Waits until the condition holds for what is known.
  ///
  /// @return whether it did in time
  boolean await(Predicate<Projects.Snapshot> condition, Duration time) throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(time.toMillis());
    lock.lock();
    try {
      while (!condition.test(snapshot)) {
        if (left <= 0) {
          return false;
        }
        left = moved.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Kubernetes promises since 1.35 that versions of one resource compare as integers without
  /// leading zeros (KEP-5504).
  static boolean isNewer(String version, String than) {
    return version.length() == than.length()
        ? version.compareTo(than) > 0
        : version.length() > than.length();
  }
}
