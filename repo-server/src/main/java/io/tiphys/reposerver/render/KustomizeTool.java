package io.tiphys.reposerver.render;

import io.tiphys.model.application.ApplicationSourceKustomize;
import io.tiphys.model.json.JsonTree;
import io.tiphys.reposerver.render.ManifestDocuments.Broken;
import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.render.RenderResult.Rendered;
import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.PathResolver;
import io.tiphys.reposerver.source.PathResolver.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Kustomizations, as `kustomize build` renders them. What the Application adds is edited into the
/// private copy, never into the repository.
final class KustomizeTool implements Tool {

  private final Workspaces workspaces;
  private final Toolchain tools;
  private final RenderLimits limits;

  KustomizeTool(Workspaces workspaces, Toolchain tools, RenderLimits limits) {
    this.workspaces = workspaces;
    this.tools = tools;
    this.limits = limits;
  }

  @Override
  public RenderPlan.Ready plan(RenderRequest request, String directory, Reads reads)
      throws RenderFailure {
    var options = KustomizeOptions.of(request, tools);
    var environment = BuildEnvironment.of(request, reads.tree().revision());
    var walk = new KustomizationWalk(reads, options.helm());
    var edits = KustomizeEdits.NONE;
    var source = request.source().kustomize();
    if (source != null) {
      var components = components(source, directory, reads);
      for (String component : components) {
        walk.follow(directory, component);
      }
      for (var patch : source.patches()) {
        walk.follow(directory, patch.path());
      }
      edits = KustomizeEdits.of(source, components, environment);
    }
    walk.from(directory);
    if (options.plugins()) {
      reads.everything();
    }
    // Kustomize itself reads no variable; a program of the repository may read any
    var variables = options.plugins() ? environment.variables() : Map.<String, String>of();
    var build = new Build(directory, options, edits, variables, reads.closure(), reads.tree());
    return new RenderPlan.Ready(
        SourceType.KUSTOMIZE,
        build.closure(),
        JsonTree.write(List.of(directory, options.arguments(), edits.canonical(), variables)),
        version(options),
        () -> Tool.valued(() -> render(build)));
  }

  /// One render.
  ///
  /// @param variables of the environment, for programs of the repository
  private record Build(
      String directory,
      KustomizeOptions options,
      KustomizeEdits edits,
      Map<String, String> variables,
      Closure closure,
      CommitTree tree) {}

  private String version(KustomizeOptions options) throws RenderFailure {
    String version = tools.kustomizeVersion(options.program().binary(), limits.process());
    return options.helm() ? version + ", " + tools.helmVersion(limits.process()) : version;
  }

  /// The components to add: with `ignoreMissingComponents`, those that are there.
  private static List<String> components(
      ApplicationSourceKustomize source, String directory, Reads reads) {
    if (!source.ignoreMissingComponents()) {
      return source.components();
    }
    var resolver = new PathResolver(reads.tree());
    return source.components().stream()
        .filter(one -> resolver.resolve(directory, one) instanceof Resolution.Found)
        .toList();
  }

  private Rendered render(Build build) throws RenderFailure {
    try (var workspace =
        Workspace.open(
            workspaces, build.tree(), build.closure(), tools.processes(), limits.process())) {
      var environment = environment(build, workspace);
      edit(build, environment, workspace);
      var line = new ArrayList<>(List.of("build", at(build.directory(), workspace).toString()));
      line.addAll(build.options().arguments());
      byte[] output = workspace.run(build.options().program(), "", line, environment);
      var objects = ManifestDocuments.objects(new String(output, StandardCharsets.UTF_8));
      return new Rendered(
          SourceType.KUSTOMIZE, ManifestDocuments.manifests(objects), workspace.commands());
    } catch (Broken e) {
      throw RenderFailure.lasting(Phase.MANIFESTS, ManifestDocuments.PREFIX + e.getMessage());
    } catch (IOException e) {
      throw RenderFailure.passing(Phase.BUILD, "cannot edit the copy of the kustomization");
    }
  }

  private void edit(Build build, Map<String, String> environment, Workspace workspace)
      throws RenderFailure, IOException {
    var edits = build.edits();
    if (edits.isEmpty()) {
      return;
    }
    unlink(at(build.directory(), workspace));
    for (var edit : edits.beforePatches()) {
      workspace.run(build.options().program(), build.directory(), edit, environment);
    }
    if (!edits.patches().isEmpty()) {
      addPatches(edits.patches(), at(build.directory(), workspace));
    }
    for (var edit : edits.afterPatches()) {
      workspace.run(build.options().program(), build.directory(), edit, environment);
    }
  }

  /// Replaces a kustomization that is a link by its content: an edit must not change what another
  /// kustomization of the same build reads.
  private static void unlink(Path directory) throws IOException {
    for (String name : KustomizationFile.NAMES) {
      var file = directory.resolve(name);
      if (Files.isSymbolicLink(file) && Files.isRegularFile(file)) {
        byte[] content = Files.readAllBytes(file);
        Files.delete(file);
        Files.write(file, content);
      }
    }
  }

  private static void addPatches(List<Map<String, @Nullable Object>> patches, Path directory)
      throws RenderFailure, IOException {
    for (String name : KustomizationFile.NAMES) {
      var file = directory.resolve(name);
      if (Files.isRegularFile(file)) {
        var kustomization = new LinkedHashMap<>(kustomization(file));
        var all = new ArrayList<>(JsonTree.listOrEmpty(kustomization.get("patches")));
        all.addAll(patches);
        kustomization.put("patches", all);
        Files.write(file, JsonTree.write(kustomization)); // JSON is YAML
        return;
      }
    }
    throw RenderFailure.lasting(
        Phase.BUILD, "kustomization.yaml not found: there is nothing to add patches to");
  }

  private static Map<String, @Nullable Object> kustomization(Path file)
      throws RenderFailure, IOException {
    try {
      if (Yaml.single(Files.readAllBytes(file)) instanceof Map<?, ?> map) {
        return JsonTree.object(map);
      }
      throw RenderFailure.lasting(
          Phase.BUILD, "expected %s to be an object".formatted(file.getFileName()));
    } catch (Yaml.Malformed e) {
      throw RenderFailure.lasting(
          Phase.BUILD, "%s: %s".formatted(file.getFileName(), e.getMessage()));
    }
  }

  private static Path at(String directory, Workspace workspace) {
    return directory.isEmpty() ? workspace.root() : workspace.root().resolve(directory);
  }

  /// Kustomize finds other programs by name: Helm when it may inflate charts, Git when something is
  /// remote, and no others.
  private Map<String, String> environment(Build build, Workspace workspace) throws IOException {
    var programs = Files.createDirectories(workspace.home().resolve("bin"));
    if (build.options().helm()) {
      Files.createSymbolicLink(programs.resolve("helm"), tools.helm());
    }
    if (build.closure().unbounded()) {
      Files.createSymbolicLink(programs.resolve("git"), tools.git());
    }
    var environment = new TreeMap<>(HelmTool.environment(workspace));
    environment.putAll(build.variables());
    environment.put("PATH", programs.toString());
    environment.put("GIT_TERMINAL_PROMPT", "0");
    return environment;
  }
}
