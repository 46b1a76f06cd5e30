package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.ListMeta;
import java.util.List;

/// A list of repositories.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record RepositoryList(ListMeta metadata, @Always List<Repository> items, Unknown unknown)
    implements RepositoryListBuilder.With {

  public RepositoryList {
    metadata = Zero.of(metadata, ListMeta.EMPTY);
    items = Zero.list(items);
    unknown = Zero.unknown(unknown);
  }
}
