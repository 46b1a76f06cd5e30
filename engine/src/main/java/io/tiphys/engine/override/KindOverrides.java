package io.tiphys.engine.override;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Scripts of settings by kind: the old key `resource.customizations`, a map of kinds, and the keys
/// `resource.customizations.health.<group>_<Kind>`, `useOpenLibs` and `actions`
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/health/). An exact kind wins over one
/// with `*`; in a key, which may hold no `*`, `_` at the place of a group's part or of the kind
/// stands for it.
///
/// @param exact by `group/Kind`, or `Kind` of the core group
/// @param wild the same with `*`
/// @param problems what cannot be read, in words
public record KindOverrides(
    Map<String, Scripts> exact, Map<String, Scripts> wild, List<String> problems) {

  /// No settings.
  public static final KindOverrides NONE = new KindOverrides(Map.of(), Map.of(), List.of());

  private static final String ALL_IN_ONE = "resource.customizations";
  private static final String PREFIX = ALL_IN_ONE + ".";

  /// What is said of one kind.
  ///
  /// @param health a script; empty for none
  /// @param openLibraries of the script for health
  /// @param actions YAML; empty for none
  public record Scripts(String health, boolean openLibraries, String actions) {
    private static final Scripts EMPTY = new Scripts("", false, "");
  }

  public KindOverrides {
    exact = Map.copyOf(exact);
    wild = new TreeMap<>(wild);
    problems = List.copyOf(problems);
  }

  /// @param data keys of `argocd-cm`; those of something else are left aside
  public static KindOverrides of(Map<String, String> data) {
    var byKind = new HashMap<String, Scripts>();
    var problems = new ArrayList<String>();
    allInOne(data.getOrDefault(ALL_IN_ONE, ""), byKind, problems);
    new TreeMap<>(data).forEach((key, text) -> single(key, text, byKind));
    var exact = new HashMap<String, Scripts>();
    var wild = new HashMap<String, Scripts>();
    byKind.forEach((kind, scripts) -> (kind.indexOf('*') < 0 ? exact : wild).put(kind, scripts));
    return new KindOverrides(exact, wild, problems);
  }

  private static void allInOne(String text, Map<String, Scripts> byKind, List<String> problems) {
    try {
      for (Object document : YamlTree.parseAll(ALL_IN_ONE, text, YamlLimits.DEFAULT)) {
        JsonTree.objectOrEmpty(document)
            .forEach((kind, rules) -> {
              var members = JsonTree.objectOrEmpty(rules);
              byKind.put(
                  kind,
                  new Scripts(
                      text(members.get("health.lua")),
                      Boolean.TRUE.equals(members.get("health.lua.useOpenLibs")),
                      text(members.get("actions"))));
            });
      }
    } catch (RuntimeException notYaml) {
      problems.add(ALL_IN_ONE + " cannot be read: " + notYaml.getMessage());
    }
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  private static void single(String key, String text, Map<String, Scripts> byKind) {
    int dot = key.indexOf('.', PREFIX.length());
    if (!key.startsWith(PREFIX) || dot < 0) {
      return;
    }
    String kind = kind(key.substring(dot + 1));
    Scripts known = byKind.getOrDefault(kind, Scripts.EMPTY);
    switch (key.substring(PREFIX.length(), dot)) {
      case "health" -> byKind.put(kind, new Scripts(text, known.openLibraries(), known.actions()));
      case "useOpenLibs" ->
          byKind.put(
              kind, new Scripts(known.health(), text.strip().equals("true"), known.actions()));
      case "actions" -> byKind.put(kind, new Scripts(known.health(), known.openLibraries(), text));
      default -> {}
    }
  }

  /// `apps_Deployment` is `apps/Deployment`, `_.crossplane.io__` is `*.crossplane.io/*`.
  static String kind(String key) {
    if (key.equals("all")) {
      return "*/*";
    }
    boolean isAnyKind = key.endsWith("__");
    String rest = isAnyKind ? key.substring(0, key.length() - 1) : key;
    int split = rest.lastIndexOf('_');
    if (split < 0) {
      return rest;
    }
    String group = rest.substring(0, split);
    String kind = isAnyKind ? "*" : rest.substring(split + 1);
    return group.isEmpty() ? kind : group.replace('_', '*') + "/" + kind;
  }

  /// What is said of a kind, in as far as it is what is asked for.
  ///
  /// @param isSaid what it has to say; an exact kind that does not say it leaves the word to a wild
  ///   one
  public Optional<Scripts> of(GroupKind kind, Predicate<Scripts> isSaid) {
    if (exact.isEmpty() && wild.isEmpty()) {
      return Optional.empty();
    }
    Scripts scripts = exact.get(kind.toString());
    if (scripts != null && isSaid.test(scripts)) {
      return Optional.of(scripts);
    }
    String name = kind.group() + "/" + kind.kind();
    return wild.entrySet().stream()
        .filter(entry -> isSaid.test(entry.getValue()) && fits(entry.getKey(), name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean fits(String glob, String kind) {
    return WildName.of(glob.indexOf('/') < 0 ? "/" + glob : glob).fits(kind);
  }
}
