package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// Names one object that a sync is limited to.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record SyncOperationResource(
    String group, @Always String kind, @Always String name, String namespace, Unknown unknown)
    implements SyncOperationResourceBuilder.With {

  public SyncOperationResource {
    group = Zero.text(group);
    kind = Zero.text(kind);
    name = Zero.text(name);
    namespace = Zero.text(namespace);
    unknown = Zero.unknown(unknown);
  }
}
