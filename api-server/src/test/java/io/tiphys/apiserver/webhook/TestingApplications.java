package io.tiphys.apiserver.webhook;

import io.tiphys.exchange.repo.RefreshPaths;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationBuilder;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.application.ApplicationSourceBuilder;
import io.tiphys.model.application.ApplicationSpecBuilder;
import io.tiphys.model.meta.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;

/// Applications that follow repositories.
final class TestingApplications {

  private TestingApplications() {}

  static Application following(String url, String revision) {
    return with("", source(url, revision, "apps/web"));
  }

  static ApplicationSource source(String url, String revision, String path) {
    return ApplicationSourceBuilder.builder()
        .repoURL(url)
        .targetRevision(revision)
        .path(path)
        .build();
  }

  /// @param paths the annotation; empty for none
  static Application with(String paths, ApplicationSource... sources) {
    return ApplicationBuilder.builder()
        .metadata(
            ObjectMetaBuilder.builder()
                .namespace("argocd")
                .name("shop")
                .annotations(paths.isEmpty() ? Map.of() : Map.of(RefreshPaths.ANNOTATION, paths))
                .build())
        .spec(ApplicationSpecBuilder.builder().sources(List.of(sources)).build())
        .build();
  }
}
