package io.tiphys.model.meta;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Names the object that owns another.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record OwnerReference(
    @Always String apiVersion,
    @Always String kind,
    @Always String name,
    @Always String uid,
    @Nullable Boolean controller,
    @Nullable Boolean blockOwnerDeletion,
    Unknown unknown)
    implements OwnerReferenceBuilder.With {

  public OwnerReference {
    apiVersion = Zero.text(apiVersion);
    kind = Zero.text(kind);
    name = Zero.text(name);
    uid = Zero.text(uid);
    unknown = Zero.unknown(unknown);
  }
}
