package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.ListMeta;
import java.util.List;

/// A list of ApplicationSets, as the API answers it.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetList(
    String apiVersion,
    String kind,
    ListMeta metadata,
    @Always List<ApplicationSet> items,
    Unknown unknown)
    implements ApplicationSetListBuilder.With {

  public ApplicationSetList {
    apiVersion = Zero.text(apiVersion);
    kind = Zero.text(kind);
    metadata = Zero.of(metadata, ListMeta.EMPTY);
    items = Zero.list(items);
    unknown = Zero.unknown(unknown);
  }
}
