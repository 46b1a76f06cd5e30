package io.tiphys.reposerver.serve;

import io.grpc.BindableService;
import io.tiphys.reposerver.chart.Charts;
import io.tiphys.reposerver.render.BuildConfiguration;
import io.tiphys.reposerver.render.Renderer;
import io.tiphys.reposerver.source.GitSources;
import io.tiphys.reposerver.upload.UploadLimits;
import java.util.function.Supplier;

/// The door of this room: puts the parts of the service together.
public final class RepoServerService {

  private RepoServerService() {}

  /// @param configuration asked for each request
  /// @param uploads what clients may send
  /// @return `repository.RepoServerService`, to be run on virtual threads
  public static BindableService of(
      GitSources git,
      Charts charts,
      Renderer renderer,
      RenderCache cache,
      Supplier<BuildConfiguration> configuration,
      ServeSettings settings,
      UploadLimits uploads,
      ServeObserver observer) {
    var answers = new ChartAnswers(charts);
    var sources = new Sources(git, answers);
    var types = new SourceTypes(renderer, configuration);
    var renders =
        new Renders(
            renderer,
            cache,
            settings.resultLife(),
            new FairSlots(settings.slots()),
            new RecentFailures(
                new RecentFailures.Policy(settings.pauseAfterFailures(), settings.pause())),
            observer);
    var manifests = new ManifestGeneration(sources, renderer, renders, configuration, observer);
    var details = new AppDetails(sources, types, manifests);
    return new RepoServerEndpoint(
        sources,
        types,
        manifests,
        new PathChanges(sources),
        new UploadedManifests(manifests, renderer, uploads),
        details,
        answers);
  }
}
