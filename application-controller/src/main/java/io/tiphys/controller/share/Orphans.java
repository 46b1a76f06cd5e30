package io.tiphys.controller.share;

import io.tiphys.controller.cluster.Cluster;
import io.tiphys.engine.project.OrphanRules;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.kube.tree.ResourceTree;
import io.tiphys.kube.tree.TreeNode;
import io.tiphys.model.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Objects of an Application's namespace that no Application manages
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/orphaned-resources/). Looks at all objects
/// of the cluster: only for projects that want it.
public final class Orphans {

  private final Predicate<String> isApplication;

  /// @param isApplication whether there is an Application of a name, as marks name it
  public Orphans(Predicate<String> isApplication) {
    this.isApplication = isApplication;
  }

  /// @param found what the Application has
  /// @return with what they own; nothing when the project does not look for them
  public List<TreeNode> of(Found found) {
    var rules = OrphanRules.of(found.project());
    String namespace = found.destination().namespace();
    if (rules.isEmpty() || namespace.isEmpty()) {
      return List.of();
    }
    Cluster cluster = found.cluster();
    Set<ResourceKey> own = own(found);
    Set<ResourceKey> owned = ResourceTree.ownedWithoutSaying(cluster.cache(), namespace);
    var roots = new ArrayList<LiveObject>();
    cluster
        .cache()
        .all()
        .filter(object -> object.key().namespace().equals(namespace) && object.owners().isEmpty())
        .filter(object -> !own.contains(object.key()) && !owned.contains(object.key()))
        .filter(object -> !isAnothers(object) && rules.get().counts(object.key()))
        .forEach(roots::add);
    var permitted = new Permitted(found.project(), found.destination());
    return ResourceTree.of(cluster.cache(), "", roots).nodes().stream()
        .filter(node -> permitted.test(node.object().key()))
        .toList();
  }

  private boolean isAnothers(LiveObject object) {
    return object.isManaged() && isApplication.test(object.appInstance());
  }

  private static Set<ResourceKey> own(Found found) {
    var own = new HashSet<ResourceKey>();
    found.verdicts().forEach(verdict -> own.add(verdict.key()));
    found.roots().forEach(root -> own.add(root.key()));
    return own;
  }
}
