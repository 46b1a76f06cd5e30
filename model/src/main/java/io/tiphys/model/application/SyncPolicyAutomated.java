package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Syncing without being asked. Go keeps apart what was not said from false.
///
/// @param prune whether live objects without a target are deleted
/// @param selfHeal whether live changes are undone
/// @param allowEmpty whether pruning everything is allowed
/// @param enabled null means yes
/// @param unknown members that this record does not know
@RecordBuilder
public record SyncPolicyAutomated(
    @Nullable Boolean prune,
    @Nullable Boolean selfHeal,
    @Nullable Boolean allowEmpty,
    @Nullable Boolean enabled,
    Unknown unknown)
    implements SyncPolicyAutomatedBuilder.With {

  public SyncPolicyAutomated {
    unknown = Zero.unknown(unknown);
  }
}
