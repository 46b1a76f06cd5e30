package io.tiphys.reposerver.render;

import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.application.ApplicationSourceBuilder;
import io.tiphys.model.json.ModelJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// Requests of the application `web` in the namespace `shop`.
final class Requests {

  private Requests() {}

  static RenderRequest of(String path) {
    return of(
        ApplicationSourceBuilder.builder()
            .repoURL("https://git.example.org/shop.git")
            .path(path)
            .targetRevision("main")
            .build());
  }

  /// @param json more members of the source, without the braces
  static RenderRequest of(String path, String json) {
    String source =
        "{\"repoURL\":\"https://git.example.org/shop.git\",\"targetRevision\":\"main\",\"path\":\""
            + path
            + "\","
            + json
            + "}";
    return of(ModelJson.read(source.getBytes(StandardCharsets.UTF_8), ApplicationSource.class));
  }

  static RenderRequest of(ApplicationSource source) {
    return new RenderRequest(
        "web",
        "shop",
        "default",
        source,
        "1.36.1",
        List.of("v1", "apps/v1"),
        BuildConfiguration.DEFAULT);
  }

  static RenderRequest with(RenderRequest request, BuildConfiguration configuration) {
    return new RenderRequest(
        request.appName(),
        request.namespace(),
        request.projectName(),
        request.source(),
        request.kubeVersion(),
        request.apiVersions(),
        configuration);
  }

  static BuildConfiguration without(SourceType type) {
    return new BuildConfiguration(
        Set.of(type), "", BuildConfiguration.DEFAULT.kustomizeVersions(), List.of("https"));
  }

  static BuildConfiguration kustomize(String buildOptions) {
    return new BuildConfiguration(
        Set.of(), buildOptions, BuildConfiguration.DEFAULT.kustomizeVersions(), List.of("https"));
  }
}
