package io.tiphys.controller.application;

import io.tiphys.kube.watch.WatchListener;
import io.tiphys.model.manifest.ResourceKey;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The newest known state of each object of one kind, as JSON: from a watch, and from the answers
/// to our own writes, so that nobody acts on a state older than what he wrote. Any number of
/// threads.
final class ObjectStore implements WatchListener {

  /// @param resourceVersion a number that grows with each change of the object
  /// @param sinceNanos when it came here
  record Version(String resourceVersion, byte[] json, long sinceNanos) {

    boolean isOlderThan(String other) {
      return compare(resourceVersion, other) < 0;
    }

    // Kubernetes promises since 1.35 that versions of one resource compare as integers without
    // leading zeros (KEP-5504).
    private static int compare(String one, String other) {
      return one.length() != other.length()
          ? Integer.compare(one.length(), other.length())
          : one.compareTo(other);
    }
  }

  private final ConcurrentHashMap<AppKey, Version> objects = new ConcurrentHashMap<>();
  private final Predicate<String> namespaces;
  private final Consumer<AppKey> changed;

  /// @param namespaces which ones count
  /// @param changed is told of the key of each new state, and of each object that is gone
  ObjectStore(Predicate<String> namespaces, Consumer<AppKey> changed) {
    this.namespaces = namespaces;
    this.changed = changed;
  }

  Optional<Version> get(AppKey key) {
    return Optional.ofNullable(objects.get(key));
  }

  String version(AppKey key) {
    return Optional.ofNullable(objects.get(key)).map(Version::resourceVersion).orElse("");
  }

  /// Whether an object has a text anywhere, without reading it.
  boolean mentions(AppKey key, byte[] text) {
    Version version = objects.get(key);
    if (version == null) {
      return false;
    }
    byte[] json = version.json();
    int last = json.length - text.length;
    for (int at = 0; at <= last; at++) {
      if (json[at] == text[0] && Arrays.equals(json, at, at + text.length, text, 0, text.length)) {
        return true;
      }
    }
    return false;
  }

  Collection<AppKey> keys() {
    return objects.keySet();
  }

  /// Takes an answer to a write of ours.
  void accept(AppKey key, String resourceVersion, byte[] json) {
    put(key, resourceVersion, json);
  }

  @Override
  public void changed(Seen seen, boolean isInitial) {
    ResourceKey key = seen.key();
    if (namespaces.test(key.namespace())) {
      AppKey name = new AppKey(key.namespace(), key.name());
      if (put(name, seen.resourceVersion(), seen.json())) {
        changed.accept(name);
      }
    }
  }

  @Override
  public void gone(ResourceKey key, byte @Nullable [] last) {
    AppKey name = new AppKey(key.namespace(), key.name());
    if (objects.remove(name) != null) {
      changed.accept(name);
    }
  }

  /// @return whether it is newer than what was known
  private boolean put(AppKey key, String resourceVersion, byte[] json) {
    var fresh = new Version(resourceVersion, json, System.nanoTime());
    return objects.merge(
            key, fresh, (known, given) -> known.isOlderThan(resourceVersion) ? given : known)
        == fresh;
  }
}
