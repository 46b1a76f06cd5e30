package io.tiphys.reposerver.render;

import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.render.Workspace.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How `kustomize build` is called, as the installation says.
///
/// @param program the usual binary, or that of the version which the source names
/// @param arguments after the directory
/// @param helm true when charts may be inflated
/// @param plugins true when programs of the repository may be run, which may read anything
record KustomizeOptions(Program program, List<String> arguments, boolean helm, boolean plugins) {

  static KustomizeOptions of(RenderRequest request, Toolchain tools) throws RenderFailure {
    var configuration = request.configuration();
    var source = request.source().kustomize();
    String version = source == null ? "" : source.version();
    var program = new Program("kustomize", tools.kustomize());
    String buildOptions = configuration.kustomizeBuildOptions();
    if (!version.isEmpty()) {
      var known = configuration.kustomizeVersions().get(version);
      if (known == null) {
        throw RenderFailure.lasting(
            Phase.PARAMETERS, "kustomize version " + version + " is not registered");
      }
      program = new Program(known.path(), Path.of(known.path()));
      buildOptions = known.buildOptions();
    }
    var arguments = new ArrayList<String>();
    Arrays.stream(buildOptions.strip().split("\\s+"))
        .filter(argument -> !argument.isEmpty())
        .forEach(arguments::add);
    boolean helm = has(arguments, "--enable-helm");
    if (helm) {
      String given = source == null ? "" : source.kubeVersion();
      String kubeVersion = given.isEmpty() ? request.kubeVersion() : given;
      if (!kubeVersion.isEmpty()) {
        arguments.addAll(List.of("--helm-kube-version", kubeVersion));
      }
      var apiVersions =
          source == null || source.apiVersions().isEmpty()
              ? request.apiVersions()
              : source.apiVersions();
      apiVersions.forEach(one -> arguments.addAll(List.of("--helm-api-versions", one)));
    }
    boolean plugins =
        has(arguments, "--enable-alpha-plugins")
            || has(arguments, "--enable-exec")
            || has(arguments, "--enable-star");
    return new KustomizeOptions(program, List.copyOf(arguments), helm, plugins);
  }

  private static boolean has(List<String> arguments, String flag) {
    return arguments.stream()
        .anyMatch(argument -> argument.equals(flag) || argument.equals(flag + "=true"));
  }
}
