package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a sync has done so far.
///
/// @param revision what was synced
/// @param revisions the same for each of several sources
/// @param unknown members that this record does not know
@RecordBuilder
public record SyncOperationResult(
    List<ResourceResult> resources,
    @Always String revision,
    ApplicationSource source,
    List<ApplicationSource> sources,
    List<String> revisions,
    @Nullable ManagedNamespaceMetadata managedNamespaceMetadata,
    Unknown unknown)
    implements SyncOperationResultBuilder.With {

  public SyncOperationResult {
    resources = Zero.list(resources);
    revision = Zero.text(revision);
    source = Zero.of(source, ApplicationSource.EMPTY);
    sources = Zero.list(sources);
    revisions = Zero.list(revisions);
    unknown = Zero.unknown(unknown);
  }
}
