package io.tiphys.engine.project;

import io.tiphys.model.json.InvalidFieldException;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.InvalidYamlException;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import io.tiphys.model.meta.LabelSelector;
import io.tiphys.model.meta.LabelSelectorRequirement;
import io.tiphys.model.project.AppProject;
import io.tiphys.model.project.AppProjectSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Which projects others inherit from: `globalProjects` of `argocd-cm`
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#configuring-global-projects-v18).
///
/// @param rules in their order
public record GlobalProjects(List<Rule> rules) {

  /// The key in `argocd-cm`.
  public static final String KEY = "globalProjects";

  public static final GlobalProjects NONE = new GlobalProjects(List.of());

  public GlobalProjects {
    rules = List.copyOf(rules);
  }

  /// @param project that is inherited from
  /// @param heirs the labels of those who inherit
  public record Rule(String project, LabelSelector heirs) {}

  /// @param text of the key; empty for none
  /// @throws InvalidYamlException when it is no YAML
  /// @throws InvalidFieldException when a selector is none
  public static GlobalProjects parse(String text) {
    var rules = new ArrayList<Rule>();
    for (Object item : JsonTree.listOrEmpty(YamlTree.parse(KEY, text, YamlLimits.DEFAULT))) {
      var rule = JsonTree.objectOrEmpty(item);
      rules.add(
          new Rule(
              String.valueOf(rule.getOrDefault("projectName", "")),
              ModelJson.fromTree(
                  JsonTree.objectOrEmpty(rule.get("labelSelector")), LabelSelector.class)));
    }
    return new GlobalProjects(rules);
  }

  /// Those that a project inherits from.
  ///
  /// @param known finds a project by its name
  public List<AppProject> of(AppProject heir, Function<String, Optional<AppProject>> known) {
    var globals = new ArrayList<AppProject>();
    for (Rule rule : rules) {
      if (!rule.project().equals(heir.metadata().name())
          && matches(rule.heirs(), heir.metadata().labels())) {
        known.apply(rule.project()).ifPresent(globals::add);
      }
    }
    return globals;
  }

  /// A project with all it inherits behind what it says itself.
  public static AppProject merged(AppProject heir, List<AppProject> globals) {
    AppProjectSpec spec = heir.spec();
    for (AppProject global : globals) {
      AppProjectSpec more = global.spec();
      spec =
          spec.with()
              .clusterResourceWhitelist(
                  joined(spec, more, AppProjectSpec::clusterResourceWhitelist))
              .clusterResourceBlacklist(
                  joined(spec, more, AppProjectSpec::clusterResourceBlacklist))
              .namespaceResourceWhitelist(
                  joined(spec, more, AppProjectSpec::namespaceResourceWhitelist))
              .namespaceResourceBlacklist(
                  joined(spec, more, AppProjectSpec::namespaceResourceBlacklist))
              .syncWindows(joined(spec, more, AppProjectSpec::syncWindows))
              .sourceRepos(joined(spec, more, AppProjectSpec::sourceRepos))
              .destinations(joined(spec, more, AppProjectSpec::destinations))
              .build();
    }
    return heir.withSpec(spec);
  }

  /// A project as somebody sends it who took [#merged] for the stored one: what is inherited is
  /// taken out again, or it would be stored, and inherited once more.
  public static AppProject withoutInherited(AppProject sent, List<AppProject> globals) {
    AppProjectSpec spec = sent.spec();
    for (AppProject global : globals) {
      AppProjectSpec more = global.spec();
      spec =
          spec.with()
              .clusterResourceWhitelist(less(spec, more, AppProjectSpec::clusterResourceWhitelist))
              .clusterResourceBlacklist(less(spec, more, AppProjectSpec::clusterResourceBlacklist))
              .namespaceResourceWhitelist(
                  less(spec, more, AppProjectSpec::namespaceResourceWhitelist))
              .namespaceResourceBlacklist(
                  less(spec, more, AppProjectSpec::namespaceResourceBlacklist))
              .syncWindows(less(spec, more, AppProjectSpec::syncWindows))
              .sourceRepos(less(spec, more, AppProjectSpec::sourceRepos))
              .destinations(less(spec, more, AppProjectSpec::destinations))
              .build();
    }
    return sent.withSpec(spec);
  }

  private static <T> List<T> joined(
      AppProjectSpec spec, AppProjectSpec more, Function<AppProjectSpec, List<T>> list) {
    var joined = new ArrayList<>(list.apply(spec));
    joined.addAll(list.apply(more));
    return joined;
  }

  private static <T> List<T> less(
      AppProjectSpec spec, AppProjectSpec more, Function<AppProjectSpec, List<T>> list) {
    Collection<T> inherited = list.apply(more);
    return list.apply(spec).stream().filter(one -> !inherited.contains(one)).toList();
  }

  static boolean matches(LabelSelector selector, Map<String, String> labels) {
    return selector.matchLabels().entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
        && selector.matchExpressions().stream().allMatch(wanted -> matches(wanted, labels));
  }

  private static boolean matches(LabelSelectorRequirement wanted, Map<String, String> labels) {
    String value = labels.get(wanted.key());
    return switch (wanted.operator()) {
      case "In" -> value != null && wanted.values().contains(value);
      case "NotIn" -> value == null || !wanted.values().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }
}
