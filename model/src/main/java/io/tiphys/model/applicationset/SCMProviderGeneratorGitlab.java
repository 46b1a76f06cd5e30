package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Repositories of a group at GitLab.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record SCMProviderGeneratorGitlab(
    @Always String group,
    boolean includeSubgroups,
    String api,
    @Nullable SecretRef tokenRef,
    boolean allBranches,
    boolean insecure,
    @Nullable Boolean includeSharedProjects,
    String topic,
    @Nullable ConfigMapKeyRef caRef,
    boolean includeArchivedRepos,
    Unknown unknown)
    implements SCMProviderGeneratorGitlabBuilder.With {

  public SCMProviderGeneratorGitlab {
    group = Zero.text(group);
    api = Zero.text(api);
    topic = Zero.text(topic);
    unknown = Zero.unknown(unknown);
  }
}
