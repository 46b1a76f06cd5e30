package io.tiphys.reposerver.render;

import io.tiphys.model.json.JsonTree;
import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.source.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds everything that `kustomize build` of a directory reads: each kustomization that it reaches
/// and each file that these name. What is wrong in them is for Kustomize to say.
final class KustomizationWalk {

  private static final int MAX_KUSTOMIZATIONS = 10_000;

  /// What Kustomize takes for a repository or a file elsewhere before it looks for a directory.
  private static final Pattern REMOTE =
      Pattern.compile(
          "(?s).*://.*|git::.*|gh:.*|[\\w.-]+@[\\w.-]+[:/].*|(https?:)?(www\\.)?github\\.com[/:].*");

  private final Reads reads;
  private final boolean helm;
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> todo = new ArrayDeque<>();

  /// @param helm true when charts may be inflated
  KustomizationWalk(Reads reads, boolean helm) {
    this.reads = reads;
    this.helm = helm;
  }

  /// Remembers everything that a build of a directory reads.
  void from(String directory) throws RenderFailure {
    todo.add(directory);
    while (!todo.isEmpty()) {
      String next = todo.removeFirst();
      if (seen.add(next)) {
        if (seen.size() > MAX_KUSTOMIZATIONS) {
          throw RenderFailure.lasting(
              Phase.BUILD,
              "%s: more than %d kustomizations".formatted(directory, MAX_KUSTOMIZATIONS));
        }
        visit(next);
      }
    }
  }

  /// Follows a name that stands in a kustomization: a file, a directory with a kustomization, or
  /// something remote.
  void follow(String directory, @Nullable Object name) throws RenderFailure {
    if (!(name instanceof String path) || path.isBlank() || path.indexOf('\n') >= 0) {
      return; // an inline document, or nothing that can be followed
    }
    if (REMOTE.matcher(path).matches()) {
      reads.unbounded();
      return;
    }
    reads
        .look(directory, relative(path), () -> outside(directory, path))
        .filter(Entry::isDirectory)
        .ifPresent(found -> todo.add(found.path()));
  }

  private void visit(String directory) throws RenderFailure {
    Map<String, @Nullable Object> kustomization = Map.of();
    for (String name : KustomizationFile.NAMES) {
      var file = reads.look(directory, name, () -> outside(directory, name));
      if (file.filter(Entry::isFile).isPresent()) {
        kustomization = parse(reads.content(file.get()));
      }
    }
    for (String field : List.of("resources", "bases", "components", "crds", "configurations")) {
      followAll(directory, kustomization.get(field));
    }
    followAll(directory, kustomization.get("patchesStrategicMerge"));
    for (String field : List.of("patches", "patchesJson6902", "replacements")) {
      for (var one : JsonTree.listOrEmpty(kustomization.get(field))) {
        follow(directory, JsonTree.objectOrEmpty(one).get("path"));
      }
    }
    follow(directory, JsonTree.objectOrEmpty(kustomization.get("openapi")).get("path"));
    for (String field : List.of("configMapGenerator", "secretGenerator")) {
      for (var one : JsonTree.listOrEmpty(kustomization.get(field))) {
        generator(directory, JsonTree.objectOrEmpty(one));
      }
    }
    for (String field : List.of("generators", "transformers", "validators")) {
      var plugins = kustomization.get(field);
      followAll(directory, plugins);
      if (!JsonTree.listOrEmpty(plugins).isEmpty()) {
        reads.everything(); // their own fields may name any file
      }
    }
    if (helm) {
      charts(directory, kustomization);
    }
  }

  private void followAll(String directory, @Nullable Object names) throws RenderFailure {
    for (var name : JsonTree.listOrEmpty(names)) {
      follow(directory, name);
    }
  }

  private void generator(String directory, Map<String, @Nullable Object> generator)
      throws RenderFailure {
    for (var file : JsonTree.listOrEmpty(generator.get("files"))) {
      if (file instanceof String text) {
        follow(directory, text.substring(text.indexOf('=') + 1));
      }
    }
    followAll(directory, generator.get("envs"));
    follow(directory, generator.get("env"));
  }

  private void charts(String directory, Map<String, @Nullable Object> kustomization)
      throws RenderFailure {
    var globals = JsonTree.objectOrEmpty(kustomization.get("helmGlobals"));
    for (var one : JsonTree.listOrEmpty(kustomization.get("helmCharts"))) {
      chart(directory, JsonTree.objectOrEmpty(one), globals.get("chartHome"));
    }
    for (var one : JsonTree.listOrEmpty(kustomization.get("helmChartInflationGenerator"))) {
      var chart = JsonTree.objectOrEmpty(one);
      chart(directory, chart, chart.get("chartHome"));
    }
  }

  private void chart(
      String directory, Map<String, @Nullable Object> chart, @Nullable Object givenHome)
      throws RenderFailure {
    String home = givenHome instanceof String text && !text.isEmpty() ? text : "charts";
    var charts = reads.look(directory, relative(home), () -> outside(directory, home));
    if (charts.filter(Entry::isDirectory).isPresent()) {
      reads.directory(charts.get());
    }
    boolean there =
        charts.isPresent()
            && chart.get("name") instanceof String name
            && reads.tree().list(charts.get().path()).stream()
                .map(Entry::name)
                .anyMatch(entry -> entry.equals(name) || entry.startsWith(name + "-"));
    if (!there) {
      reads.unbounded(); // Kustomize pulls it
    }
    follow(directory, chart.get("valuesFile"));
    follow(directory, chart.get("values") instanceof String values ? values : null);
    followAll(directory, chart.get("additionalValuesFiles"));
  }

  private static Map<String, @Nullable Object> parse(byte[] file) {
    try {
      return JsonTree.objectOrEmpty(Yaml.single(file));
    } catch (Yaml.Malformed e) {
      return Map.of();
    }
  }

  /// To Kustomize a leading slash means the machine's root, where nothing of a repository is.
  private static String relative(String path) {
    return path.startsWith("/") ? "." + path : path;
  }

  private static RenderFailure outside(String directory, String path) {
    return RenderFailure.lasting(
        Phase.BUILD,
        "kustomization in '%s': file '%s' resolved to outside repository root"
            .formatted(directory.isEmpty() ? "." : directory, path));
  }
}
