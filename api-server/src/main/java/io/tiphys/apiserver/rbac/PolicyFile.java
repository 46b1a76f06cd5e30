package io.tiphys.apiserver.rbac;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.InvalidYamlException;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A policy as somebody has it in a file: lines as in `policy.csv`, or the ConfigMap
/// `argocd-rbac-cm` in YAML.
public final class PolicyFile {

  private PolicyFile() {}

  /// @param name of the file, for messages
  public static RbacSettings read(String name, String text) {
    return configMap(name, text)
        .map(RbacSettings::of)
        .orElseGet(() -> {
          var texts = new LinkedHashMap<String, String>();
          texts.put(name, text);
          return new RbacSettings(texts, "", MatchMode.GLOB, List.of("groups"));
        });
  }

  private static Optional<Map<String, String>> configMap(String name, String text) {
    try {
      for (@Nullable Object document : YamlTree.parseAll(name, text, YamlLimits.DEFAULT)) {
        var tree = JsonTree.objectOrEmpty(document);
        if (String.valueOf(tree.get("kind")).equals("ConfigMap")) {
          var data = new HashMap<String, String>();
          JsonTree.objectOrEmpty(tree.get("data"))
              .forEach((key, value) -> data.put(key, String.valueOf(value)));
          return Optional.of(data);
        }
      }
      return Optional.empty();
    } catch (InvalidYamlException e) {
      return Optional.empty(); // most policies are no YAML
    }
  }
}
