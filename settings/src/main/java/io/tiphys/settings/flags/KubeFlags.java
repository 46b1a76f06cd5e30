package io.tiphys.settings.flags;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which cluster Tiphys itself lives in, as kubectl's flags say it. Without any, the pod's service
/// account is used, or the kubeconfig's current context outside a cluster.
public final class KubeFlags {

  @Option(names = "--kubeconfig", description = "Kubeconfig file, outside a cluster.")
  public @Nullable String kubeconfig;

  @Option(names = "--context", description = "The kubeconfig's context instead of the current one.")
  public @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      description = "The namespace of the control plane instead of the context's.")
  public @Nullable String namespace;
}
