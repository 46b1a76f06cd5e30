package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// Fields that do not count as differences between target and live.
///
/// @param group a glob; empty for the core group
/// @param kind a glob
/// @param name empty for all
/// @param namespace empty for all
/// @param jsonPointers RFC 6901 pointers to the fields
/// @param jqPathExpressions jq paths to the fields
/// @param managedFieldsManagers field managers whose fields do not count
/// @param unknown members that this record does not know
@RecordBuilder
public record ResourceIgnoreDifferences(
    String group,
    @Always String kind,
    String name,
    String namespace,
    List<String> jsonPointers,
    List<String> jqPathExpressions,
    List<String> managedFieldsManagers,
    Unknown unknown)
    implements ResourceIgnoreDifferencesBuilder.With {

  public ResourceIgnoreDifferences {
    group = Zero.text(group);
    kind = Zero.text(kind);
    name = Zero.text(name);
    namespace = Zero.text(namespace);
    jsonPointers = Zero.list(jsonPointers);
    jqPathExpressions = Zero.list(jqPathExpressions);
    managedFieldsManagers = Zero.list(managedFieldsManagers);
    unknown = Zero.unknown(unknown);
  }
}
