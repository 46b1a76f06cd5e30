package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Pull requests at Bitbucket Server.
///
/// @param api the URL of the API; empty for the public one
/// @param insecure whether the server's certificate goes unchecked
/// @param caRef where the certificate authority of the server is; null for the system's own
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
