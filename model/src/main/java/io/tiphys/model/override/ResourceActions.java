package io.tiphys.model.override;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.JsonName;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// The actions of a kind.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ResourceActions(
    @JsonName("discovery.lua") String discoveryLua,
    List<ResourceActionDefinition> definitions,
    boolean mergeBuiltinActions,
    Unknown unknown)
    implements ResourceActionsBuilder.With {

  public ResourceActions {
    discoveryLua = Zero.text(discoveryLua);
    definitions = Zero.list(definitions);
    unknown = Zero.unknown(unknown);
  }
}
