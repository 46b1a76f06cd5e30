package io.tiphys.apiserver;

import java.util.List;
import java.util.Map;

/// Objects that belong to one project, each with a hint that tells whose it is.
///
/// @param project which they are called by, too
/// @param hint in all that is said of them
/// @param repository URL
/// @param server where to, in the namespace `target`
record ProjectObjects(
    String project, String hint, String repository, String server, String target) {

  private static final String API = "argoproj.io/v1alpha1";

  private Map<String, Object> metadata(String name) {
    return Map.of(
        "name", name,
        "labels", Map.of("team", project, "hint", hint),
        "annotations", Map.of("hint", hint));
  }

  /// @param tenants where Applications may be
  Map<String, Object> appProject(String tenants) {
    String policy =
        "p, proj:%s:%s, applications, get, %s/%s, allow".formatted(project, project, project, hint);
    var role =
        Map.of(
            "name",
            project,
            "description",
            hint,
            "groups",
            List.of(hint),
            "policies",
            List.of(policy));
    var spec =
        Map.of(
            "description", hint,
            "sourceRepos", List.of(repository),
            "sourceNamespaces", List.of(tenants),
            "destinations", List.of(Map.of("server", server, "namespace", target)),
            "roles", List.of(role));
    return Map.of(
        "apiVersion", API, "kind", "AppProject", "metadata", metadata(project), "spec", spec);
  }

  Map<String, Object> application(String name) {
    return Map.of(
        "apiVersion", API,
        "kind", "Application",
        "metadata", metadata(name),
        "spec", spec(),
        "status", status());
  }

  private Map<String, Object> spec() {
    return Map.of(
        "project", project,
        "info", List.of(Map.of("name", "hint", "value", hint)),
        "source", Map.of("repoURL", repository, "path", "app", "targetRevision", "main"),
        "destination", Map.of("server", server, "namespace", target));
  }

  private Map<String, Object> status() {
    boolean isOwn = project.equals(TwoProjects.OWN);
    var condition =
        Map.of(
            "type", "OrphanedResourceWarning",
            "message", hint,
            "lastTransitionTime", "2026-01-02T03:04:05Z");
    return Map.of(
        "sync", Map.of("status", isOwn ? "Synced" : "OutOfSync"),
        "health", Map.of("status", isOwn ? "Healthy" : "Degraded"),
        "conditions", List.of(condition),
        "summary", Map.of("images", List.of(hint)));
  }

  Map<String, Object> applicationSet() {
    var template = Map.of("metadata", Map.of("name", hint), "spec", spec());
    var generators = List.of(Map.of("list", Map.of("elements", List.of())));
    return Map.of(
        "apiVersion",
        API,
        "kind",
        "ApplicationSet",
        "metadata",
        metadata(project),
        "spec",
        Map.of("generators", generators, "template", template));
  }

  /// What registers the repository for the project.
  Map<String, String> repositoryData() {
    return Map.of("url", repository, "project", project, "name", hint, "username", hint);
  }

  Map<String, Object> configMap() {
    return Map.of("metadata", metadata(project), "data", Map.of("hint", hint));
  }

  Map<String, Object> pod(String container) {
    var containers = List.of(Map.of("name", container, "image", "web:1"));
    return Map.of("metadata", metadata(project), "spec", Map.of("containers", containers));
  }

  /// What Git has.
  String manifest() {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s}
    data: {hint: %s}
    """
        .formatted(project, hint);
  }
}
