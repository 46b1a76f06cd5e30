package io.tiphys.controller.compare;

import io.tiphys.engine.hook.Hook;
import io.tiphys.engine.hook.SyncWave;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;

/// One object that Git asks for, placed and marked, kept as bytes.
///
/// @param key with its namespace
/// @param gvk in the version that Git says
/// @param wave its sync wave
/// @param isHook run in a phase, and not compared
/// @param isIgnored neither run nor compared
/// @param digest of the JSON
/// @param json the object
@SuppressWarnings("ArrayRecordComponent") // never compared: the digest is
public record TargetObject(
    ResourceKey key,
    GroupVersionKind gvk,
    int wave,
    boolean isHook,
    boolean isIgnored,
    Digest digest,
    byte[] json) {

  static TargetObject of(Manifest target) {
    byte[] json = target.toJson();
    Hook hook = Hook.of(target);
    return new TargetObject(
        target.key(),
        target.gvk(),
        SyncWave.of(target),
        hook instanceof Hook.Runs,
        hook instanceof Hook.Ignored,
        Digest.of(json),
        json);
  }

  /// The object, parsed anew.
  public Manifest manifest() {
    return Manifest.parse(json);
  }
}
