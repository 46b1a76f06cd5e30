package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Repositories of an organisation at GitHub.
///
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
