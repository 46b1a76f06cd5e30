package io.tiphys.exchange.state;

import io.tiphys.model.json.Unknown;
import io.tiphys.model.tree.HostInfo;
import io.tiphys.model.tree.HostInfoBuilder;
import io.tiphys.model.tree.InfoItem;
import io.tiphys.model.tree.ResourceDiff;
import io.tiphys.model.tree.ResourceDiffBuilder;
import io.tiphys.model.tree.ResourceNode;
import io.tiphys.model.tree.ResourceNodeBuilder;
import java.util.ArrayList;
import java.util.List;

/// Items of trees.
final class Trees {

  static final AppRef APP = new AppRef("argocd", "shop", "0b5e");

  private Trees() {}

  static ResourceNode pod(int number, int resourceVersion) {
    return ResourceNodeBuilder.builder()
        .version("v1")
        .kind("Pod")
        .namespace("shop")
        .name("web-" + number)
        .uid("00000000-0000-0000-0000-%012d".formatted(number))
        .resourceVersion(Integer.toString(resourceVersion))
        .info(
            List.of(
                new InfoItem("Status Reason", "Running", Unknown.NONE),
                new InfoItem("Containers", "1/1", Unknown.NONE)))
        .images(List.of("registry.example.org/shop/web:1." + number % 7))
        .build();
  }

  static Item<ResourceNode> item(ResourceNode node) {
    return new Item<>(node.name(), node.resourceVersion(), () -> node);
  }

  /// So many pods, all in version 1 but for one.
  static List<Item<ResourceNode>> pods(int count, int changed, int version) {
    var items = new ArrayList<Item<ResourceNode>>();
    for (int i = 0; i < count; i++) {
      items.add(item(pod(i, i == changed ? version : 1)));
    }
    return items;
  }

  static Item<HostInfo> host(String name) {
    HostInfo host = HostInfoBuilder.builder().name(name).build();
    return new Item<>(name, "", () -> host);
  }

  static Item<ResourceDiff> diff(String name, String liveState) {
    ResourceDiff diff =
        ResourceDiffBuilder.builder()
            .kind("ConfigMap")
            .namespace("shop")
            .name(name)
            .liveState(liveState)
            .build();
    return new Item<>(name, liveState, () -> diff);
  }
}
