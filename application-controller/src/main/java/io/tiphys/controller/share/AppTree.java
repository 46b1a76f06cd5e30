package io.tiphys.controller.share;

import io.tiphys.controller.compare.Verdict;
import io.tiphys.exchange.state.Item;
import io.tiphys.kube.cache.ClusterCache;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.kube.tree.ResourceTree;
import io.tiphys.kube.tree.TreeNode;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.model.tree.HostInfo;
import io.tiphys.model.tree.ResourceNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// An Application's resource tree as the cache has it now.
///
/// @param nodes what Git asks for and the Application manages, and all that hangs below
/// @param orphans what nobody manages
/// @param hosts where its Pods run
record AppTree(
    List<Item<ResourceNode>> nodes, List<Item<ResourceNode>> orphans, List<Item<HostInfo>> hosts) {

  /// Of an Application of which nothing may be shown.
  static final AppTree EMPTY = new AppTree(List.of(), List.of(), List.of());

  /// @param nodeLabels the names of labels of hosts that are shown
  static AppTree of(Found found, Orphans orphans, List<String> nodeLabels) {
    ClusterCache cache = found.cluster().cache();
    List<LiveObject> roots = found.roots();
    Set<ResourceKey> rooted = roots.stream().map(LiveObject::key).collect(Collectors.toSet());
    ResourceTree tree = ResourceTree.of(cache, found.instance().name(), roots);
    var permitted = new Permitted(found.project(), found.destination());
    var shown = new HashSet<ResourceKey>();
    var objects = new ArrayList<LiveObject>();
    var nodes = new ArrayList<Item<ResourceNode>>();
    for (TreeNode node : tree.nodes()) {
      ResourceKey key = node.object().key();
      // what hangs below something hidden is hidden, too
      if (permitted.test(key) && (rooted.contains(key) || isAnyIn(node.parents(), shown))) {
        shown.add(key);
        objects.add(node.object());
        nodes.add(Nodes.of(node, cache));
      }
    }
    for (Verdict verdict : found.verdicts()) {
      if (isWithoutObject(verdict, cache) && permitted.test(verdict.key())) {
        nodes.add(Nodes.of(verdict));
      }
    }
    return new AppTree(
        nodes,
        orphans.of(found).stream().map(node -> Nodes.of(node, cache)).toList(),
        Hosts.of(objects, cache, nodeLabels));
  }

  /// One that is gone by now is no more; another turn will say what is missing.
  private static boolean isWithoutObject(Verdict verdict, ClusterCache cache) {
    return cache.get(verdict.key()).isEmpty()
        && (!verdict.exists() || !cache.isWatched(verdict.key().groupKind()));
  }

  private static boolean isAnyIn(List<ResourceKey> parents, Set<ResourceKey> shown) {
    return parents.stream().anyMatch(shown::contains);
  }
}
