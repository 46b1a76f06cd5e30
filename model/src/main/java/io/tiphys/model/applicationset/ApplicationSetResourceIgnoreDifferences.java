package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// Fields of generated Applications that are not reset to what the template says.
///
/// @param name the Application; empty for all
/// @param jsonPointers RFC 6901 pointers to the fields
/// @param jqPathExpressions jq paths to the fields
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetResourceIgnoreDifferences(
    String name, List<String> jsonPointers, List<String> jqPathExpressions, Unknown unknown)
    implements ApplicationSetResourceIgnoreDifferencesBuilder.With {

  public ApplicationSetResourceIgnoreDifferences {
    name = Zero.text(name);
    jsonPointers = Zero.list(jsonPointers);
    jqPathExpressions = Zero.list(jqPathExpressions);
    unknown = Zero.unknown(unknown);
  }
}
