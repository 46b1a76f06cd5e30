package io.tiphys.reposerver.render;

import io.tiphys.model.application.ApplicationSource;
import java.util.List;

/// What to render, apart from the commit itself. It holds no credential.
///
/// @param appName the application, `<namespace>_<name>` outside of the control plane's namespace
/// @param namespace the destination's namespace; may be empty
/// @param projectName the AppProject, for the build environment only
/// @param source as in the Application; `.argocd-source.yaml` is not merged into it yet
/// @param kubeVersion of the destination cluster, such as `1.36.1`; may be empty
/// @param apiVersions of the destination cluster, `apps/v1` and `apps/v1/Deployment`
/// @param configuration what the installation says; never taken from a tenant
public record RenderRequest(
    String appName,
    String namespace,
    String projectName,
    ApplicationSource source,
    String kubeVersion,
    List<String> apiVersions,
    BuildConfiguration configuration) {

  public RenderRequest {
    apiVersions = List.copyOf(apiVersions);
  }

  RenderRequest withSource(ApplicationSource other) {
    return new RenderRequest(
        appName, namespace, projectName, other, kubeVersion, apiVersions, configuration);
  }
}
