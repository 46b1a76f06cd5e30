package io.tiphys.kube.cache;

import io.tiphys.kube.watch.OwnerReference;
import io.tiphys.model.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Finds the objects of an Application and the dependents of an object. Changes of one object come
/// from one thread at a time.
final class ObjectIndex {

  private final ConcurrentHashMap<String, ConcurrentHashMap<ResourceKey, LiveObject>> managed =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, List<ResourceKey>> dependents = new ConcurrentHashMap<>();

  final HostUsage usage = new HostUsage();

  void changed(@Nullable LiveObject before, @Nullable LiveObject after) {
    usage.changed(before, after);
    String oldApp = before == null ? "" : before.appInstance();
    String newApp = after == null ? "" : after.appInstance();
    if (before != null && !oldApp.isEmpty() && !oldApp.equals(newApp)) {
      managed.computeIfPresent(
          oldApp,
          (app, objects) -> {
            objects.remove(before.key());
            return objects.isEmpty() ? null : objects;
          });
    }
    if (after != null && !newApp.isEmpty()) {
      managed.compute(
          newApp,
          (app, objects) -> {
            var all = objects == null ? new ConcurrentHashMap<ResourceKey, LiveObject>() : objects;
            all.put(after.key(), after);
            return all;
          });
    }
    List<OwnerReference> oldOwners = before == null ? List.of() : before.owners();
    List<OwnerReference> newOwners = after == null ? List.of() : after.owners();
    if (!oldOwners.equals(newOwners)) {
      oldOwners.forEach(owner -> remove(owner.uid(), before));
      newOwners.forEach(owner -> add(owner.uid(), after));
    }
  }

  private void add(String uid, @Nullable LiveObject object) {
    if (object == null) {
      return;
    }
    dependents.compute(
        uid,
        (owner, keys) -> {
          if (keys == null) {
            return List.of(object.key());
          }
          if (keys.contains(object.key())) {
            return keys;
          }
          var all = new ArrayList<ResourceKey>(keys.size() + 1);
          all.addAll(keys);
          all.add(object.key());
          return all;
        });
  }

  private void remove(String uid, @Nullable LiveObject object) {
    if (object == null) {
      return;
    }
    dependents.computeIfPresent(
        uid,
        (owner, keys) -> {
          var rest = new ArrayList<>(keys);
          rest.remove(object.key());
          return rest.isEmpty() ? null : rest;
        });
  }

  Collection<LiveObject> managedBy(String appInstance) {
    var objects = managed.get(appInstance);
    return objects == null ? List.of() : List.copyOf(objects.values());
  }

  List<ResourceKey> dependentsOf(String uid) {
    return dependents.getOrDefault(uid, List.of());
  }
}
