package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// Which commits must be signed, and by which keys.
///
/// @param mode `none`, `head` or `strict`
/// @param keys ids of the keys that may sign
/// @param unknown members that this record does not know
@RecordBuilder
public record SourceIntegrityGitPolicyGPG(
    @Always String mode, @Always List<String> keys, Unknown unknown)
    implements SourceIntegrityGitPolicyGPGBuilder.With {

  public SourceIntegrityGitPolicyGPG {
    mode = Zero.text(mode);
    keys = Zero.list(keys);
    unknown = Zero.unknown(unknown);
  }
}
