package io.tiphys.reposerver.render;

import io.tiphys.model.application.ApplicationSource;
import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which tool a source needs: the one whose field is set, else the one whose file lies in the
/// directory, else none. A tool that is switched off is as if it did not exist.
final class ToolDetection {

  /// As deep as a search for applications goes.
  private static final int MAX_DIRECTORIES = 20_000;

  private final BuildConfiguration configuration;

  ToolDetection(BuildConfiguration configuration) {
    this.configuration = configuration;
  }

  SourceType detect(ApplicationSource source, CommitTree tree, String directory)
      throws RenderFailure {
    var explicit = explicit(source);
    if (explicit.isPresent()) {
      return configuration.enables(explicit.get()) ? explicit.get() : SourceType.DIRECTORY;
    }
    return byFiles(tree.list(directory)).orElse(SourceType.DIRECTORY);
  }

  /// Every directory of a commit that a tool recognises, `.` being the root.
  SortedMap<String, SourceType> applications(CommitTree tree) {
    var found = new TreeMap<String, SourceType>();
    var todo = new ArrayList<String>(List.of(""));
    for (int i = 0; i < todo.size() && i < MAX_DIRECTORIES; i++) {
      String directory = todo.get(i);
      var entries = tree.list(directory);
      byFiles(entries).ifPresent(type -> found.put(directory.isEmpty() ? "." : directory, type));
      entries.stream().filter(Entry::isDirectory).map(Entry::path).forEach(todo::add);
    }
    return found;
  }

  private static Optional<SourceType> explicit(ApplicationSource source) throws RenderFailure {
    var types = new ArrayList<SourceType>();
    if (source.kustomize() != null) {
      types.add(SourceType.KUSTOMIZE);
    }
    if (source.helm() != null) {
      types.add(SourceType.HELM);
    }
    if (source.directory() != null) {
      types.add(SourceType.DIRECTORY);
    }
    if (source.plugin() != null) {
      types.add(SourceType.PLUGIN);
    }
    if (types.size() > 1) {
      throw RenderFailure.lasting(
          Phase.PARAMETERS,
          "multiple application sources defined: "
              + types.stream().map(SourceType::text).collect(Collectors.joining(",")));
    }
    return types.stream().findFirst();
  }

  /// The last file by name decides when there are several, as in the original, which walks a
  /// directory in that order: a kustomization beside a `Chart.yaml` wins.
  private Optional<SourceType> byFiles(List<Entry> entries) {
    Optional<SourceType> type = Optional.empty();
    for (var entry : entries) {
      if (entry.isDirectory()) {
        continue;
      }
      if (entry.name().endsWith("Chart.yaml") && configuration.enables(SourceType.HELM)) {
        type = Optional.of(SourceType.HELM);
      }
      if (KustomizationFile.NAMES.contains(entry.name())
          && configuration.enables(SourceType.KUSTOMIZE)) {
        type = Optional.of(SourceType.KUSTOMIZE);
      }
    }
    return type;
  }
}
