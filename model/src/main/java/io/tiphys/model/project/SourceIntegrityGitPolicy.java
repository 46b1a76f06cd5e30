package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule for some Git repositories.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record SourceIntegrityGitPolicy(
    @Always List<SourceIntegrityGitPolicyRepo> repos,
    @Always @Nullable SourceIntegrityGitPolicyGPG gpg,
    Unknown unknown)
    implements SourceIntegrityGitPolicyBuilder.With {

  public SourceIntegrityGitPolicy {
    repos = Zero.list(repos);
    unknown = Zero.unknown(unknown);
  }
}
