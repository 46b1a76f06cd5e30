package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.ListMeta;
import java.util.List;

/// A list of Applications, as the API answers it.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationList(
    String apiVersion,
    String kind,
    ListMeta metadata,
    @Always List<Application> items,
    Unknown unknown)
    implements ApplicationListBuilder.With {

  public ApplicationList {
    apiVersion = Zero.text(apiVersion);
    kind = Zero.text(kind);
    metadata = Zero.of(metadata, ListMeta.EMPTY);
    items = Zero.list(items);
    unknown = Zero.unknown(unknown);
  }
}
