package io.tiphys.reposerver;

import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.tiphys.reposerver.render.BuildConfiguration;
import io.tiphys.reposerver.render.Renderer;
import io.tiphys.reposerver.render.Toolchain;
import io.tiphys.reposerver.serve.RenderCache;
import io.tiphys.reposerver.serve.RepoServerMetrics;
import io.tiphys.reposerver.serve.RepoServerService;
import io.tiphys.reposerver.source.GitSources;
import io.tiphys.telemetry.metrics.GrpcServerMetrics;
import io.tiphys.telemetry.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Supplier;

/// What a repo server is made of, before it listens anywhere.
///
/// @param service to be served
/// @param counting to stand before the service
record RepoServerParts(BindableService service, ServerInterceptor counting, Renderer renderer)
    implements AutoCloseable {

  static RepoServerParts assemble(
      RepoServerOptions options,
      Supplier<BuildConfiguration> configuration,
      RenderCache cache,
      Metrics metrics,
      Map<String, String> environment) {
    var observer = new RepoServerMetrics(metrics);
    var git = new GitSources(options.sources(), observer);
    try {
      var renderer =
          Renderer.open(
              options.dataPath.resolve("work"),
              Toolchain.onPath(environment.getOrDefault("PATH", "")),
              options.limits());
      var service =
          RepoServerService.of(
              git,
              options.charts(),
              renderer,
              cache,
              configuration,
              options.serving(),
              options.uploads(),
              observer);
      var counting = new GrpcServerMetrics(metrics, options.grpcHistogram);
      counting.expect(service.bindService());
      return new RepoServerParts(service, counting, renderer);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the directory for working copies cannot be used: " + options.dataPath, e);
    }
  }

  @Override
  public void close() {
    renderer.close();
  }
}
