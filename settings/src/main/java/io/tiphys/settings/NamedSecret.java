package io.tiphys.settings;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// A Secret as it was read. Never printed.
///
/// @param data decoded
record NamedSecret(
    String name,
    String resourceVersion,
    Map<String, String> labels,
    Map<String, String> annotations,
    Map<String, String> data) {

  static final String TYPE_LABEL = "argocd.argoproj.io/secret-type";

  /// @param problems is told of values that are not base64
  static NamedSecret of(byte[] json, Consumer<SettingsProblem> problems) {
    Manifest secret = Manifest.parse(json);
    var data = new HashMap<String, String>();
    JsonTree.objectOrEmpty(secret.content().get("data"))
        .forEach((key, value) -> {
          try {
            byte[] decoded = Base64.getDecoder().decode(String.valueOf(value));
            data.put(key, new String(decoded, StandardCharsets.UTF_8));
          } catch (IllegalArgumentException e) {
            problems.accept(new SettingsProblem(secret.name(), key, "is not base64"));
          }
        });
    return new NamedSecret(
        secret.name(),
        secret.resourceVersion(),
        texts(secret.labels()),
        texts(secret.annotations()),
        data);
  }

  private static Map<String, String> texts(Map<String, ?> tree) {
    var texts = new HashMap<String, String>();
    tree.forEach((key, value) -> texts.put(key, String.valueOf(value)));
    return texts;
  }

  String type() {
    return labels.getOrDefault(TYPE_LABEL, "");
  }

  String text(String key) {
    return data.getOrDefault(key, "");
  }

  boolean isTrue(String key) {
    return text(key).strip().equalsIgnoreCase("true") || text(key).strip().equals("1");
  }

  @Override
  public String toString() {
    return "NamedSecret[" + name + "]";
  }
}
