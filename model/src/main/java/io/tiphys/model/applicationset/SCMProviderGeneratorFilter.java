package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Conditions on a repository; all that are set must hold.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record SCMProviderGeneratorFilter(
    @Nullable String repositoryMatch,
    List<String> pathsExist,
    List<String> pathsDoNotExist,
    @Nullable String labelMatch,
    @Nullable String branchMatch,
    Unknown unknown)
    implements SCMProviderGeneratorFilterBuilder.With {

  public SCMProviderGeneratorFilter {
    pathsExist = Zero.list(pathsExist);
    pathsDoNotExist = Zero.list(pathsDoNotExist);
    unknown = Zero.unknown(unknown);
  }
}
