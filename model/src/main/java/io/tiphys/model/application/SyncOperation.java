package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sync: to which revisions, and how.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record SyncOperation(
    String revision,
    boolean prune,
    boolean dryRun,
    @Nullable SyncStrategy syncStrategy,
    List<SyncOperationResource> resources,
    @Nullable ApplicationSource source,
    List<String> manifests,
    List<String> syncOptions,
    List<ApplicationSource> sources,
    List<String> revisions,
    long autoHealAttemptsCount,
    Unknown unknown)
    implements SyncOperationBuilder.With {

  public SyncOperation {
    revision = Zero.text(revision);
    resources = Zero.list(resources);
    manifests = Zero.list(manifests);
    syncOptions = Zero.list(syncOptions);
    sources = Zero.list(sources);
    revisions = Zero.list(revisions);
    unknown = Zero.unknown(unknown);
  }
}
