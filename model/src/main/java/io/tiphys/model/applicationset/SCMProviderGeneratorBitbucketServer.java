package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Repositories of a project at Bitbucket Server.
///
/// @param api the URL of the API; empty for the public one
/// @param allBranches whether each branch counts, not only the default one
/// @param insecure whether the server's certificate goes unchecked
/// @param caRef where the certificate authority of the server is; null for the system's own
/// @param unknown members that this record does not know
@RecordBuilder
public record SCMProviderGeneratorBitbucketServer(
    @Always String project,
    @Always String api,
    @Nullable BasicAuthBitbucketServer basicAuth,
    boolean allBranches,
    @Nullable BearerTokenBitbucket bearerToken,
    boolean insecure,
    @Nullable ConfigMapKeyRef caRef,
    Unknown unknown)
    implements SCMProviderGeneratorBitbucketServerBuilder.With {

  public SCMProviderGeneratorBitbucketServer {
    project = Zero.text(project);
    api = Zero.text(api);
    unknown = Zero.unknown(unknown);
  }
}
