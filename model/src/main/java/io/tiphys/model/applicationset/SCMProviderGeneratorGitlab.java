package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Repositories of a group at GitLab.
///
/// @param group the id or the full path of the group
/// @param api the URL of the API; empty for the public one
/// @param tokenRef where the access token is; null for anonymous access
/// @param allBranches whether each branch counts, not only the default one
/// @param insecure whether the server's certificate goes unchecked
/// @param includeSharedProjects whether projects shared with the group count; null means yes
/// @param topic only projects with this topic; empty for all
/// @param caRef where the certificate authority of the server is; null for the system's own
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
