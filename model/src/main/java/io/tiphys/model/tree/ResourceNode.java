package io.tiphys.model.tree;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.application.HealthStatus;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An object of the resource tree.
///
/// @param parentRefs its owners
/// @param unknown members that this record does not know
@RecordBuilder
public record ResourceNode(
    String group,
    String version,
    String kind,
    String namespace,
    String name,
    String uid,
    List<ResourceRef> parentRefs,
    List<InfoItem> info,
    @Nullable ResourceNetworkingInfo networkingInfo,
    String resourceVersion,
    List<String> images,
    @Nullable HealthStatus health,
    @Nullable Instant createdAt,
    Unknown unknown)
    implements ResourceNodeBuilder.With {

  public ResourceNode {
    group = Zero.text(group);
    version = Zero.text(version);
    kind = Zero.text(kind);
    namespace = Zero.text(namespace);
    name = Zero.text(name);
    uid = Zero.text(uid);
    parentRefs = Zero.list(parentRefs);
    info = Zero.list(info);
    resourceVersion = Zero.text(resourceVersion);
    images = Zero.list(images);
    unknown = Zero.unknown(unknown);
  }

  public ResourceKey key() {
    return new ResourceKey(group, kind, namespace, name);
  }
}
