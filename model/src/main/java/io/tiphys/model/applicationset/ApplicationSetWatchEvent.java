package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A change of an ApplicationSet, as the API streams it.
///
/// @param type `ADDED`, `MODIFIED` or `DELETED`
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetWatchEvent(
    @Always String type, ApplicationSet applicationSet, Unknown unknown)
    implements ApplicationSetWatchEventBuilder.With {

  public ApplicationSetWatchEvent {
    type = Zero.text(type);
    applicationSet = Zero.of(applicationSet, ApplicationSet.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
