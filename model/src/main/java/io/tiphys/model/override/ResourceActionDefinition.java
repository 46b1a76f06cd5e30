package io.tiphys.model.override;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.JsonName;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// One action of a kind and its script.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ResourceActionDefinition(
    @Always String name, @Always @JsonName("action.lua") String actionLua, Unknown unknown)
    implements ResourceActionDefinitionBuilder.With {

  public ResourceActionDefinition {
    name = Zero.text(name);
    actionLua = Zero.text(actionLua);
    unknown = Zero.unknown(unknown);
  }
}
