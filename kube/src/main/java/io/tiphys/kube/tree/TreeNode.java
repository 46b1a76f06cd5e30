package io.tiphys.kube.tree;

import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.manifest.ResourceKey;
import java.util.List;

/// One object in an Application's tree.
///
/// @param parents the objects of the tree that it hangs below; empty for what the Application
///   manages itself
public record TreeNode(LiveObject object, List<ResourceKey> parents) {
  public TreeNode {
    parents = List.copyOf(parents);
  }

  public boolean isRoot() {
    return parents.isEmpty();
  }
}
