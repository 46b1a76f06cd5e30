package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Conditions on a pull request; all that are set must hold.
///
/// @param branchMatch regular expression for the source branch
/// @param targetBranchMatch regular expression for the target branch
/// @param titleMatch regular expression for the title
/// @param unknown members that this record does not know
@RecordBuilder
public record PullRequestGeneratorFilter(
    @Nullable String branchMatch,
    @Nullable String targetBranchMatch,
    @Nullable String titleMatch,
    Unknown unknown)
    implements PullRequestGeneratorFilterBuilder.With {

  public PullRequestGeneratorFilter {
    unknown = Zero.unknown(unknown);
  }
}
