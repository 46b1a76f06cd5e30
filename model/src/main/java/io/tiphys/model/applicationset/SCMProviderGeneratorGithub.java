package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Repositories of an organisation at GitHub.
///
/// @param api the URL of the API; empty for the public one
/// @param tokenRef where the access token is; null for anonymous access
/// @param appSecretName the Secret with the credentials of a GitHub App; empty for none
/// @param allBranches whether each branch counts, not only the default one
/// @param excludeArchivedRepos whether archived repositories are left out
/// @param unknown members that this record does not know
@RecordBuilder
public record SCMProviderGeneratorGithub(
    @Always String organization,
    String api,
    @Nullable SecretRef tokenRef,
    String appSecretName,
    boolean allBranches,
    boolean excludeArchivedRepos,
    Unknown unknown)
    implements SCMProviderGeneratorGithubBuilder.With {

  public SCMProviderGeneratorGithub {
    organization = Zero.text(organization);
    api = Zero.text(api);
    appSecretName = Zero.text(appSecretName);
    unknown = Zero.unknown(unknown);
  }
}
