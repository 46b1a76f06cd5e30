package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// What an ApplicationSet may do to its Applications.
///
/// @param preserveResourcesOnDeletion whether the objects of deleted Applications stay
/// @param applicationsSync `create-only`, `create-update`, `create-delete` or `sync`
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetSyncPolicy(
    boolean preserveResourcesOnDeletion, @Nullable String applicationsSync, Unknown unknown)
    implements ApplicationSetSyncPolicyBuilder.With {

  public ApplicationSetSyncPolicy {
    unknown = Zero.unknown(unknown);
  }
}
