package io.tiphys.settings.flags;

import java.util.List;
import picocli.CommandLine.Option;

/// Which Applications there are, and which Events are written about them.
public final class AppFlags {

  @Option(
      names = "--application-namespaces",
      split = ",",
      defaultValue = "${env:ARGOCD_APPLICATION_NAMESPACES:-}",
      description =
          "More namespaces (globs, or regular expressions between slashes) for Applications.")
  public List<String> namespaces = List.of();

  @Option(
      names = "--enable-k8s-event",
      split = ",",
      defaultValue = "${env:ARGOCD_ENABLE_K8S_EVENT:-all}",
      description = "all, none, or the reasons of Events to write (default ${DEFAULT-VALUE}).")
  public List<String> events = List.of();
}
