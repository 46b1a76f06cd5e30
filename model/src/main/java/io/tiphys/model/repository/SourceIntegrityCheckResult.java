package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.JsonName;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// The source integrity checks that were made of a revision. The API writes these names with
/// capitals.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record SourceIntegrityCheckResult(
    @Always @JsonName("Checks") List<SourceIntegrityCheckResultItem> checks, Unknown unknown)
    implements SourceIntegrityCheckResultBuilder.With {

  public SourceIntegrityCheckResult {
    checks = Zero.list(checks);
    unknown = Zero.unknown(unknown);
  }
}
