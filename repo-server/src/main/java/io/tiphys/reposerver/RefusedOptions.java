package io.tiphys.reposerver;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Flags of `argocd-repo-server` that mean nothing here; they are taken, so that its command lines
/// work, and named in a warning.
public final class RefusedOptions {

  @Option(names = "--allow-oob-symlinks", hidden = true)
  boolean outOfBoundsLinks;

  @Option(
      names = "--include-hidden-directories",
      hidden = true,
      defaultValue = "${env:ARGOCD_REPO_SERVER_INCLUDE_HIDDEN_DIRECTORIES:-false}")
  boolean hiddenDirectories;

  @Option(names = "--disable-helm-manifest-max-extracted-size", hidden = true)
  boolean noHelmLimit;

  @Option(names = "--disable-oci-manifest-max-extracted-size", hidden = true)
  boolean noOciLimit;

  @Option(names = "--plugin-use-manifest-generate-paths", hidden = true)
  boolean pluginPaths;

  @Option(names = "--plugin-tar-exclude", hidden = true)
  List<String> pluginExclusions = List.of();

  @Option(names = "--otlp-address", hidden = true)
  String otlpAddress = "";

  @Option(
      names = {
        "--default-cache-expiration",
        "--enable-builtin-git-config",
        "--helm-manifest-max-extracted-size",
        "--oci-layer-media-types",
        "--oci-manifest-max-extracted-size",
        "--otlp-attrs",
        "--otlp-headers",
        "--otlp-insecure",
        "--redis-azure-client-id",
        "--redis-azure-scope",
        "--redis-credentials-provider",
        "--revision-cache-lock-timeout",
        "--tlsciphers",
        "--tlsmaxversion",
        "--tlsminversion"
      },
      hidden = true,
      arity = "0..1",
      fallbackValue = "true")
  List<String> harmless = List.of();

  /// Those that would have changed something.
  List<String> given() {
    var given = new ArrayList<String>();
    if (outOfBoundsLinks) {
      given.add("--allow-oob-symlinks");
    }
    if (hiddenDirectories) {
      given.add("--include-hidden-directories");
    }
    if (noHelmLimit) {
      given.add("--disable-helm-manifest-max-extracted-size");
    }
    if (noOciLimit) {
      given.add("--disable-oci-manifest-max-extracted-size");
    }
    if (pluginPaths || !pluginExclusions.isEmpty()) {
      given.add("--plugin-*");
    }
    if (!otlpAddress.isEmpty()) {
      given.add("--otlp-address");
    }
    return given;
  }
}
