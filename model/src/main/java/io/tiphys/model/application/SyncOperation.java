package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sync: to which revisions, and how.
///
/// @param revision the revision to sync to; empty means the source's own
/// @param prune whether live objects without a target are deleted
/// @param dryRun whether nothing is changed
/// @param resources only these objects; empty means all
/// @param source instead of the Application's own, as in a rollback
/// @param manifests JSON texts to sync instead of the sources: a local sync
/// @param syncOptions `key=value`
/// @param sources instead of the Application's own, as in a rollback
/// @param revisions the same for each of several sources
/// @param autoHealAttemptsCount how many self-heals came right before this one
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
