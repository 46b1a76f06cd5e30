package io.tiphys.reposerver.render;

import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.PathResolver;
import io.tiphys.reposerver.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;

/// The door of this room. Any number of threads may render at once; how many should is for the
/// caller to say.
///
/// ```java
/// switch (renderer.plan(request, tree)) {
///   case RenderPlan.Refused(var failed) -> ...
///   case RenderPlan.Ready ready -> cached(digest(ready.keyMaterial()), () -> renderer.render(ready));
/// }
/// ```
public final class Renderer implements AutoCloseable {

  private final Workspaces workspaces;
  private final RenderLimits limits;
  private final DirectoryTool directory;
  private final HelmTool helm;
  private final KustomizeTool kustomize;

  private Renderer(Workspaces workspaces, Toolchain tools, RenderLimits limits) {
    this.workspaces = workspaces;
    this.limits = limits;
    this.directory = new DirectoryTool(limits);
    this.helm = new HelmTool(workspaces, tools, limits);
    this.kustomize = new KustomizeTool(workspaces, tools, limits);
  }

  /// @param work a directory for copies; may be shared by several processes
  /// @throws IOException when it cannot be made or written
  public static Renderer open(Path work, Toolchain tools, RenderLimits limits) throws IOException {
    return new Renderer(Workspaces.open(work, limits), tools, limits);
  }

  /// What a render would read and be told. Runs no program (but asks each once for its version) and
  /// reads a few small files: cheap enough to do for every commit.
  public RenderPlan plan(RenderRequest request, CommitTree tree) {
    try {
      var reads = new Reads(tree, limits.parameterFileBytes());
      var found = new PathResolver(tree).application(path(request));
      found.links().forEach(reads::remember);
      String path = found.entry().path();
      var source = SourceOverrides.merge(request.source(), request.appName(), path, reads);
      var merged = request.withSource(source);
      var detection = new ToolDetection(request.configuration());
      return tool(detection.detect(source, tree, path)).plan(merged, path, reads);
    } catch (SourceException e) {
      return new RenderPlan.Refused(new RenderResult.Failed(Phase.PATH, e.getMessage(), true));
    } catch (RenderFailure e) {
      return new RenderPlan.Refused(e.failed());
    }
  }

  /// Does what was planned; blocks while a tool runs.
  public RenderResult render(RenderPlan.Ready plan) {
    return plan.work().run();
  }

  /// Plans and renders.
  public RenderResult render(RenderRequest request, CommitTree tree) {
    return switch (plan(request, tree)) {
      case RenderPlan.Refused(var failed) -> failed;
      case RenderPlan.Ready ready -> render(ready);
    };
  }

  /// Every directory of a commit that Helm or Kustomize could render, `.` being the root.
  public SortedMap<String, SourceType> applications(
      CommitTree tree, BuildConfiguration configuration) {
    return new ToolDetection(configuration).applications(tree);
  }

  /// A private directory beside the renders'; it is removed with theirs when this process was
  /// killed.
  public Path enter() throws IOException {
    return workspaces.enter();
  }

  private Tool tool(SourceType type) throws RenderFailure {
    return switch (type) {
      case DIRECTORY -> directory;
      case HELM -> helm;
      case KUSTOMIZE -> kustomize;
      case PLUGIN ->
          throw RenderFailure.lasting(
              Phase.PARAMETERS, "config management plugins are not supported");
    };
  }

  private static String path(RenderRequest request) {
    String path = request.source().path();
    return path.isEmpty() ? "." : path;
  }

  @Override
  public void close() {
    workspaces.close();
  }
}
