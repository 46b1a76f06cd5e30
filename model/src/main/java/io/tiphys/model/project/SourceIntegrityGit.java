package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// What must hold of Git sources.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record SourceIntegrityGit(@Always List<SourceIntegrityGitPolicy> policies, Unknown unknown)
    implements SourceIntegrityGitBuilder.With {

  public SourceIntegrityGit {
    policies = Zero.list(policies);
    unknown = Zero.unknown(unknown);
  }
}
