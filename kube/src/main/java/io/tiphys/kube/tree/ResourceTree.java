package io.tiphys.kube.tree;

import io.tiphys.kube.cache.ClusterCache;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The objects of an Application and all that hangs below them, as the cache knows them now.
public final class ResourceTree {

  private static final int NODE_LIMIT = 100_000;
  private static final GroupKind STATEFUL_SET = new GroupKind("apps", "StatefulSet");
  private static final GroupKind SERVICE = new GroupKind("", "Service");
  private static final GroupKind CLAIM = new GroupKind("", "PersistentVolumeClaim");

  private final Map<ResourceKey, List<ResourceKey>> parents = new LinkedHashMap<>();
  private final Map<ResourceKey, LiveObject> objects = new LinkedHashMap<>();

  private ResourceTree() {}

  /// @param appInstance the Application, as the tracking mark names it
  public static ResourceTree of(ClusterCache cache, String appInstance) {
    return of(cache, appInstance, cache.managedBy(appInstance));
  }

  /// @param roots the objects to begin with
  public static ResourceTree of(
      ClusterCache cache, String appInstance, Collection<LiveObject> roots) {
    var tree = new ResourceTree();
    var queue = new ArrayDeque<LiveObject>();
    for (LiveObject root : roots) {
      if (tree.objects.putIfAbsent(root.key(), root) == null) {
        tree.parents.put(root.key(), new ArrayList<>());
        queue.add(root);
      }
    }
    while (!queue.isEmpty() && tree.objects.size() < NODE_LIMIT) {
      LiveObject parent = queue.poll();
      for (LiveObject child : children(cache, parent)) {
        boolean isAnothers = child.isManaged() && !child.appInstance().equals(appInstance);
        if (!isAnothers && tree.add(child, parent.key())) {
          queue.add(child);
        }
      }
    }
    return tree;
  }

  private boolean add(LiveObject child, ResourceKey parent) {
    List<ResourceKey> known = parents.computeIfAbsent(child.key(), key -> new ArrayList<>());
    if (!known.contains(parent)) {
      known.add(parent);
    }
    return objects.putIfAbsent(child.key(), child) == null;
  }

  private static List<LiveObject> children(ClusterCache cache, LiveObject parent) {
    List<LiveObject> owned = cache.children(parent.uid());
    if (parent.key().groupKind().equals(SERVICE)) {
      return cache.get(endpoints(parent.key())).map(one -> with(owned, one)).orElse(owned);
    }
    if (!parent.key().groupKind().equals(STATEFUL_SET) || !parent.isWhole()) {
      return owned;
    }
    var all = new ArrayList<>(owned);
    all.addAll(claims(cache, parent.manifest()));
    return all;
  }

  /// Endpoints name no owner: they have the name of their Service.
  private static ResourceKey endpoints(ResourceKey service) {
    return new ResourceKey("", "Endpoints", service.namespace(), service.name());
  }

  private static List<LiveObject> with(List<LiveObject> some, LiveObject one) {
    var all = new ArrayList<>(some);
    all.add(one);
    return all;
  }

  /// Claims that a StatefulSet made name no owner unless it asks for it: their names say it.
  private static List<LiveObject> claims(ClusterCache cache, Manifest set) {
    var prefixes = new ArrayList<String>();
    for (Object item : JsonTree.listOrEmpty(set.at("spec", "volumeClaimTemplates"))) {
      if (JsonTree.objectOrEmpty(JsonTree.objectOrEmpty(item).get("metadata")).get("name")
          instanceof String name) {
        prefixes.add(name + "-" + set.name() + "-");
      }
    }
    return prefixes.isEmpty()
        ? List.of()
        : cache.all(CLAIM).stream()
            .filter(claim -> claim.key().namespace().equals(set.namespace()))
            .filter(claim -> prefixes.stream().anyMatch(p -> isNumbered(claim.key().name(), p)))
            .toList();
  }

  /// Objects of a namespace that hang below others without naming them as owners.
  public static Set<ResourceKey> ownedWithoutSaying(ClusterCache cache, String namespace) {
    var owned = new HashSet<ResourceKey>();
    for (GroupKind kind : List.of(STATEFUL_SET, SERVICE)) {
      for (LiveObject parent : cache.all(kind)) {
        if (parent.key().namespace().equals(namespace)) {
          children(cache, parent).forEach(child -> owned.add(child.key()));
        }
      }
    }
    return owned;
  }

  private static boolean isNumbered(String name, String prefix) {
    return name.length() > prefix.length()
        && name.startsWith(prefix)
        && name.substring(prefix.length()).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// All nodes, roots first.
  public List<TreeNode> nodes() {
    return objects.values().stream()
        .map(object -> new TreeNode(object, parents.getOrDefault(object.key(), List.of())))
        .toList();
  }

  /// What the containers of the Application's Pods run (`status.summary.images`), sorted.
  public List<String> images() {
    return sorted(LiveObject::images);
  }

  /// Where the Application serves people (`status.summary.externalURLs`), sorted.
  public List<String> externalUrls() {
    return sorted(LiveObject::externalUrls);
  }

  private List<String> sorted(Function<LiveObject, List<String>> texts) {
    var all = new TreeSet<String>();
    objects.values().forEach(object -> all.addAll(texts.apply(object)));
    return List.copyOf(all);
  }
}
