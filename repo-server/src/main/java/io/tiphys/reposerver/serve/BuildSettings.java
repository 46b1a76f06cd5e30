package io.tiphys.reposerver.serve;

import io.tiphys.reposerver.render.BuildConfiguration;
import io.tiphys.reposerver.render.BuildConfiguration.KustomizeVersion;
import io.tiphys.reposerver.render.SourceType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads what `argocd-cm` says about building from its keys.
public final class BuildSettings {

  private static final String BUILD_OPTIONS = "kustomize.buildOptions";
  private static final String PATH = "kustomize.path.";
  private static final String OLD_VERSION = "kustomize.version.";
  private static final String SCHEMES = "helm.valuesFileSchemes";

  private BuildSettings() {}

  /// @param keys of `argocd-cm`; those that are not about building are not looked at
  public static BuildConfiguration parse(Map<String, String> keys) {
    var versions = new HashMap<String, KustomizeVersion>();
    keys.forEach((key, value) -> {
      for (String prefix : List.of(OLD_VERSION, PATH)) {
        if (key.startsWith(prefix) && key.length() > prefix.length()) {
          String version = key.substring(prefix.length());
          String options = keys.getOrDefault(BUILD_OPTIONS + "." + version, "");
          versions.put(version, new KustomizeVersion(value.strip(), options.strip()));
        }
      }
    });
    return new BuildConfiguration(
        disabled(keys), keys.getOrDefault(BUILD_OPTIONS, "").strip(), versions, schemes(keys));
  }

  private static Set<SourceType> disabled(Map<String, String> keys) {
    var disabled = EnumSet.noneOf(SourceType.class);
    if (isFalse(keys, "helm.enable")) {
      disabled.add(SourceType.HELM);
    }
    if (isFalse(keys, "kustomize.enable")) {
      disabled.add(SourceType.KUSTOMIZE);
    }
    return disabled;
  }

  private static List<String> schemes(Map<String, String> keys) {
    String value = keys.get(SCHEMES);
    if (value == null) {
      return BuildConfiguration.DEFAULT.helmValuesFileSchemes();
    }
    return Arrays.stream(value.split(","))
        .map(String::strip)
        .filter(scheme -> !scheme.isEmpty())
        .toList();
  }

  private static boolean isFalse(Map<String, String> keys, String key) {
    return "false".equalsIgnoreCase(keys.getOrDefault(key, "").strip());
  }
}
