package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// A replica count that Kustomize sets.
///
/// @param count a number, or a text that holds one
/// @param unknown members that this record does not know
@RecordBuilder
public record KustomizeReplica(@Always String name, @Always @Nullable Object count, Unknown unknown)
    implements KustomizeReplicaBuilder.With {

  public KustomizeReplica {
    name = Zero.text(name);
    unknown = Zero.unknown(unknown);
  }
}
