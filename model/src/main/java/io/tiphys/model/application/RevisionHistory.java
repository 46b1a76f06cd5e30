package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One sync that went well.
///
/// @param deployedAt when the sync ended; null is written as null
/// @param id grows with each sync; a rollback names it
/// @param deployStartedAt when the sync began
/// @param unknown members that this record does not know
@RecordBuilder
public record RevisionHistory(
    String revision,
    @Always @Nullable Instant deployedAt,
    @Always long id,
    ApplicationSource source,
    @Nullable Instant deployStartedAt,
    List<ApplicationSource> sources,
    List<String> revisions,
    OperationInitiator initiatedBy,
    Unknown unknown)
    implements RevisionHistoryBuilder.With {

  public RevisionHistory {
    revision = Zero.text(revision);
    source = Zero.of(source, ApplicationSource.EMPTY);
    sources = Zero.list(sources);
    revisions = Zero.list(revisions);
    initiatedBy = Zero.of(initiatedBy, OperationInitiator.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
