package io.tiphys.reposerver.render;

import io.tiphys.model.application.ApplicationSourceHelm;
import io.tiphys.model.application.ApplicationSourceHelmBuilder;
import io.tiphys.model.json.JsonTree;
import io.tiphys.reposerver.render.HelmValueFiles.Located;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `helm template` is told, with the build environment filled in.
///
/// @param values the inline values, YAML; empty for none
record HelmArguments(
    String releaseName,
    String namespace,
    String kubeVersion,
    List<String> apiVersions,
    Map<String, String> set,
    Map<String, String> setString,
    Map<String, Located> setFile,
    List<Located> valueFiles,
    String values,
    ApplicationSourceHelm options) {

  private static final ApplicationSourceHelm PLAIN = ApplicationSourceHelmBuilder.builder().build();

  static HelmArguments of(RenderRequest request, String chart, Reads reads) throws RenderFailure {
    var given = request.source().helm();
    var options = given == null ? PLAIN : given;
    var environment = BuildEnvironment.of(request, reads.tree().revision());
    var files = new HelmValueFiles(request.configuration(), environment, chart, reads);
    var set = new LinkedHashMap<String, String>();
    var setString = new LinkedHashMap<String, String>();
    for (var parameter : options.parameters()) {
      (parameter.forceString() ? setString : set)
          .put(parameter.name(), environment.expand(parameter.value()));
    }
    var setFile = new LinkedHashMap<String, Located>();
    for (var parameter : options.fileParameters()) {
      setFile.put(parameter.name(), files.fileParameter(parameter.path()));
    }
    Object object = options.valuesObject();
    return new HelmArguments(
        options.releaseName().isEmpty() ? nameOf(request.appName()) : options.releaseName(),
        options.namespace().isEmpty() ? request.namespace() : options.namespace(),
        options.kubeVersion().isEmpty() ? request.kubeVersion() : options.kubeVersion(),
        options.apiVersions().isEmpty() ? request.apiVersions() : options.apiVersions(),
        set,
        setString,
        setFile,
        files.resolve(options.valueFiles(), options.ignoreMissingValueFiles()),
        object == null ? options.values() : JsonTree.writeString(object),
        options);
  }

  /// An application outside of the control plane's namespace is `<namespace>_<name>`; a release's
  /// name has no underscore.
  private static String nameOf(String appName) {
    return appName.substring(appName.indexOf('_') + 1);
  }

  /// @param root the directory that holds the repository
  /// @param valuesFile holds [#values()], if there are any
  List<String> line(String root, String valuesFile) {
    var line = new ArrayList<>(List.of("template", ".", "--name-template", releaseName));
    if (!namespace.isEmpty()) {
      line.addAll(List.of("--namespace", namespace));
    }
    if (!kubeVersion.isEmpty()) {
      line.addAll(List.of("--kube-version", kubeVersion));
    }
    set.forEach((name, value) -> line.addAll(List.of("--set", name + "=" + escaped(value))));
    setString.forEach(
        (name, value) -> line.addAll(List.of("--set-string", name + "=" + escaped(value))));
    setFile.forEach((name, file) ->
        line.addAll(List.of("--set-file", name + "=" + escaped(file.argument(root)))));
    valueFiles.forEach(file -> line.addAll(List.of("--values", file.argument(root))));
    if (!values.isEmpty()) {
      line.addAll(List.of("--values", valuesFile));
    }
    apiVersions.forEach(version -> line.addAll(List.of("--api-versions", version)));
    if (!options.skipCrds()) {
      line.add("--include-crds");
    }
    if (options.skipSchemaValidation()) {
      line.add("--skip-schema-validation");
    }
    if (options.skipTests()) {
      line.add("--skip-tests");
    }
    return line;
  }

  /// For the render key: the command with everything relative, and the inline values.
  byte[] canonical(String chart) {
    return JsonTree.write(Map.of("chart", chart, "line", line(".", "values"), "values", values));
  }

  /// Commas part values for Helm, unless escaped already or inside a `{list}`.
  static String escaped(String value) {
    if (value.startsWith("{") && value.endsWith("}")) {
      return value;
    }
    var out = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ',' && (i == 0 || value.charAt(i - 1) != '\\')) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }
}
