package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.ListMeta;
import java.util.List;

/// A list of certificates and host keys.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record RepositoryCertificateList(
    ListMeta metadata, @Always List<RepositoryCertificate> items, Unknown unknown)
    implements RepositoryCertificateListBuilder.With {

  public RepositoryCertificateList {
    metadata = Zero.of(metadata, ListMeta.EMPTY);
    items = Zero.list(items);
    unknown = Zero.unknown(unknown);
  }
}
