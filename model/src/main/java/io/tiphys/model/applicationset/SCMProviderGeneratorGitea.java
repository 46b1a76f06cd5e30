package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Repositories of an owner at Gitea.
///
/// @param api the URL of the API; empty for the public one
/// @param tokenRef where the access token is; null for anonymous access
/// @param allBranches whether each branch counts, not only the default one
/// @param insecure whether the server's certificate goes unchecked
/// @param excludeArchivedRepos whether archived repositories are left out
/// @param unknown members that this record does not know
@RecordBuilder
public record SCMProviderGeneratorGitea(
    @Always String owner,
    @Always String api,
    @Nullable SecretRef tokenRef,
    boolean allBranches,
    boolean insecure,
    boolean excludeArchivedRepos,
    Unknown unknown)
    implements SCMProviderGeneratorGiteaBuilder.With {

  public SCMProviderGeneratorGitea {
    owner = Zero.text(owner);
    api = Zero.text(api);
    unknown = Zero.unknown(unknown);
  }
}
