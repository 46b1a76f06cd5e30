package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pull requests at GitHub.
///
/// @param api the URL of the API; empty for the public one
/// @param tokenRef where the access token is; null for anonymous access
/// @param appSecretName the Secret with the credentials of a GitHub App; empty for none
/// @param unknown members that this record does not know
@RecordBuilder
public record PullRequestGeneratorGithub(
    @Always String owner,
    @Always String repo,
    String api,
    @Nullable SecretRef tokenRef,
    String appSecretName,
    List<String> labels,
    Unknown unknown)
    implements PullRequestGeneratorGithubBuilder.With {

  public PullRequestGeneratorGithub {
    owner = Zero.text(owner);
    repo = Zero.text(repo);
    api = Zero.text(api);
    appSecretName = Zero.text(appSecretName);
    labels = Zero.list(labels);
    unknown = Zero.unknown(unknown);
  }
}
