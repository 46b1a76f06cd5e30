package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// Repositories at AWS CodeCommit.
///
/// @param role the ARN of the role to assume; empty for the pod's own
/// @param allBranches whether each branch counts, not only the default one
/// @param unknown members that this record does not know
@RecordBuilder
public record SCMProviderGeneratorAWSCodeCommit(
    List<TagFilter> tagFilters, String role, String region, boolean allBranches, Unknown unknown)
    implements SCMProviderGeneratorAWSCodeCommitBuilder.With {

  public SCMProviderGeneratorAWSCodeCommit {
    tagFilters = Zero.list(tagFilters);
    role = Zero.text(role);
    region = Zero.text(region);
    unknown = Zero.unknown(unknown);
  }
}
