package io.tiphys.apiserver.applicationset;

import io.tiphys.proto.v1alpha1.ApplicationSet;
import io.tiphys.proto.v1alpha1.ApplicationSetTree;
import io.tiphys.proto.v1alpha1.ResourceNode;
import io.tiphys.proto.v1alpha1.ResourceRef;
import io.tiphys.proto.v1alpha1.ResourceStatus;
import java.util.Comparator;

/// The Applications of an ApplicationSet as a tree, from its status.
final class SetTree {

  private static final Comparator<ResourceNode> ORDER =
      Comparator.comparing(node -> {
        var ref = node.getResourceRef();
        return String.join("/", ref.getGroup(), ref.getKind(), ref.getNamespace(), ref.getName());
      });

  private SetTree() {}

  static ApplicationSetTree of(ApplicationSet set) {
    var metadata = set.getMetadata();
    var parent =
        ResourceRef.newBuilder()
            .setGroup(ApplicationSets.GROUP)
            .setVersion(ApplicationSets.VERSION)
            .setKind(ApplicationSets.KIND)
            .setName(metadata.getName())
            .setNamespace(metadata.getNamespace())
            .setUid(metadata.getUid())
            .build();
    var tree = ApplicationSetTree.newBuilder();
    set.getStatus().getResources3List().stream()
        .map(resource -> node(resource, parent))
        .sorted(ORDER)
        .forEach(tree::addNodes);
    return tree.build();
  }

  private static ResourceNode node(ResourceStatus resource, ResourceRef parent) {
    var node =
        ResourceNode.newBuilder()
            .setResourceRef(
                ResourceRef.newBuilder()
                    .setGroup(resource.getGroup())
                    .setVersion(resource.getVersion())
                    .setKind(resource.getKind())
                    .setName(resource.getName())
                    .setNamespace(parent.getNamespace()))
            .addParentRefs(parent);
    if (resource.hasHealth()) {
      node.setHealth(resource.getHealth());
    }
    return node.build();
  }
}
