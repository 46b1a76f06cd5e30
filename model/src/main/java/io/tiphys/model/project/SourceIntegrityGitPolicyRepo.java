package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// The repositories that a rule is for.
///
/// @param url a glob
/// @param unknown members that this record does not know
@RecordBuilder
public record SourceIntegrityGitPolicyRepo(@Always String url, Unknown unknown)
    implements SourceIntegrityGitPolicyRepoBuilder.With {

  public SourceIntegrityGitPolicyRepo {
    url = Zero.text(url);
    unknown = Zero.unknown(unknown);
  }
}
