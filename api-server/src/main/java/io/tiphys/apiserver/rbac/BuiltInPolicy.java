package io.tiphys.apiserver.rbac;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The roles that are there before anybody writes one: `role:readonly` may read everything,
/// `role:admin` may do everything, and the account `admin` has the latter
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#basic-built-in-roles).
final class BuiltInPolicy {

  static final String ORIGIN = "built-in policy";

  private static final List<String> READABLE =
      List.of(
          "applications",
          "applicationsets",
          "certificates",
          "clusters",
          "repositories",
          "write-repositories",
          "projects",
          "accounts",
          "gpgkeys",
          "logs");

  private static final List<String> WRITING = List.of("create", "update", "delete");

  private static final Map<String, List<String>> ADMIN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "applications",
                  List.of(
                      "create",
                      "update",
                      "update/*",
                      "delete",
                      "delete/*",
                      "sync",
                      "rollback",
                      "override",
                      "action/*")),
              Map.entry("applicationsets", List.of("get", "create", "update", "delete")),
              Map.entry("certificates", WRITING),
              Map.entry("clusters", WRITING),
              Map.entry("repositories", WRITING),
              Map.entry("write-repositories", WRITING),
              Map.entry("projects", WRITING),
              Map.entry("accounts", List.of("update")),
              Map.entry("gpgkeys", List.of("create", "delete")),
              Map.entry("exec", List.of("create", "debug"))));

  /// Their objects begin with a project.
  private static final List<String> IN_PROJECTS =
      List.of("applications", "applicationsets", "logs", "exec");

  private BuiltInPolicy() {}

  static PolicyText text() {
    var text = new StringBuilder("g, role:admin, role:readonly\ng, admin, role:admin\n");
    READABLE.forEach(resource -> line(text, "role:readonly", resource, "get"));
    ADMIN.forEach((resource, actions) ->
        actions.forEach(action -> line(text, "role:admin", resource, action)));
    return PolicyText.parse(ORIGIN, text.toString());
  }

  private static void line(StringBuilder text, String role, String resource, String action) {
    text.append(
        "p, %s, %s, %s, %s, allow\n"
            .formatted(role, resource, action, IN_PROJECTS.contains(resource) ? "*/*" : "*"));
  }
}
