package io.tiphys.reposerver.render;

import io.tiphys.model.json.JsonTree;
import io.tiphys.reposerver.render.ManifestDocuments.Broken;
import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.render.RenderResult.Rendered;
import io.tiphys.reposerver.render.Workspace.Program;
import io.tiphys.reposerver.source.CommitTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Charts, as `helm template` renders them.
final class HelmTool implements Tool {

  static final String VALUES_FILE = "values";

  private static final Pattern API_VERSIONS = Pattern.compile("(?:--api-versions [^ ]++ )++");
  private static final Set<String> TEST_HOOKS = Set.of("test", "test-success", "test-failure");

  private final Workspaces workspaces;
  private final Toolchain tools;
  private final RenderLimits limits;

  HelmTool(Workspaces workspaces, Toolchain tools, RenderLimits limits) {
    this.workspaces = workspaces;
    this.tools = tools;
    this.limits = limits;
  }

  @Override
  public RenderPlan.Ready plan(RenderRequest request, String directory, Reads reads)
      throws RenderFailure {
    var arguments = HelmArguments.of(request, directory, reads);
    var chart = HelmChart.read(directory, reads);
    var closure = reads.closure();
    var tree = reads.tree();
    return new RenderPlan.Ready(
        SourceType.HELM,
        closure,
        arguments.canonical(directory),
        tools.helmVersion(limits.process()),
        () -> Tool.valued(() -> render(arguments, chart, directory, closure, tree)));
  }

  private Rendered render(
      HelmArguments arguments, HelmChart chart, String directory, Closure closure, CommitTree tree)
      throws RenderFailure {
    try (var workspace =
        Workspace.open(workspaces, tree, closure, tools.processes(), limits.process())) {
      if (!arguments.values().isEmpty()) {
        Files.writeString(workspace.valuesFile(), arguments.values());
      }
      byte[] output = template(arguments, chart, directory, workspace);
      var objects = ManifestDocuments.objects(new String(output, StandardCharsets.UTF_8));
      objects.removeIf(HelmTool::isTest);
      return new Rendered(
          SourceType.HELM, ManifestDocuments.manifests(objects), workspace.commands());
    } catch (Broken e) {
      throw RenderFailure.lasting(Phase.MANIFESTS, ManifestDocuments.PREFIX + e.getMessage());
    } catch (IOException e) {
      throw RenderFailure.passing(Phase.BUILD, "cannot write the values for helm");
    }
  }

  private byte[] template(
      HelmArguments arguments, HelmChart chart, String directory, Workspace workspace)
      throws RenderFailure {
    var line = arguments.line(workspace.root().toString(), workspace.valuesFile().toString());
    try {
      return helm(line, directory, workspace);
    } catch (RenderFailure e) {
      if (!isMissingDependency(e)) {
        throw e;
      }
    }
    try {
      addRepositories(chart, directory, workspace);
      helm(List.of("dependency", "build"), directory, workspace);
    } catch (RenderFailure e) {
      String message = "error building helm chart dependencies: " + e.getMessage();
      throw chart.repositories().isEmpty()
          ? RenderFailure.lasting(Phase.DEPENDENCIES, message)
          : RenderFailure.passing(Phase.DEPENDENCIES, message);
    }
    return helm(line, directory, workspace);
  }

  /// Helm builds from a lock only with repositories that it knows.
  private void addRepositories(HelmChart chart, String directory, Workspace workspace)
      throws RenderFailure {
    int number = 0;
    for (String repository : chart.repositories()) {
      if (repository.startsWith("http://") || repository.startsWith("https://")) {
        helm(List.of("repo", "add", "dependency-" + number++, repository), directory, workspace);
      }
    }
  }

  private byte[] helm(List<String> line, String directory, Workspace workspace)
      throws RenderFailure {
    try {
      return workspace.run(
          new Program("helm", tools.helm()), directory, line, environment(workspace));
    } catch (RenderFailure e) {
      var failed = e.failed();
      String message = withoutApiVersions(failed.message());
      throw failed.lasting()
          ? RenderFailure.lasting(failed.phase(), message)
          : RenderFailure.passing(failed.phase(), message);
    }
  }

  /// Clusters serve thousands of kinds, and Helm is told of each.
  static String withoutApiVersions(String message) {
    return API_VERSIONS.matcher(message).replaceAll("<api versions removed> ");
  }

  static Map<String, String> environment(Workspace workspace) {
    String home = workspace.home().toString();
    return Map.of(
        "HOME", home,
        "TMPDIR", home,
        "HELM_CACHE_HOME", home + "/cache",
        "HELM_CONFIG_HOME", home + "/config",
        "HELM_DATA_HOME", home + "/data");
  }

  private static boolean isMissingDependency(RenderFailure e) {
    String message = e.failed().message();
    return message.contains("found in requirements.yaml, but missing in charts")
        || message.contains("found in Chart.yaml, but missing in charts/ directory");
  }

  /// Argo CD has no equivalent of Helm's tests, so they are no part of what is desired.
  private static boolean isTest(Map<String, @Nullable Object> object) {
    var annotations =
        JsonTree.objectOrEmpty(JsonTree.objectOrEmpty(object.get("metadata")).get("annotations"));
    return annotations.get("helm.sh/hook") instanceof String hooks
        && !annotations.containsKey("argocd.argoproj.io/hook")
        && Arrays.stream(hooks.split(",")).map(String::strip).allMatch(TEST_HOOKS::contains);
  }
}
