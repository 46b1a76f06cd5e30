package io.tiphys.model.tree;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.manifest.ResourceKey;

/// Names an object of the resource tree.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ResourceRef(
    String group,
    String version,
    String kind,
    String namespace,
    String name,
    String uid,
    Unknown unknown)
    implements ResourceRefBuilder.With {

  public ResourceRef {
    group = Zero.text(group);
    version = Zero.text(version);
    kind = Zero.text(kind);
    namespace = Zero.text(namespace);
    name = Zero.text(name);
    uid = Zero.text(uid);
    unknown = Zero.unknown(unknown);
  }

  public ResourceKey key() {
    return new ResourceKey(group, kind, namespace, name);
  }
}
