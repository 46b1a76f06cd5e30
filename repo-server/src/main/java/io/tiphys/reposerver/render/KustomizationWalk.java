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
  private final KustomizePlugins plugins;
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> todo = new ArrayDeque<>();

  /// @param helm true when charts may be inflated
  KustomizationWalk(Reads reads, boolean helm) {
    this.reads = reads;
    this.helm = helm;
    this.plugins = new KustomizePlugins(reads);
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
        .look(directory, local(directory, path), () -> outside(directory, path))
        .filter(Entry::isDirectory)
        .ifPresent(found -> todo.add(found.path()));
  }

  private void visit(String directory) throws RenderFailure {
    Map<String, @Nullable Object> kustomization = Map.of();
    for (String name : KustomizationFile.NAMES) {
      var file = reads.look(directory, name, () -> outside(directory, name));
      if (file.filter(Entry::isFile).isPresent()) {
        kustomization = JsonTree.objectOrEmpty(parse(file.get()));
      }
    }
    for (String field : List.of("resources", "bases", "components", "crds", "configurations")) {
      followAll(directory, kustomization.get(field));
    }
    followAll(directory, kustomization.get("patchesstrategicmerge"));
    for (String field : List.of("patches", "patchesjson6902", "replacements")) {
      for (var one : JsonTree.listOrEmpty(kustomization.get(field))) {
        follow(directory, JsonTree.objectOrEmpty(one).get("path"));
      }
    }
    follow(directory, JsonTree.objectOrEmpty(kustomization.get("openapi")).get("path"));
    for (String field : List.of("configmapgenerator", "secretgenerator")) {
      for (var one : JsonTree.listOrEmpty(kustomization.get(field))) {
        generator(directory, JsonTree.objectOrEmpty(one));
      }
    }
    for (String field : List.of("generators", "transformers", "validators")) {
      for (var plugin : JsonTree.listOrEmpty(kustomization.get(field))) {
        plugin(directory, plugin);
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
    var globals = JsonTree.objectOrEmpty(kustomization.get("helmglobals"));
    if (!"".equals(globals.getOrDefault("confighome", ""))) {
      throw KustomizePlugins.configHome(directory);
    }
    for (var one : JsonTree.listOrEmpty(kustomization.get("helmcharts"))) {
      chart(directory, JsonTree.objectOrEmpty(one), globals.get("charthome"));
    }
    for (var one : JsonTree.listOrEmpty(kustomization.get("helmchartinflationgenerator"))) {
      var chart = JsonTree.objectOrEmpty(one);
      chart(directory, chart, chart.get("charthome"));
    }
  }

  private void chart(
      String directory, Map<String, @Nullable Object> chart, @Nullable Object givenHome)
      throws RenderFailure {
    String home = givenHome instanceof String text && !text.isEmpty() ? text : "charts";
    var charts = reads.look(directory, local(directory, home), () -> outside(directory, home));
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
    follow(directory, chart.get("valuesfile"));
    follow(directory, chart.get("values") instanceof String values ? values : null);
    followAll(directory, chart.get("additionalvaluesfiles"));
  }

  /// What configures a plugin may name files in fields of its own: the whole commit is read then,
  /// and none of the names may lead out of it.
  private void plugin(String directory, @Nullable Object plugin) throws RenderFailure {
    reads.everything();
    if (!(plugin instanceof String text)) {
      return;
    }
    if (text.indexOf('\n') >= 0) {
      for (String document : Yaml.split(text)) {
        plugins.check(directory, document);
      }
      return;
    }
    follow(directory, text);
    if (REMOTE.matcher(text).matches()) {
      return;
    }
    var file = reads.look(directory, text, () -> outside(directory, text));
    if (file.filter(Entry::isFile).isPresent()) {
      for (String document : Yaml.split(Yaml.text(reads.content(file.get())))) {
        plugins.check(directory, document);
      }
    }
  }

  /// Not being able to read it is the end: what Kustomize would make of it nobody knows.
  private @Nullable Object parse(Entry file) throws RenderFailure {
    try {
      return FoldedFields.of(Yaml.single(reads.content(file)));
    } catch (Yaml.Malformed e) {
      throw RenderFailure.lasting(Phase.BUILD, "%s: %s".formatted(file.path(), e.getMessage()));
    }
  }

  /// To Kustomize a leading slash means the machine's root, where nothing of a repository is.
  private static String local(String directory, String path) throws RenderFailure {
    if (path.startsWith("/")) {
      throw outside(directory, path);
    }
    return path;
  }

  static RenderFailure outside(String directory, String path) {
    return RenderFailure.lasting(
        Phase.BUILD,
        "kustomization in '%s': file '%s' resolved to outside repository root"
            .formatted(directory.isEmpty() ? "." : directory, path));
  }
}
