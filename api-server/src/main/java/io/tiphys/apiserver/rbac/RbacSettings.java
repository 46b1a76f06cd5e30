package io.tiphys.apiserver.rbac;

import io.tiphys.model.manifest.InvalidYamlException;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What `argocd-rbac-cm` says.
///
/// @param texts policies by the key that they stand in: `policy.csv`, then the overlays
///   `policy.*.csv` by name
/// @param defaultRole what everybody may do who is let in (`policy.default`); empty for nothing
/// @param mode how a line is compared (`policy.matchMode`)
/// @param scopes claims of a token whose values are groups
public record RbacSettings(
    Map<String, String> texts, String defaultRole, MatchMode mode, List<String> scopes) {

  /// The object's name.
  public static final String NAME = "argocd-rbac-cm";

  private static final String MAIN = "policy.csv";
  private static final List<String> GROUPS = List.of("groups");

  public RbacSettings {
    texts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    scopes = List.copyOf(scopes);
  }

  /// @param data of the ConfigMap, empty where there is none
  public static RbacSettings of(Map<String, String> data) {
    var texts = new LinkedHashMap<String, String>();
    if (data.containsKey(MAIN)) {
      texts.put(MAIN, data.getOrDefault(MAIN, ""));
    }
    new TreeMap<>(data)
        .forEach((key, text) -> {
          if (key.startsWith("policy.") && key.endsWith(".csv")) {
            texts.putIfAbsent(key, text);
          }
        });
    return new RbacSettings(
        texts,
        data.getOrDefault("policy.default", ""),
        MatchMode.of(data.getOrDefault("policy.matchMode", "")),
        scopes(data.getOrDefault("scopes", "")));
  }

  /// A list, or one text.
  private static List<String> scopes(String yaml) {
    try {
      var scopes =
          switch (YamlTree.parse("scopes", yaml, YamlLimits.DEFAULT)) {
            case List<?> list -> texts(list.stream());
            case String text -> texts(Stream.of(text.split(",")));
            case null, default -> List.<String>of();
          };
      return scopes.isEmpty() ? GROUPS : scopes;
    } catch (InvalidYamlException e) {
      return GROUPS;
    }
  }

  private static List<String> texts(Stream<? extends @Nullable Object> values) {
    return values.map(it -> String.valueOf(it).strip()).filter(it -> !it.isEmpty()).toList();
  }
}
