package io.tiphys.kube.cache;

import java.util.List;

/// Which kinds are watched: `resource.inclusions` and `resource.exclusions` of the settings, and
/// what nobody wants.
///
/// @param inclusions when there are any, only what one of them matches
/// @param exclusions what one of them matches is not watched
public record KindFilter(List<Rule> inclusions, List<Rule> exclusions) {

  /// Kinds, by API group and cluster.
  ///
  /// @param apiGroups globs; empty for all groups
  /// @param kinds names, or `*`; empty for all kinds
  /// @param clusters globs of server URLs; empty for all clusters
  public record Rule(List<String> apiGroups, List<String> kinds, List<String> clusters) {
    public Rule {
      apiGroups = List.copyOf(apiGroups);
      kinds = List.copyOf(kinds);
      clusters = List.copyOf(clusters);
    }

    boolean matches(String group, String kind, String cluster) {
      return (apiGroups.isEmpty() || apiGroups.stream().anyMatch(glob -> Glob.matches(glob, group)))
          && (kinds.isEmpty() || kinds.contains("*") || kinds.contains(kind))
          && (clusters.isEmpty() || clusters.stream().anyMatch(g -> Glob.matches(g, cluster)));
    }

    private static Rule of(List<String> groups, String... kinds) {
      return new Rule(groups, List.of(kinds), List.of());
    }
  }

  /// Never watched, whatever the settings say.
  private static final List<Rule> ALWAYS_EXCLUDED =
      List.of(Rule.of(List.of("", "events.k8s.io"), "Event"), Rule.of(List.of("metrics.k8s.io")));

  /// The exclusions that an installation of Argo CD 3 starts with: what changes often and is
  /// nobody's desired state.
  public static final List<Rule> DEFAULT_EXCLUSIONS =
      List.of(
          Rule.of(List.of("", "discovery.k8s.io"), "Endpoints", "EndpointSlice"),
          Rule.of(List.of("coordination.k8s.io"), "Lease"),
          Rule.of(
              List.of("authentication.k8s.io", "authorization.k8s.io"),
              "SelfSubjectReview",
              "TokenReview",
              "LocalSubjectAccessReview",
              "SelfSubjectAccessReview",
              "SelfSubjectRulesReview",
              "SubjectAccessReview"),
          Rule.of(List.of("certificates.k8s.io"), "CertificateSigningRequest"),
          Rule.of(List.of("cert-manager.io"), "CertificateRequest"),
          Rule.of(List.of("cilium.io"), "CiliumIdentity", "CiliumEndpoint", "CiliumEndpointSlice"),
          Rule.of(
              List.of("kyverno.io", "reports.kyverno.io", "wgpolicyk8s.io"),
              "PolicyReport",
              "ClusterPolicyReport",
              "EphemeralReport",
              "ClusterEphemeralReport",
              "AdmissionReport",
              "ClusterAdmissionReport",
              "BackgroundScanReport",
              "ClusterBackgroundScanReport",
              "UpdateRequest"));

  /// For settings that say nothing.
  public static final KindFilter DEFAULT = new KindFilter(List.of(), DEFAULT_EXCLUSIONS);

  public KindFilter {
    inclusions = List.copyOf(inclusions);
    exclusions = List.copyOf(exclusions);
  }

  /// @param cluster the server URL
  public boolean watches(String group, String kind, String cluster) {
    return !any(ALWAYS_EXCLUDED, group, kind, cluster)
        && (inclusions.isEmpty() || any(inclusions, group, kind, cluster))
        && !any(exclusions, group, kind, cluster);
  }

  private static boolean any(List<Rule> rules, String group, String kind, String cluster) {
    return rules.stream().anyMatch(rule -> rule.matches(group, kind, cluster));
  }
}
