package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Merge requests at GitLab.
///
/// @param api the URL of the API; empty for the public one
/// @param tokenRef where the access token is; null for anonymous access
/// @param pullRequestState `opened`, `closed`, `merged`, `locked`; empty for all
/// @param insecure whether the server's certificate goes unchecked
/// @param caRef where the certificate authority of the server is; null for the system's own
/// @param unknown members that this record does not know
@RecordBuilder
public record PullRequestGeneratorGitLab(
    @Always String project,
    String api,
    @Nullable SecretRef tokenRef,
    List<String> labels,
    String pullRequestState,
    boolean insecure,
    @Nullable ConfigMapKeyRef caRef,
    Unknown unknown)
    implements PullRequestGeneratorGitLabBuilder.With {

  public PullRequestGeneratorGitLab {
    project = Zero.text(project);
    api = Zero.text(api);
    labels = Zero.list(labels);
    pullRequestState = Zero.text(pullRequestState);
    unknown = Zero.unknown(unknown);
  }
}
