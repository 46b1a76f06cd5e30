package io.tiphys.reposerver.serve;

import io.grpc.StatusException;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.json.ModelJson;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.reposerver.ManifestRequest;
import io.tiphys.proto.reposerver.ManifestResponse;
import io.tiphys.reposerver.render.BuildConfiguration;
import io.tiphys.reposerver.render.RenderPlan;
import io.tiphys.reposerver.render.RenderRequest;
import io.tiphys.reposerver.render.RenderResult;
import io.tiphys.reposerver.render.RenderResult.Failed;
import io.tiphys.reposerver.render.RenderResult.Rendered;
import io.tiphys.reposerver.render.Renderer;
import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.GitUrl;
import io.tiphys.reposerver.source.Recency;
import java.util.function.Supplier;

/// Answers the main question: what are the manifests of a source at a revision? Build options,
/// programs and paths that a request names are not looked at; they come from the configuration.
final class ManifestGeneration {

  private final Sources sources;
  private final Renderer renderer;
  private final Renders renders;
  private final Supplier<BuildConfiguration> configuration;
  private final ServeObserver observer;

  ManifestGeneration(
      Sources sources,
      Renderer renderer,
      Renders renders,
      Supplier<BuildConfiguration> configuration,
      ServeObserver observer) {
    this.sources = sources;
    this.renderer = renderer;
    this.renders = renders;
    this.configuration = configuration;
    this.observer = observer;
  }

  /// The manifests, without tracking marks, and the revision that this request resolved to, whoever
  /// rendered them first.
  ManifestResponse generate(ManifestRequest request) throws StatusException {
    refuseUnsupported(request);
    var source = source(request);
    String repository = GitUrl.masked(request.getRepo().getRepo());
    String revision =
        request.getRevision().isEmpty() ? source.targetRevision() : request.getRevision();
    Recency recency = CallRecency.of(request.getNoRevisionCache() || request.getNoCache());
    observer.pending(repository, 1);
    try {
      return sources.use(
          request.getRepo(),
          revision,
          recency,
          (remote, tree) -> answer(request, source, remote.url().normalized(), tree));
    } finally {
      observer.pending(repository, -1);
    }
  }

  /// The manifests of files that stand in for the commit.
  ManifestResponse generate(ManifestRequest request, CommitTree files) throws StatusException {
    refuseUnsupported(request);
    return answer(request, source(request), GitUrl.masked(request.getRepo().getRepo()), files);
  }

  private ManifestResponse answer(
      ManifestRequest request, ApplicationSource source, String repository, CommitTree tree)
      throws StatusException {
    var wanted =
        new RenderRequest(
            request.getAppName(),
            request.getNamespace(),
            request.getProjectName(),
            source,
            request.getKubeVersion(),
            request.getApiVersionsList(),
            configuration.get());
    RenderResult result =
        switch (renderer.plan(wanted, tree)) {
          case RenderPlan.Refused(var failed) -> failed;
          case RenderPlan.Ready ready ->
              renders.of(
                  repository, RenderKey.of(ready, tree.revision()), ready, request.getNoCache());
        };
    return switch (result) {
      case Rendered rendered ->
          ManifestResponse.newBuilder()
              .addAllManifests(rendered.manifests())
              .addAllCommands(rendered.commands())
              .setNamespace(request.getNamespace())
              .setRevision(tree.revision())
              .setSourceType(rendered.sourceType().text())
              .build();
      case Failed failed -> throw Statuses.rendering(failed);
    };
  }

  static ApplicationSource source(ManifestRequest request) {
    return ModelJson.fromTree(
        GoJson.toTree(request.getApplicationSource()), ApplicationSource.class);
  }

  /// What would otherwise be answered as if it had been looked at.
  private static void refuseUnsupported(ManifestRequest request) throws StatusException {
    if (request.getVerifySignature() || request.hasSourceIntegrity()) {
      throw Statuses.unsupported("the verification of commit signatures is not supported");
    }
    if (!request.getApplicationSource().getChart().isEmpty()) {
      throw Statuses.unsupported("Helm chart repositories are not supported, only charts in Git");
    }
    if (!request.getRefSourcesMap().isEmpty()) {
      throw Statuses.unsupported("references to other sources ($ref) are not supported");
    }
  }
}
