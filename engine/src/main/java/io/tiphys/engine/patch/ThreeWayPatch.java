package io.tiphys.engine.patch;

import io.tiphys.engine.patch.PatchResult.Patch;
import io.tiphys.engine.patch.PatchResult.Type;
import io.tiphys.engine.patch.PatchResult.Unchanged;
import io.tiphys.engine.schema.Schema;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a client-side apply sends: the target's differences from the live object, and the removal
/// of what was applied before and is not asked for any more.
///
/// See [how apply calculates
/// differences](https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#how-apply-calculates-differences-and-merges-changes).
public final class ThreeWayPatch {

  private ThreeWayPatch() {}

  /// @param lastApplied what was applied before ([LastApplied#of] the live object); when empty,
  ///   nothing is removed
  /// @param target the object to apply, with the annotation of [LastApplied#annotate] where it is
  ///   to be kept
  /// @param live the object as the API server gave it
  /// @param schema decides the type: a strategic merge patch where the kind takes one, a JSON merge
  ///   patch otherwise
  public static PatchResult between(
      Optional<Manifest> lastApplied, Manifest target, Manifest live, Optional<Schema> schema) {
    boolean strategic = schema.map(Schema::isStrategic).orElse(false);
    var root = schema.orElse(Schema.UNKNOWN_KIND);
    var last = lastApplied.map(LastApplied::strip).map(Manifest::content).orElse(Map.of());
    Map<String, @Nullable Object> patch =
        new PatchWriter(strategic).members(last, target.content(), live.content(), root, false);
    return patch.isEmpty()
        ? new Unchanged()
        : new Patch(strategic ? Type.STRATEGIC : Type.MERGE, JsonTree.write(patch));
  }
}
