package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A change of an Application, as the API streams it.
///
/// @param type `ADDED`, `MODIFIED` or `DELETED`
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationWatchEvent(@Always String type, Application application, Unknown unknown)
    implements ApplicationWatchEventBuilder.With {

  public ApplicationWatchEvent {
    type = Zero.text(type);
    application = Zero.of(application, Application.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
