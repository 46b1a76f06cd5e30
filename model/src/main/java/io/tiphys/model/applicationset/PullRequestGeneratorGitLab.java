package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Merge requests at GitLab.
///
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
