package io.tiphys.controller.share;

import io.tiphys.controller.compare.Verdict;
import io.tiphys.engine.health.Health;
import io.tiphys.exchange.state.Item;
import io.tiphys.kube.cache.ClusterCache;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.kube.facts.Facts;
import io.tiphys.kube.tree.TreeNode;
import io.tiphys.kube.watch.OwnerReference;
import io.tiphys.model.application.HealthStatus;
import io.tiphys.model.application.HealthStatusBuilder;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.model.tree.ResourceNetworkingInfo;
import io.tiphys.model.tree.ResourceNetworkingInfoBuilder;
import io.tiphys.model.tree.ResourceNode;
import io.tiphys.model.tree.ResourceNodeBuilder;
import io.tiphys.model.tree.ResourceRef;
import io.tiphys.model.tree.ResourceRefBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The nodes of a resource tree, as Argo CD's clients know them.
final class Nodes {

  private Nodes() {}

  /// @param cache of the cluster, for what names no owner and has one
  static Item<ResourceNode> of(TreeNode node, ClusterCache cache) {
    LiveObject object = node.object();
    List<ResourceKey> unnamed = unnamed(node);
    String stamp = // what settings say of it (labels to show, health) may change without a version
        object.uid()
            + "@"
            + object.resourceVersion()
            + "#"
            + object.facts().info().hashCode()
            + object.facts().health()
            + unnamed;
    return new Item<>(object.key().toString(), stamp, () -> node(object, unnamed, cache));
  }

  /// One that Git asks for and that is not there, or that is not watched.
  static Item<ResourceNode> of(Verdict verdict) {
    String health = verdict.health().map(Health::toString).orElse("");
    return new Item<>(
        verdict.key().toString(), verdict.gvk().version() + " " + health, () -> node(verdict));
  }

  private static ResourceNode node(Verdict verdict) {
    ResourceKey key = verdict.key();
    return ResourceNodeBuilder.builder()
        .group(key.group())
        .version(verdict.gvk().version())
        .kind(key.kind())
        .namespace(key.namespace())
        .name(key.name())
        .health(health(verdict.health().orElse(null)))
        .build();
  }

  private static ResourceNode node(
      LiveObject object, List<ResourceKey> unnamed, ClusterCache cache) {
    ResourceKey key = object.key();
    Facts facts = object.facts();
    return ResourceNodeBuilder.builder()
        .group(key.group())
        .version(GroupVersionKind.of(object.apiVersion(), key.kind()).version())
        .kind(key.kind())
        .namespace(key.namespace())
        .name(key.name())
        .uid(object.uid())
        .parentRefs(parents(object, unnamed, cache))
        .info(facts.info())
        .networkingInfo(networking(object))
        .resourceVersion(object.resourceVersion())
        .images(object.images())
        .health(health(facts.health()))
        .createdAt(object.creationSeconds() == 0 ? null : object.createdAt())
        .build();
  }

  /// Parents that the object does not name itself, such as the StatefulSet of a claim.
  private static List<ResourceKey> unnamed(TreeNode node) {
    List<OwnerReference> owners = node.object().owners();
    return node.parents().stream()
        .filter(parent ->
            owners.stream()
                .noneMatch(owner ->
                    owner.kind().equals(parent.kind())
                        && owner.name().equals(parent.name())
                        && owner.group().equals(parent.group())))
        .toList();
  }

  private static List<ResourceRef> parents(
      LiveObject object, List<ResourceKey> unnamed, ClusterCache cache) {
    var refs = new ArrayList<ResourceRef>();
    for (OwnerReference owner : object.owners()) {
      refs.add(
          ResourceRefBuilder.builder()
              .group(owner.group())
              .kind(owner.kind())
              .namespace(object.key().namespace())
              .name(owner.name())
              .uid(owner.uid())
              .build());
    }
    for (ResourceKey parent : unnamed) {
      refs.add(
          ResourceRefBuilder.builder()
              .group(parent.group())
              .kind(parent.kind())
              .namespace(parent.namespace())
              .name(parent.name())
              .uid(cache.get(parent).map(LiveObject::uid).orElse(""))
              .build());
    }
    return refs;
  }

  private static @Nullable ResourceNetworkingInfo networking(LiveObject object) {
    ResourceNetworkingInfo known = object.facts().networking();
    if (object.externalUrls().isEmpty()) {
      return known;
    }
    return known == null
        ? ResourceNetworkingInfoBuilder.builder().externalURLs(object.externalUrls()).build()
        : known.withExternalURLs(object.externalUrls());
  }

  private static @Nullable HealthStatus health(@Nullable Health health) {
    return health == null
        ? null
        : HealthStatusBuilder.builder()
            .status(health.code().text())
            .message(health.message())
            .lastTransitionTime((Instant) null)
            .build();
  }
}
