package io.tiphys.settings;

import io.tiphys.engine.action.ResourceActions;
import io.tiphys.engine.health.HealthRules;
import io.tiphys.engine.lua.LuaLimits;
import io.tiphys.engine.override.KindOverrides;
import io.tiphys.engine.project.GlobalProjects;
import io.tiphys.engine.schema.KnownField;
import io.tiphys.engine.tracking.Tracking;
import io.tiphys.engine.tracking.TrackingMethod;
import io.tiphys.kube.cache.KindFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What `argocd-cm` says
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cm-yaml/).
///
/// @param url of the web interface; empty when it is not known
/// @param tracking how managed objects are marked
/// @param reconciliation when the desired state is looked at again; zero for never
/// @param reconciliationJitter at most this much is added to it
/// @param hardReconciliation when it is rendered again without any cache; zero for never
/// @param kinds which kinds are watched
/// @param respectRbac whether kinds that we may not list are left out
/// @param compare of `resource.compareoptions`
/// @param inClusterEnabled whether `https://kubernetes.default.svc` may be a destination
/// @param kustomize of `kustomize.*`
/// @param helm of `helm.*`
/// @param jsonnetEnabled of `jsonnet.enable`
/// @param ignoreResourceUpdatesEnabled whether `ignoreResourceUpdates` rules count
/// @param sensitiveMaskAnnotations annotations of Secrets whose values are masked
/// @param impersonationEnabled whether syncs run as the destination's service account
/// @param impersonationEnforced and fail when there is none
/// @param anonymousEnabled whether callers need not log in
/// @param globalProjects which projects others inherit from
/// @param ignored what does not count as a difference, or as a change
/// @param knownFields of custom kinds, by which they are compared
/// @param resourceCustomizations every `resource.customizations*` key with its text
/// @param data all keys
public record ArgocdSettings(
    String url,
    Tracking tracking,
    Duration reconciliation,
    Duration reconciliationJitter,
    Duration hardReconciliation,
    KindFilter kinds,
    RespectRbac respectRbac,
    CompareOptions compare,
    boolean inClusterEnabled,
    Kustomize kustomize,
    Helm helm,
    boolean jsonnetEnabled,
    boolean ignoreResourceUpdatesEnabled,
    List<String> sensitiveMaskAnnotations,
    boolean impersonationEnabled,
    boolean impersonationEnforced,
    boolean anonymousEnabled,
    GlobalProjects globalProjects,
    IgnoreSettings ignored,
    List<KnownField> knownFields,
    Map<String, String> resourceCustomizations,
    Map<String, String> data) {

  /// The object's name.
  public static final String NAME = "argocd-cm";

  private static final Duration RECONCILIATION = Duration.ofMinutes(2);
  private static final Duration JITTER = Duration.ofMinutes(1);

  /// An installation without any setting.
  public static final ArgocdSettings DEFAULT =
      read(new Values(NAME, Map.of(), problem -> {}), Map.of(), null);

  public ArgocdSettings {
    sensitiveMaskAnnotations = List.copyOf(sensitiveMaskAnnotations);
    knownFields = List.copyOf(knownFields);
    resourceCustomizations = Map.copyOf(resourceCustomizations);
    data = Map.copyOf(data);
  }

  /// `resource.respectRBAC`.
  public enum RespectRbac {
    OFF,
    NORMAL,
    STRICT
  }

  /// `resource.compareoptions`.
  ///
  /// @param ignoreAggregatedRoles rules of aggregated ClusterRoles are not compared
  /// @param ignoreResourceStatusField `crd`, `all` (the default) or `none`
  /// @param ignoreDifferencesOnResourceUpdates what is not compared causes no refresh either
  public record CompareOptions(
      boolean ignoreAggregatedRoles,
      String ignoreResourceStatusField,
      boolean ignoreDifferencesOnResourceUpdates) {

    static final CompareOptions DEFAULT = new CompareOptions(false, "all", true);

    private static CompareOptions of(Object tree) {
      boolean isEmpty = tree instanceof List<?> list && list.isEmpty();
      Map<?, ?> map = isEmpty ? Map.of() : Values.map(tree, "the value");
      Object status = map.get("ignoreResourceStatusField");
      return new CompareOptions(
          Boolean.TRUE.equals(map.get("ignoreAggregatedRoles")),
          status(status == null ? "" : status.toString()),
          !Boolean.FALSE.equals(map.get("ignoreDifferencesOnResourceUpdates")));
    }

    private static String status(String value) {
      return switch (value) {
        case "" -> "all";
        case "off" -> "none"; // YAML 1.1 reads it as false when it is not quoted
        case "false" -> "none";
        case "crd", "all", "none" -> value;
        default ->
            throw new IllegalArgumentException(
                "ignoreResourceStatusField is none of crd, all, none");
      };
    }
  }

  /// `kustomize.*`.
  ///
  /// @param buildOptions of `kustomize build`
  /// @param versionOptions the same for a version of its own, by its name
  /// @param versionPaths where the binary of a version is, by its name
  public record Kustomize(
      boolean enabled,
      String buildOptions,
      Map<String, String> versionOptions,
      Map<String, String> versionPaths) {
    public Kustomize {
      versionOptions = Map.copyOf(versionOptions);
      versionPaths = Map.copyOf(versionPaths);
    }

    private static Kustomize of(Values values, Map<String, String> data) {
      var paths = new HashMap<>(below(data, "kustomize.version."));
      paths.putAll(below(data, "kustomize.path."));
      return new Kustomize(
          values.isNotFalse("kustomize.enable"),
          values.text("kustomize.buildOptions", ""),
          below(data, "kustomize.buildOptions."),
          paths);
    }
  }

  /// `helm.*`.
  ///
  /// @param valuesFileSchemes of the URLs that value files may have
  public record Helm(boolean enabled, List<String> valuesFileSchemes) {
    public Helm {
      valuesFileSchemes = List.copyOf(valuesFileSchemes);
    }

    private static Helm of(Values values, Map<String, String> data) {
      return new Helm(
          values.isNotFalse("helm.enable"),
          data.containsKey("helm.valuesFileSchemes")
              ? values.list("helm.valuesFileSchemes")
              : List.of("http", "https"));
    }
  }

  /// Of a ConfigMap's data, with nothing that was good before.
  ///
  /// @param problems is told of values that cannot be read; their defaults stand in for them
  public static ArgocdSettings of(Map<String, String> data, Consumer<SettingsProblem> problems) {
    return of(data, DEFAULT, problems);
  }

  /// @param problems is told of values that cannot be read
  /// @param lastGood stands in for those
  static ArgocdSettings of(
      Map<String, String> data, ArgocdSettings lastGood, Consumer<SettingsProblem> problems) {
    return read(new Values(NAME, data, problems), data, lastGood);
  }

  private static ArgocdSettings read(
      Values values, Map<String, String> data, @Nullable ArgocdSettings lastGood) {
    KindFilter kinds = lastGood == null ? KindFilter.DEFAULT : lastGood.kinds;
    return new ArgocdSettings(
        values.text("url", ""),
        new Tracking(
            TrackingMethod.of(values.text("application.resourceTrackingMethod", "")),
            values.text("application.instanceLabelKey", "").strip(),
            values.text("installationID", "").strip()),
        values.duration(
            "timeout.reconciliation",
            RECONCILIATION,
            lastGood == null ? RECONCILIATION : lastGood.reconciliation),
        values.duration(
            "timeout.reconciliation.jitter",
            JITTER,
            lastGood == null ? JITTER : lastGood.reconciliationJitter),
        values.duration(
            "timeout.hard.reconciliation",
            Duration.ZERO,
            lastGood == null ? Duration.ZERO : lastGood.hardReconciliation),
        new KindFilter(
            values.yaml("resource.inclusions", List.of(), kinds.inclusions(), KindRules::of),
            values.yaml(
                "resource.exclusions",
                KindFilter.DEFAULT_EXCLUSIONS,
                kinds.exclusions(),
                KindRules::of)),
        respectRbac(values.text("resource.respectRBAC", "")),
        values.yaml(
            "resource.compareoptions",
            CompareOptions.DEFAULT,
            lastGood == null ? CompareOptions.DEFAULT : lastGood.compare,
            CompareOptions::of),
        values.isNotFalse("cluster.inClusterEnabled"),
        Kustomize.of(values, data),
        Helm.of(values, data),
        values.isNotFalse("jsonnet.enable"),
        values.isNotFalse("resource.ignoreResourceUpdatesEnabled"),
        values.list("resource.sensitive.mask.annotations"),
        values.isTrue("application.sync.impersonation.enabled"),
        values.isNotFalse("application.sync.impersonation.enforced"),
        values.isTrue("users.anonymous.enabled"),
        globalProjects(values, lastGood),
        IgnoreSettings.of(
            values, data, lastGood == null ? IgnoreSettings.DEFAULT : lastGood.ignored),
        KnownTypeSettings.of(values, data, lastGood == null ? List.of() : lastGood.knownFields),
        data.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("resource.customizations"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
        data);
  }

  /// How live objects are judged by these settings.
  public HealthRules health() {
    return HealthRules.of(overrides(), ArgocdSettings::limits);
  }

  /// What can be done to live objects by these settings.
  public ResourceActions actions() {
    return new ResourceActions(overrides(), ArgocdSettings::limits);
  }

  private KindOverrides overrides() {
    return KindOverrides.of(resourceCustomizations);
  }

  private static LuaLimits limits() {
    return LuaLimits.usual(System::nanoTime, Instant.now());
  }

  private static GlobalProjects globalProjects(Values values, @Nullable ArgocdSettings lastGood) {
    try {
      return GlobalProjects.parse(values.text(GlobalProjects.KEY, ""));
    } catch (IllegalArgumentException e) {
      values.report(GlobalProjects.KEY, String.valueOf(e.getMessage()));
      return lastGood == null ? GlobalProjects.NONE : lastGood.globalProjects;
    }
  }

  private static RespectRbac respectRbac(String value) {
    return switch (value) {
      case "normal" -> RespectRbac.NORMAL;
      case "strict" -> RespectRbac.STRICT;
      default -> RespectRbac.OFF;
    };
  }

  /// The keys below a prefix, without it.
  private static Map<String, String> below(Map<String, String> data, String prefix) {
    var below = new TreeMap<String, String>();
    data.forEach((key, value) -> {
      if (key.startsWith(prefix) && key.length() > prefix.length()) {
        below.put(key.substring(prefix.length()), value);
      }
    });
    return below;
  }
}
