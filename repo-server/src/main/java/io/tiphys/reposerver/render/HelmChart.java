package io.tiphys.reposerver.render;

import io.tiphys.model.json.JsonTree;
import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.source.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a chart reads: its directory and those of the charts that it names by `file://`.
///
/// @param repositories of the charts that must be fetched first, `https://...`
record HelmChart(Set<String> repositories) {

  private static final int MAX_CHARTS = 200;

  /// Where Helm takes dependencies from; the lock's addresses are the ones that it fetches.
  private static final List<String> FILES =
      List.of("Chart.yaml", "Chart.lock", "requirements.yaml", "requirements.lock");

  /// Remembers all that rendering the chart in a directory reads.
  static HelmChart read(String directory, Reads reads) throws RenderFailure {
    var repositories = new LinkedHashSet<String>();
    var todo = new ArrayList<>(List.of(directory));
    var seen = new HashSet<String>();
    while (!todo.isEmpty()) {
      String chart = todo.removeLast();
      if (!seen.add(chart)) {
        continue;
      }
      if (seen.size() > MAX_CHARTS) {
        throw RenderFailure.lasting(
            Phase.DEPENDENCIES, "%s: more than %d charts".formatted(directory, MAX_CHARTS));
      }
      var entry = reads.tree().entry(chart);
      if (entry.filter(Entry::isDirectory).isEmpty()) {
        continue; // Helm says what is missing
      }
      reads.directory(entry.get());
      for (var dependency : dependencies(chart, reads)) {
        follow(dependency, chart, reads, repositories, todo);
      }
    }
    return new HelmChart(repositories);
  }

  private static void follow(
      Map<String, @Nullable Object> dependency,
      String chart,
      Reads reads,
      Set<String> repositories,
      List<String> todo)
      throws RenderFailure {
    String repository = text(dependency, "repository");
    String name = text(dependency, "name");
    if (repository.startsWith("file://")) {
      String path = repository.substring("file://".length());
      // To Helm a leading slash means the machine's root.
      if (path.startsWith("/")) {
        throw outside(name, path);
      }
      var target = reads.look(chart, path, () -> outside(name, path));
      target.filter(Entry::isDirectory).map(Entry::path).ifPresent(todo::add);
    } else if (!repository.isEmpty() && !isVendored(chart, name, reads)) {
      repositories.add(repository);
      if (reads.tree().entry(Paths.join(chart, "Chart.lock")).isEmpty()) {
        reads.unbounded(); // a range of versions may mean another one tomorrow
      }
    }
  }

  private static boolean isVendored(String chart, String name, Reads reads) {
    return reads.tree().list(Paths.join(chart, "charts")).stream()
        .map(Entry::name)
        .anyMatch(
            file -> file.equals(name) || (file.startsWith(name + "-") && file.endsWith(".tgz")));
  }

  private static List<Map<String, @Nullable Object>> dependencies(String chart, Reads reads)
      throws RenderFailure {
    var dependencies = new ArrayList<Map<String, @Nullable Object>>();
    for (String name : FILES) {
      var file = reads.look(chart, name, () -> outside(chart, name));
      if (file.filter(Entry::isFile).isPresent()) {
        for (var dependency : listed(file.get(), reads)) {
          dependencies.add(JsonTree.objectOrEmpty(dependency));
        }
      }
    }
    return dependencies;
  }

  /// Not being able to read it is the end: what Helm would make of it nobody knows.
  private static List<@Nullable Object> listed(Entry file, Reads reads) throws RenderFailure {
    try {
      var chart = FoldedFields.of(Yaml.single(reads.content(file)));
      return JsonTree.listOrEmpty(JsonTree.objectOrEmpty(chart).get("dependencies"));
    } catch (Yaml.Malformed e) {
      throw RenderFailure.lasting(Phase.BUILD, "%s: %s".formatted(file.path(), e.getMessage()));
    }
  }

  private static RenderFailure outside(String name, String path) {
    return RenderFailure.lasting(
        Phase.DEPENDENCIES,
        "dependency '%s': file '%s' resolved to outside repository root".formatted(name, path));
  }

  private static String text(Map<String, @Nullable Object> object, String member) {
    return object.get(member) instanceof String text ? text : "";
  }
}
