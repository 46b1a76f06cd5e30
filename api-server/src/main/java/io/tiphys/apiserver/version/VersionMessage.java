package io.tiphys.apiserver.version;

import io.tiphys.model.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer of `VersionService.Version` as JSON: `versionVersionMessage` of the REST API. An
/// empty value is left out, as in the original.
final class VersionMessage {

  private VersionMessage() {}

  /// For a caller who did not say who it is: the version alone. Clients look at it before a login.
  static byte[] anonymous(Build build) {
    return JsonTree.write(Map.of("Version", build.version()));
  }

  static byte[] full(Build build, Tools tools) {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    put(message, "Version", build.version());
    put(message, "BuildDate", build.date());
    put(message, "GitCommit", build.commit());
    put(message, "GoVersion", "java" + Runtime.version());
    put(message, "Compiler", System.getProperty("java.vm.name", ""));
    put(message, "Platform", platform());
    put(message, "KustomizeVersion", tools.kustomize());
    put(message, "HelmVersion", tools.helm());
    return JsonTree.write(message);
  }

  private static void put(Map<String, @Nullable Object> message, String name, String value) {
    if (!value.isEmpty()) {
      message.put(name, value);
    }
  }

  /// As Go writes it, such as `linux/amd64`.
  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(java.util.Locale.ROOT);
    String machine = System.getProperty("os.arch", "");
    String os = system.startsWith("mac") ? "darwin" : system.startsWith("win") ? "windows" : system;
    return os + "/" + (machine.equals("x86_64") ? "amd64" : machine.replace("aarch64", "arm64"));
  }
}
