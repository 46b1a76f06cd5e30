package io.tiphys.kube.cache;

import io.tiphys.kube.facts.PodPlace;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What all Pods of a host request together, kept by each change, so that nobody has to look at all
/// Pods of a cluster.
final class HostUsage {

  private final ConcurrentHashMap<String, Map<String, Long>> requested = new ConcurrentHashMap<>();

  void changed(@Nullable LiveObject before, @Nullable LiveObject after) {
    PodPlace old = before == null ? null : before.facts().place();
    PodPlace now = after == null ? null : after.facts().place();
    if (old == null ? now == null : old.equals(now)) {
      return;
    }
    add(old, -1);
    add(now, 1);
  }

  private void add(@Nullable PodPlace place, int sign) {
    if (place == null || place.node().isEmpty()) {
      return;
    }
    requested.compute(
        place.node(),
        (node, known) -> {
          var sums = known == null ? new TreeMap<String, Long>() : new TreeMap<>(known);
          place
              .requests()
              .forEach((name, amount) -> sums.merge(name, sign * amount, HostUsage::sumOrNone));
          return sums.isEmpty() ? null : sums;
        });
  }

  private static @Nullable Long sumOrNone(Long one, Long other) {
    long sum = one + other;
    return sum == 0 ? null : sum;
  }

  /// @return by resource, in thousandths
  Map<String, Long> of(String node) {
    return requested.getOrDefault(node, Map.of());
  }
}
