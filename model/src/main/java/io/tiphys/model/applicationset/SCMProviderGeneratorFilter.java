package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Conditions on a repository; all that are set must hold.
///
/// @param repositoryMatch regular expression for the name
/// @param pathsExist paths that all must exist
/// @param pathsDoNotExist paths none of which may exist
/// @param labelMatch regular expression for a label
/// @param branchMatch regular expression for the branch
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
