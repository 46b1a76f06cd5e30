package io.tiphys.settings;

import io.tiphys.engine.ignore.IgnoreRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What the installation leaves out of comparisons, and whose change it does not look at.
///
/// @param differences of `ignoreDifferences`, for all Applications
/// @param updates of `ignoreResourceUpdates`, with the original's defaults
public record IgnoreSettings(List<IgnoreRule> differences, List<IgnoreRule> updates) {

  static final IgnoreSettings DEFAULT = new IgnoreSettings(List.of(), defaults());

  private static final String ALL = "resource.customizations";
  private static final String DIFFERENCES = "ignoreDifferences";
  private static final String UPDATES = "ignoreResourceUpdates";

  public IgnoreSettings {
    differences = List.copyOf(differences);
    updates = List.copyOf(updates);
  }

  /// @param lastGood stands in for what cannot be read
  static IgnoreSettings of(Values values, Map<String, String> data, IgnoreSettings lastGood) {
    return new IgnoreSettings(
        rules(DIFFERENCES, values, data, Map.of(), lastGood.differences),
        rules(UPDATES, values, data, DefaultUpdates.BY_KIND, lastGood.updates));
  }

  private static List<IgnoreRule> defaults() {
    return DefaultUpdates.BY_KIND.values().stream().toList();
  }

  /// The keys of single kinds win over the one of all customizations, and both over the defaults.
  private static List<IgnoreRule> rules(
      String what,
      Values values,
      Map<String, String> data,
      Map<String, IgnoreRule> defaults,
      List<IgnoreRule> lastGood) {
    var byKind = new TreeMap<>(defaults);
    byKind.putAll(
        values.<Map<String, IgnoreRule>>yaml(ALL, Map.of(), Map.of(), tree -> inAll(what, tree)));
    String prefix = ALL + "." + what + ".";
    for (String key : data.keySet()) {
      if (key.startsWith(prefix)) {
        String groupKind = groupKind(key.substring(prefix.length()));
        var before =
            lastGood.stream().filter(rule -> rule.groupKind().equals(groupKind)).findFirst();
        byKind.put(
            groupKind,
            values.yaml(
                key,
                nothing(groupKind),
                before.orElse(nothing(groupKind)),
                tree -> rule(groupKind, tree)));
      }
    }
    return List.copyOf(byKind.values());
  }

  private static Map<String, IgnoreRule> inAll(String what, Object tree) {
    var byKind = new TreeMap<String, IgnoreRule>();
    if (tree instanceof List<?> list && list.isEmpty()) {
      return byKind;
    }
    for (var entry : Values.map(tree, "the value").entrySet()) {
      String groupKind = String.valueOf(entry.getKey());
      Object given = Values.map(entry.getValue(), groupKind).get(what);
      if (given instanceof String text) {
        given = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      }
      if (given != null) {
        byKind.put(groupKind, rule(groupKind, given));
      }
    }
    return byKind;
  }

  /// `apps_Deployment`, `ConfigMap`, or `all`.
  private static String groupKind(String suffix) {
    return suffix.equals("all") ? "*/*" : suffix.replace('_', '/');
  }

  private static IgnoreRule nothing(String groupKind) {
    return IgnoreRule.of(groupKind, List.of(), List.of(), List.of());
  }

  private static IgnoreRule rule(String groupKind, Object tree) {
    boolean isEmpty = tree instanceof List<?> list && list.isEmpty();
    Map<?, ?> map = isEmpty ? Map.of() : Values.map(tree, "the value");
    return IgnoreRule.of(
        groupKind,
        Values.texts(map, "jsonPointers"),
        Values.texts(map, "jqPathExpressions"),
        Values.texts(map, "managedFieldsManagers"));
  }

  /// What Argo CD 3 starts with
  /// (https://argo-cd.readthedocs.io/en/stable/operator-manual/reconcile/): what controllers write
  /// again and again.
  private static final class DefaultUpdates {

    static final Map<String, IgnoreRule> BY_KIND = byKind();

    private static Map<String, IgnoreRule> byKind() {
      var rules = new ArrayList<IgnoreRule>();
      rules.add(pointers("*/*", "/status"));
      rules.add(
          annotations(
              "ConfigMap",
              "cluster-autoscaler.kubernetes.io/last-updated",
              "control-plane.alpha.kubernetes.io/leader"));
      rules.add(pointers("Endpoints", "/metadata", "/subsets"));
      rules.add(
          annotations(
              "apps/ReplicaSet",
              "deployment.kubernetes.io/desired-replicas",
              "deployment.kubernetes.io/max-replicas",
              "rollout.argoproj.io/desired-replicas"));
      rules.add(
          new IgnoreRule(
              "argoproj.io",
              "Application",
              "",
              "",
              List.of("/operation"),
              paths(
                  "notified.notifications.argoproj.io",
                  "argocd.argoproj.io/refresh",
                  "argocd.argoproj.io/hydrate"),
              List.of()));
      rules.add(annotations("argoproj.io/Rollout", "notified.notifications.argoproj.io"));
      rules.add(
          annotations(
              "autoscaling/HorizontalPodAutoscaler",
              "autoscaling.alpha.kubernetes.io/behavior",
              "autoscaling.alpha.kubernetes.io/conditions",
              "autoscaling.alpha.kubernetes.io/metrics",
              "autoscaling.alpha.kubernetes.io/current-metrics"));
      rules.add(pointers("discovery.k8s.io/EndpointSlice", "/metadata", "/endpoints", "/ports"));
      var byKind = new TreeMap<String, IgnoreRule>();
      rules.forEach(rule -> byKind.put(rule.groupKind(), rule));
      return byKind;
    }

    private static IgnoreRule pointers(String groupKind, String... pointers) {
      return IgnoreRule.of(groupKind, List.of(pointers), List.of(), List.of());
    }

    private static IgnoreRule annotations(String groupKind, String... names) {
      return IgnoreRule.of(groupKind, List.of(), paths(names), List.of());
    }

    private static List<String> paths(String... annotations) {
      return List.of(annotations).stream()
          .map(name -> ".metadata.annotations.\"" + name + "\"")
          .toList();
    }
  }
}
