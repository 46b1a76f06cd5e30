package io.tiphys.reposerver.render;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What `argocd-cm` says about building.
///
/// @param disabled tools that are switched off (`helm.enable`, `kustomize.enable`: `false`)
/// @param kustomizeBuildOptions `kustomize.buildOptions`, such as `--enable-helm`
/// @param kustomizeVersions `kustomize.path.<version>` and `kustomize.buildOptions.<version>` by
///   version
/// @param helmValuesFileSchemes `helm.valuesFileSchemes`: which remote value files are allowed
public record BuildConfiguration(
    Set<SourceType> disabled,
    String kustomizeBuildOptions,
    Map<String, KustomizeVersion> kustomizeVersions,
    List<String> helmValuesFileSchemes) {

  /// Everything switched on and the original's schemes.
  public static final BuildConfiguration DEFAULT =
      new BuildConfiguration(Set.of(), "", Map.of(), List.of("https", "http"));

  public BuildConfiguration {
    disabled = Set.copyOf(disabled);
    kustomizeVersions = Map.copyOf(kustomizeVersions);
    helmValuesFileSchemes = List.copyOf(helmValuesFileSchemes);
  }

  /// A Kustomize beside the usual one.
  ///
  /// @param path of its binary
  /// @param buildOptions its own; the general ones do not apply to it
  public record KustomizeVersion(String path, String buildOptions) {}

  boolean enables(SourceType type) {
    return !disabled.contains(type);
  }
}
