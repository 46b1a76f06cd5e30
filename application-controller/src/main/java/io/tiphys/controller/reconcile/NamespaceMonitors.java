package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.AppKey;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which Applications look for orphaned objects in which namespace. Asked for each change of an
/// object that no Application has: quick, and quickest when nobody looks.
final class NamespaceMonitors {

  private record Place(String server, String namespace) {}

  private final Map<Place, Set<AppKey>> monitors = new ConcurrentHashMap<>();
  private final Map<AppKey, Place> places = new ConcurrentHashMap<>();

  /// The Application looks there, and nowhere else. One thread at a time for one Application.
  void put(AppKey key, String server, String namespace) {
    var place = new Place(server, namespace);
    if (!place.equals(places.get(key))) {
      remove(key);
      places.put(key, place);
      monitors.computeIfAbsent(place, unused -> ConcurrentHashMap.newKeySet()).add(key);
    }
  }

  void remove(AppKey key) {
    Place before = places.remove(key);
    if (before != null) {
      monitors.computeIfPresent(
          before,
          (place, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
          });
    }
  }

  Collection<AppKey> of(String server, String namespace) {
    return monitors.isEmpty()
        ? Set.of()
        : monitors.getOrDefault(new Place(server, namespace), Set.of());
  }
}
