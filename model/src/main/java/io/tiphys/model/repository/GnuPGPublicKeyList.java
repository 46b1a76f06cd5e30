package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.ListMeta;
import java.util.List;

/// A list of public GnuPG keys.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record GnuPGPublicKeyList(
    ListMeta metadata, @Always List<GnuPGPublicKey> items, Unknown unknown)
    implements GnuPGPublicKeyListBuilder.With {

  public GnuPGPublicKeyList {
    metadata = Zero.of(metadata, ListMeta.EMPTY);
    items = Zero.list(items);
    unknown = Zero.unknown(unknown);
  }
}
