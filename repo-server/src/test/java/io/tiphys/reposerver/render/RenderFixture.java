package io.tiphys.reposerver.render;

import io.tiphys.reposerver.render.RenderResult.Failed;
import io.tiphys.reposerver.render.RenderResult.Rendered;
import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.WrittenCommit;
import io.tiphys.testkit.process.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Commits to render, and the renderer with the real tools.
abstract class RenderFixture {

  protected static final Toolchain TOOLS =
      new Toolchain(Tools.path("helm"), Tools.path("kustomize"), Path.of("/usr/bin/git"));

  @TempDir Path directory;
  private int commits;
  protected Renderer renderer;

  @BeforeEach
  void openRenderer() throws IOException {
    renderer = Renderer.open(directory.resolve("work"), TOOLS, limits());
  }

  @AfterEach
  void closeRenderer() {
    renderer.close();
  }

  RenderLimits limits() {
    return RenderLimits.DEFAULT;
  }

  /// @param pairs path and content in turn
  CommitTree commit(String... pairs) throws IOException {
    var files = new HashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      files.put(pairs[i], pairs[i + 1]);
    }
    return commit(files);
  }

  CommitTree commit(Map<String, String> files) throws IOException {
    return WrittenCommit.of(directory.resolve("commit-" + commits++), files);
  }

  List<String> manifests(RenderRequest request, CommitTree tree) {
    return rendered(request, tree).manifests();
  }

  Rendered rendered(RenderRequest request, CommitTree tree) {
    return switch (renderer.render(request, tree)) {
      case Rendered rendered -> rendered;
      case Failed failed -> throw new AssertionError(failed.toString());
    };
  }

  Failed failed(RenderRequest request, CommitTree tree) {
    return switch (renderer.render(request, tree)) {
      case Rendered rendered -> throw new AssertionError(rendered.toString());
      case Failed failed -> failed;
    };
  }

  RenderPlan.Ready plan(RenderRequest request, CommitTree tree) {
    return switch (renderer.plan(request, tree)) {
      case RenderPlan.Ready ready -> ready;
      case RenderPlan.Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  static String configMap(String name) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: %s
    """
        .formatted(name);
  }

  static String configMapJson(String name) {
    return """
    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s"}}\
    """
        .formatted(name);
  }
}
