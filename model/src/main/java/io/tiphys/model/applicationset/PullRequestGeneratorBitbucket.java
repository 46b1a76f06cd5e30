package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Pull requests at Bitbucket Cloud.
///
/// @param api the URL of the API; empty for the public one
/// @param unknown members that this record does not know
@RecordBuilder
public record PullRequestGeneratorBitbucket(
    @Always String owner,
    @Always String repo,
    String api,
    @Nullable BasicAuthBitbucketServer basicAuth,
    @Nullable BearerTokenBitbucketCloud bearerToken,
    Unknown unknown)
    implements PullRequestGeneratorBitbucketBuilder.With {

  public PullRequestGeneratorBitbucket {
    owner = Zero.text(owner);
    repo = Zero.text(repo);
    api = Zero.text(api);
    unknown = Zero.unknown(unknown);
  }
}
