package io.tiphys.model.override;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// Fields of a kind that do not count as differences.
///
/// @param jsonPointers RFC 6901 pointers to the fields
/// @param jqPathExpressions jq paths to the fields
/// @param unknown members that this record does not know
@RecordBuilder
public record OverrideIgnoreDiff(
    @Always List<String> jsonPointers,
    @Always List<String> jqPathExpressions,
    @Always List<String> managedFieldsManagers,
    Unknown unknown)
    implements OverrideIgnoreDiffBuilder.With {

  public OverrideIgnoreDiff {
    jsonPointers = Zero.list(jsonPointers);
    jqPathExpressions = Zero.list(jqPathExpressions);
    managedFieldsManagers = Zero.list(managedFieldsManagers);
    unknown = Zero.unknown(unknown);
  }
}
