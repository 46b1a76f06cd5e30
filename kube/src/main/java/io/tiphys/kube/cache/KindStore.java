package io.tiphys.kube.cache;

import io.tiphys.kube.discovery.ApiResource;
import io.tiphys.kube.facts.Facts;
import io.tiphys.kube.watch.ObjectHeader;
import io.tiphys.kube.watch.RawObject;
import io.tiphys.model.manifest.ResourceKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The objects of one kind. They come from its watches and from answers to our own writes, whatever
/// is newer.
final class KindStore {

  /// Is told of each change, by one thread at a time for one object.
  interface Observer {
    void changed(@Nullable LiveObject before, @Nullable LiveObject after);
  }

  final ApiResource resource;

  private final Retention retention;
  private final CacheSettings settings;
  private final Observer index;
  private final Map<ResourceKey, LiveObject> objects = new ConcurrentHashMap<>();
  private volatile boolean isClosed;
  private final Set<ResourceKey> wanted = ConcurrentHashMap.newKeySet();

  KindStore(ApiResource resource, Retention retention, CacheSettings settings, Observer index) {
    this.resource = resource;
    this.retention = retention;
    this.settings = settings;
    this.index = index;
  }

  /// What a change did.
  record Change(@Nullable LiveObject before, @Nullable LiveObject after) {
    static final Change NONE = new Change(null, null);

    boolean isNone() {
      return before == null && after == null;
    }
  }

  @Nullable LiveObject get(ResourceKey key) {
    return objects.get(key);
  }

  Collection<LiveObject> all() {
    return objects.values();
  }

  int size() {
    return objects.size();
  }

  /// From now on the object is kept whole.
  void want(ResourceKey key) {
    wanted.add(key);
  }

  /// @param force take it even if what is known says that it is newer
  Change put(RawObject raw, boolean force) {
    ObjectHeader header = raw.header();
    var change = new Change[] {Change.NONE};
    objects.compute(
        header.key(),
        (key, before) -> {
          if (isClosed || (before != null && isKnown(before, header, force))) {
            return before;
          }
          LiveObject after = read(raw);
          index.changed(before, after);
          change[0] = new Change(before, after);
          return after;
        });
    return change[0];
  }

  /// Takes a newer state of an object that is known; what is gone by now stays gone.
  Change update(RawObject raw) {
    ObjectHeader header = raw.header();
    var change = new Change[] {Change.NONE};
    objects.computeIfPresent(
        header.key(),
        (key, before) -> {
          if (isClosed || !before.uid().equals(header.uid()) || isKnown(before, header, false)) {
            return before;
          }
          LiveObject after = read(raw);
          index.changed(before, after);
          change[0] = new Change(before, after);
          return after;
        });
    return change[0];
  }

  private boolean isKnown(LiveObject before, ObjectHeader header, boolean force) {
    if (before.resourceVersion().equals(header.resourceVersion())) {
      return before.isWhole() || !wanted.contains(header.key());
    }
    return !force && Versions.isOlder(header.resourceVersion(), before.resourceVersion());
  }

  private LiveObject read(RawObject raw) {
    ObjectHeader header = raw.header();
    ResourceKey key = header.key();
    String appInstance = retention.appInstance(header);
    boolean whole = !appInstance.isEmpty() || wanted.contains(key) || retention.keepsWhole(header);
    boolean isPod = key.kind().equals("Pod") && key.group().isEmpty();
    return new LiveObject(
        key,
        header.apiVersion(),
        header.uid(),
        header.resourceVersion(),
        header.creationSeconds(),
        header.isDeleting(),
        header.owners(),
        appInstance,
        isPod ? PodImages.of(raw) : List.of(),
        ExternalUrls.of(raw),
        Facts.of(raw, settings.shownLabels(), settings.health()),
        !whole ? null : settings.keepManagedFields() ? raw.json() : raw.jsonWithoutManagedFields());
  }

  /// @param lastVersion of the deleted object; empty to remove whatever is there
  Change remove(ResourceKey key, String lastVersion) {
    var change = new Change[] {Change.NONE};
    objects.computeIfPresent(
        key,
        (same, before) -> {
          if (!lastVersion.isEmpty() && Versions.isOlder(lastVersion, before.resourceVersion())) {
            return before; // it was created again, and our own write told us
          }
          index.changed(before, null);
          change[0] = new Change(before, null);
          wanted.remove(key);
          return null;
        });
    return change[0];
  }

  /// The object of this uid is gone, as the API server answered to a deletion of ours.
  Change gone(ResourceKey key, String uid) {
    LiveObject known = objects.get(key);
    return known == null || !known.uid().equals(uid)
        ? Change.NONE
        : remove(key, known.resourceVersion());
  }

  /// The kind is not watched any more: what still arrives is not taken.
  List<Change> close() {
    isClosed = true;
    return List.copyOf(objects.keySet()).stream().map(key -> remove(key, "")).toList();
  }
}
