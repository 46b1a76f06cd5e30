package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A patch that Kustomize applies.
///
/// @param path a file with the patch; or else `patch`
/// @param patch a strategic merge or JSON 6902 patch in YAML
/// @param unknown members that this record does not know
@RecordBuilder
public record KustomizePatch(
    String path,
    String patch,
    @Nullable KustomizeSelector target,
    Map<String, Boolean> options,
    Unknown unknown)
    implements KustomizePatchBuilder.With {

  public KustomizePatch {
    path = Zero.text(path);
    patch = Zero.text(patch);
    options = Zero.map(options);
    unknown = Zero.unknown(unknown);
  }
}
