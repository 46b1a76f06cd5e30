package io.tiphys.model.override;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// An action that can be run on an object now.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ResourceAction(
    String name,
    List<ResourceActionParam> params,
    boolean disabled,
    String iconClass,
    String displayName,
    Unknown unknown)
    implements ResourceActionBuilder.With {

  public ResourceAction {
    name = Zero.text(name);
    params = Zero.list(params);
    iconClass = Zero.text(iconClass);
    displayName = Zero.text(displayName);
    unknown = Zero.unknown(unknown);
  }
}
