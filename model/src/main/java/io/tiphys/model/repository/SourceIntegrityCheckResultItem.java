package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.JsonName;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// One source integrity check and what it found.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record SourceIntegrityCheckResultItem(
    @Always @JsonName("Name") String name,
    @Always @JsonName("Problems") List<String> problems,
    Unknown unknown)
    implements SourceIntegrityCheckResultItemBuilder.With {

  public SourceIntegrityCheckResultItem {
    name = Zero.text(name);
    problems = Zero.list(problems);
    unknown = Zero.unknown(unknown);
  }
}
