package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Pull requests at Bitbucket Server.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record PullRequestGeneratorBitbucketServer(
    @Always String project,
    @Always String repo,
    @Always String api,
    @Nullable BasicAuthBitbucketServer basicAuth,
    @Nullable BearerTokenBitbucket bearerToken,
    boolean insecure,
    @Nullable ConfigMapKeyRef caRef,
    Unknown unknown)
    implements PullRequestGeneratorBitbucketServerBuilder.With {

  public PullRequestGeneratorBitbucketServer {
    project = Zero.text(project);
    repo = Zero.text(repo);
    api = Zero.text(api);
    unknown = Zero.unknown(unknown);
  }
}
