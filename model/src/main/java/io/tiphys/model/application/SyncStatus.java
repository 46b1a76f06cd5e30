package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// Whether target and live are the same.
///
/// @param status `Synced`, `OutOfSync` or `Unknown`
/// @param unknown members that this record does not know
@RecordBuilder
public record SyncStatus(
    @Always String status,
    ComparedTo comparedTo,
    String revision,
    List<String> revisions,
    Unknown unknown)
    implements SyncStatusBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final SyncStatus EMPTY = SyncStatusBuilder.builder().build();

  public SyncStatus {
    status = Zero.text(status);
    comparedTo = Zero.of(comparedTo, ComparedTo.EMPTY);
    revision = Zero.text(revision);
    revisions = Zero.list(revisions);
    unknown = Zero.unknown(unknown);
  }
}
