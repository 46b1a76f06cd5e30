package io.tiphys.standalone;

import io.tiphys.reposerver.render.BuildConfiguration;
import io.tiphys.reposerver.render.BuildConfiguration.KustomizeVersion;
import io.tiphys.reposerver.render.SourceType;
import io.tiphys.settings.ArgocdSettings;
import java.util.EnumSet;
import java.util.HashMap;

/// What `argocd-cm` says about building, in the repo server's words.
final class BuildSettingsOfArgocd {

  private BuildSettingsOfArgocd() {}

  static BuildConfiguration of(ArgocdSettings settings) {
    var disabled = EnumSet.noneOf(SourceType.class);
    if (!settings.helm().enabled()) {
      disabled.add(SourceType.HELM);
    }
    if (!settings.kustomize().enabled()) {
      disabled.add(SourceType.KUSTOMIZE);
    }
    var versions = new HashMap<String, KustomizeVersion>();
    settings
        .kustomize()
        .versionPaths()
        .forEach((version, path) ->
            versions.put(
                version,
                new KustomizeVersion(
                    path, settings.kustomize().versionOptions().getOrDefault(version, ""))));
    return new BuildConfiguration(
        disabled,
        settings.kustomize().buildOptions(),
        versions,
        settings.helm().valuesFileSchemes());
  }
}
