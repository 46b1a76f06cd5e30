package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// What a commit refers to.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record RevisionReference(@Nullable CommitMetadata commit, Unknown unknown)
    implements RevisionReferenceBuilder.With {

  public RevisionReference {
    unknown = Zero.unknown(unknown);
  }
}
