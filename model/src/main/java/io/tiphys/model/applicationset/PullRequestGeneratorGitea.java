package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pull requests at Gitea.
///
/// @param api the URL of the API; empty for the public one
/// @param tokenRef where the access token is; null for anonymous access
/// @param insecure whether the server's certificate goes unchecked
/// @param unknown members that this record does not know
@RecordBuilder
public record PullRequestGeneratorGitea(
    @Always String owner,
    @Always String repo,
    @Always String api,
    @Nullable SecretRef tokenRef,
    boolean insecure,
    List<String> labels,
    Unknown unknown)
    implements PullRequestGeneratorGiteaBuilder.With {

  public PullRequestGeneratorGitea {
    owner = Zero.text(owner);
    repo = Zero.text(repo);
    api = Zero.text(api);
    labels = Zero.list(labels);
    unknown = Zero.unknown(unknown);
  }
}
