package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.manifest.ResourceKey;
import java.util.List;

/// What a sync did with one object or hook.
///
/// @param status `Synced`, `SyncFailed`, `Pruned` or `PruneSkipped`; empty for a hook
/// @param hookType empty when it is no hook
/// @param hookPhase the phase of the hook, or of the object's health
/// @param syncPhase the phase of the sync that it was in
/// @param unknown members that this record does not know
@RecordBuilder
public record ResourceResult(
    @Always String group,
    @Always String version,
    @Always String kind,
    @Always String namespace,
    @Always String name,
    String status,
    String message,
    String hookType,
    String hookPhase,
    String syncPhase,
    List<String> images,
    Unknown unknown)
    implements ResourceResultBuilder.With {

  public ResourceResult {
    group = Zero.text(group);
    version = Zero.text(version);
    kind = Zero.text(kind);
    namespace = Zero.text(namespace);
    name = Zero.text(name);
    status = Zero.text(status);
    message = Zero.text(message);
    hookType = Zero.text(hookType);
    hookPhase = Zero.text(hookPhase);
    syncPhase = Zero.text(syncPhase);
    images = Zero.list(images);
    unknown = Zero.unknown(unknown);
  }

  public ResourceKey key() {
    return new ResourceKey(group, kind, namespace, name);
  }
}
