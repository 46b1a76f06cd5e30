package io.tiphys.reposerver.serve;

import io.grpc.StatusException;
import io.tiphys.proto.v1alpha1.ApplicationSource;
import io.tiphys.reposerver.render.BuildConfiguration;
import io.tiphys.reposerver.render.Renderer;
import io.tiphys.reposerver.render.SourceType;
import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.PathResolver;
import io.tiphys.reposerver.source.SourceException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Which tool renders what, in words for clients.
final class SourceTypes {

  private final Renderer renderer;
  private final Supplier<BuildConfiguration> configuration;

  SourceTypes(Renderer renderer, Supplier<BuildConfiguration> configuration) {
    this.renderer = renderer;
    this.configuration = configuration;
  }

  /// @param directory the real path of the source in the commit
  record Found(SourceType type, String directory) {}

  /// The tool that the source names, else the one that its files ask for. No program is run.
  Found of(ApplicationSource source, CommitTree tree) throws StatusException {
    try {
      String path = source.getPath().isEmpty() ? "." : source.getPath();
      String directory = new PathResolver(tree).application(path).entry().path();
      return new Found(type(source, directory, tree), directory);
    } catch (SourceException e) {
      throw Statuses.resolving(e);
    }
  }

  private SourceType type(ApplicationSource source, String directory, CommitTree tree) {
    if (source.hasHelm()) {
      return SourceType.HELM;
    }
    if (source.hasKustomize()) {
      return SourceType.KUSTOMIZE;
    }
    if (source.hasPlugin()) {
      return SourceType.PLUGIN;
    }
    if (source.hasDirectory()) {
      return SourceType.DIRECTORY;
    }
    return renderer
        .applications(tree, configuration.get())
        .getOrDefault(directory.isEmpty() ? "." : directory, SourceType.DIRECTORY);
  }

  /// Each directory that Helm or Kustomize could render, with the name of the tool.
  Map<String, String> applications(CommitTree tree) {
    var names = new TreeMap<String, String>();
    renderer
        .applications(tree, configuration.get())
        .forEach((path, type) -> names.put(path, type.text()));
    return names;
  }
}
