package io.tiphys.engine.hook;

import io.tiphys.model.manifest.Manifest;
import java.util.Optional;

/// The wave of an object: lower ones come first inside a phase.
public final class SyncWave {

  public static final String ANNOTATION = "argocd.argoproj.io/sync-wave";
  public static final String HELM_ANNOTATION = "helm.sh/hook-weight";

  private SyncWave() {}

  /// @return the number in the annotation, Helm's weight where there is none, 0 where neither is a
  ///   number
  public static int of(Manifest object) {
    return object
        .annotation(ANNOTATION)
        .flatMap(SyncWave::number)
        .or(() -> object.annotation(HELM_ANNOTATION).flatMap(SyncWave::number))
        .orElse(0);
  }

  private static Optional<Integer> number(String text) {
    try {
      return Optional.of(Integer.parseInt(text));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
