package io.tiphys.controller.share;

import io.tiphys.exchange.state.Item;
import io.tiphys.kube.cache.ClusterCache;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.kube.facts.Host;
import io.tiphys.kube.facts.PodPlace;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.model.tree.HostInfo;
import io.tiphys.model.tree.HostInfoBuilder;
import io.tiphys.model.tree.HostResourceInfo;
import io.tiphys.model.tree.HostResourceInfoBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The hosts on which an Application's Pods run, and how much of them it takes.
final class Hosts {

  private Hosts() {}

  /// @param objects of the Application's tree
  /// @param labels the names of labels that are shown (`application.allowedNodeLabels`)
  static List<Item<HostInfo>> of(
      Collection<LiveObject> objects, ClusterCache cache, List<String> labels) {
    var requested = new TreeMap<String, Map<String, Long>>();
    for (LiveObject object : objects) {
      PodPlace place = object.facts().place();
      if (place != null && !place.node().isEmpty()) {
        var sums = requested.computeIfAbsent(place.node(), node -> new HashMap<>());
        place.requests().forEach((name, amount) -> sums.merge(name, amount, Long::sum));
      }
    }
    var hosts = new ArrayList<Item<HostInfo>>();
    requested.forEach((node, byApp) ->
        cache
            .get(new ResourceKey("", "Node", "", node))
            .map(one -> one.facts().host())
            .map(host -> host(node, host, byApp, cache.requestedOn(node), labels))
            .ifPresent(info -> hosts.add(item(info))));
    return hosts;
  }

  private static Item<HostInfo> item(HostInfo host) {
    return new Item<>(
        host.name(), new String(ModelJson.write(host), StandardCharsets.UTF_8), () -> host);
  }

  private static HostInfo host(
      String node,
      Host host,
      Map<String, Long> byApp,
      Map<String, Long> byAll,
      List<String> labels) {
    var names = new TreeSet<>(host.capacity().keySet());
    names.addAll(byAll.keySet());
    var resources = new ArrayList<HostResourceInfo>();
    for (String name : names) {
      long own = byApp.getOrDefault(name, 0L);
      resources.add(
          HostResourceInfoBuilder.builder()
              .resourceName(name)
              .requestedByApp(own)
              .requestedByNeighbors(Math.max(0, byAll.getOrDefault(name, 0L) - own))
              .capacity(host.capacity().getOrDefault(name, 0L))
              .build());
    }
    var shown = new HashMap<>(host.labels());
    shown.keySet().retainAll(labels);
    return HostInfoBuilder.builder()
        .name(node)
        .systemInfo(host.system())
        .resourcesInfo(resources)
        .labels(shown)
        .build();
  }
}
