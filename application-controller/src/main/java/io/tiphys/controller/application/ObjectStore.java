package io.tiphys.controller.application;

import io.tiphys.kube.watch.WatchListener;
import io.tiphys.model.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The newest known state of each object of one kind, as JSON: from a watch, and from the answers
/// to our own requests, so that nobody acts on a state older than what he wrote. Any number of
/// threads.
///
/// The answer to a write may hold what somebody else changed a moment before. So each state that
/// the watch tells is news unless it is one that we wrote, even when a newer one is known.
final class ObjectStore implements WatchListener {

  /// @param resourceVersion a number that grows with each change of the object
  /// @param sinceNanos when it came here
  /// @param own versions that we wrote and the watch has not told of yet, oldest first
  record Version(String resourceVersion, byte[] json, long sinceNanos, List<String> own) {

    Version afterAnother(Version before) {
      var all = new ArrayList<>(before.own);
      all.addAll(own);
      int first = Math.max(0, all.size() - MOST_OWN);
      return new Version(
          resourceVersion, json, sinceNanos, List.copyOf(all.subList(first, all.size())));
    }

    /// The watch has told of that one, and so of those before it.
    Version told(String version) {
      int next = own.indexOf(version) + 1;
      return new Version(resourceVersion, json, sinceNanos, own.subList(next, own.size()));
    }

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

  /// More are not remembered; one that is forgotten counts as somebody else's.
  private static final int MOST_OWN = 16;

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
  void wrote(AppKey key, String resourceVersion, byte[] json) {
    answered(key, new Version(resourceVersion, json, System.nanoTime(), List.of(resourceVersion)));
  }

  /// Takes an answer to a question of ours.
  void read(AppKey key, String resourceVersion, byte[] json) {
    answered(key, new Version(resourceVersion, json, System.nanoTime(), List.of()));
  }

  // The write that takes off the last finalizer ends an object, and the watch may tell of that
  // before the answer is here: what is not known is not known from an answer.
  private void answered(AppKey key, Version fresh) {
    objects.computeIfPresent(
        key,
        (name, known) ->
            known.isOlderThan(fresh.resourceVersion()) ? fresh.afterAnother(known) : known);
  }

  @Override
  public void changed(Seen seen, boolean isInitial) {
    ResourceKey key = seen.key();
    if (namespaces.test(key.namespace())) {
      AppKey name = new AppKey(key.namespace(), key.name());
      if (isNews(name, seen.resourceVersion(), seen.json())) {
        changed.accept(name);
      }
    }
  }

  private boolean isNews(AppKey key, String resourceVersion, byte[] json) {
    var fresh = new Version(resourceVersion, json, System.nanoTime(), List.of());
    var isOurs = new AtomicBoolean();
    objects.merge(
        key,
        fresh,
        (known, given) -> {
          isOurs.set(known.own().contains(resourceVersion));
          return isOurs.get()
              ? known.told(resourceVersion)
              : known.isOlderThan(resourceVersion) ? given : known;
        });
    return !isOurs.get();
  }

  @Override
  public void gone(ResourceKey key, byte @Nullable [] last) {
    AppKey name = new AppKey(key.namespace(), key.name());
    if (objects.remove(name) != null) {
      changed.accept(name);
    }
  }
}
