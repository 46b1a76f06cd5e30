package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Repositories of a project at Bitbucket Server.
///
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
