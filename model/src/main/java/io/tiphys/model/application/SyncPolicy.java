package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When an Application is synced and how.
///
/// @param automated null for syncs by request only
/// @param syncOptions `key=value`
/// @param unknown members that this record does not know
@RecordBuilder
public record SyncPolicy(
    @Nullable SyncPolicyAutomated automated,
    List<String> syncOptions,
    @Nullable RetryStrategy retry,
    @Nullable ManagedNamespaceMetadata managedNamespaceMetadata,
    Unknown unknown)
    implements SyncPolicyBuilder.With {

  public SyncPolicy {
    syncOptions = Zero.list(syncOptions);
    unknown = Zero.unknown(unknown);
  }
}
