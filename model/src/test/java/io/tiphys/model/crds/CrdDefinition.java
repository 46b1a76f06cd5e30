package io.tiphys.model.crds;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Names, columns and sub-resources of a kind, as the original's definitions have them.
///
/// @param file the definition's file
/// @param kind the kind
/// @param plural its name in URLs
/// @param shortNames what kubectl also takes
/// @param columns what `kubectl get` prints
/// @param statusSubresource whether status is written apart. Only ApplicationSet: its controller
///   writes it apart; those of Applications patch the whole object
record CrdDefinition(
    String file,
    String kind,
    String plural,
    List<String> shortNames,
    List<Map<String, Object>> columns,
    boolean statusSubresource) {

  static final List<CrdDefinition> ALL =
      List.of(
          new CrdDefinition(
              "applications.argoproj.io.yaml",
              "Application",
              "applications",
              List.of("app", "apps"),
              List.of(
                  column("Sync Status", ".status.sync.status", 0),
                  column("Health Status", ".status.health.status", 0),
                  column("Revision", ".status.sync.revision", 10),
                  column("Project", ".spec.project", 10)),
              false),
          new CrdDefinition(
              "appprojects.argoproj.io.yaml",
              "AppProject",
              "appprojects",
              List.of("appproj", "appprojs"),
              List.of(),
              false),
          new CrdDefinition(
              "applicationsets.argoproj.io.yaml",
              "ApplicationSet",
              "applicationsets",
              List.of("appset", "appsets"),
              List.of(),
              true));

  private static Map<String, Object> column(String name, String path, long priority) {
    var column = new TreeMap<String, Object>();
    column.put("name", name);
    column.put("type", "string");
    column.put("jsonPath", path);
    if (priority > 0) {
      column.put("priority", priority);
    }
    return column;
  }

  Map<String, @Nullable Object> tree() {
    String name = plural + ".argoproj.io";
    var version = new TreeMap<String, @Nullable Object>();
    version.put("name", "v1alpha1");
    version.put("served", true);
    version.put("storage", true);
    version.put("schema", Map.of("openAPIV3Schema", CrdSchema.of(kind)));
    version.put("subresources", statusSubresource ? Map.of("status", Map.of()) : Map.of());
    if (!columns.isEmpty()) {
      version.put("additionalPrinterColumns", columns);
    }
    return Map.of(
        "apiVersion",
        "apiextensions.k8s.io/v1",
        "kind",
        "CustomResourceDefinition",
        "metadata",
        Map.of(
            "name",
            name,
            "labels",
            Map.of("app.kubernetes.io/name", name, "app.kubernetes.io/part-of", "argocd")),
        "spec",
        Map.of(
            "group",
            "argoproj.io",
            "names",
            Map.of(
                "kind", kind,
                "listKind", kind + "List",
                "plural", plural,
                "singular", plural.substring(0, plural.length() - 1),
                "shortNames", shortNames),
            "scope",
            "Namespaced",
            "versions",
            List.of(version)));
  }
}
