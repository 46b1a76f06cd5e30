package io.tiphys.apiserver.settings;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.InvalidYamlException;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// YAML in the values of `argocd-cm`. What cannot be read says nothing: it keeps nobody from
/// logging in.
final class ConfigYaml {

  private static final Logger log = LoggerFactory.getLogger(ConfigYaml.class);
  private static final YamlLimits LIMITS = new YamlLimits(1 << 20, 50, 4L << 20);

  private ConfigYaml() {}

  /// @param key that the text is the value of
  static Map<String, @Nullable Object> map(String key, String text) {
    return JsonTree.objectOrEmpty(parse(key, text));
  }

  static List<String> texts(String key, String text) {
    return JsonTree.listOrEmpty(parse(key, text)).stream().map(String::valueOf).toList();
  }

  static @Nullable Object parse(String key, String text) {
    try {
      return YamlTree.parse("", text, LIMITS);
    } catch (InvalidYamlException e) {
      log.debug("argocd-cm: {} cannot be read", key);
      return null;
    }
  }
}
