package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Repositories of a team project at Azure DevOps.
///
/// @param api the URL of the API; empty for the public one
/// @param allBranches whether each branch counts, not only the default one
/// @param unknown members that this record does not know
@RecordBuilder
public record SCMProviderGeneratorAzureDevOps(
    @Always String organization,
    String api,
    @Always String teamProject,
    @Always @Nullable SecretRef accessTokenRef,
    boolean allBranches,
    Unknown unknown)
    implements SCMProviderGeneratorAzureDevOpsBuilder.With {

  public SCMProviderGeneratorAzureDevOps {
    organization = Zero.text(organization);
    api = Zero.text(api);
    teamProject = Zero.text(teamProject);
    unknown = Zero.unknown(unknown);
  }
}
