package io.tiphys.apiserver.rbac;

import java.util.List;
import java.util.Set;

/// The resources and actions that policies and `argocd account can-i` know, in the original's
/// order.
public final class Vocabulary {

  public static final List<String> RESOURCES =
      List.of(
          "clusters",
          "projects",
          "applications",
          "applicationsets",
          "repositories",
          "write-repositories",
          "certificates",
          "accounts",
          "gpgkeys",
          "logs",
          "exec",
          "extensions");

  public static final List<String> ACTIONS =
      List.of(
          "get", "create", "update", "delete", "sync", "rollback", "override", "action", "invoke");

  /// Resources whose objects begin with a project: a project's roles can speak of them.
  public static final Set<String> PROJECT_SCOPED =
      Set.of("applications", "applicationsets", "logs", "exec", "clusters", "repositories");

  private Vocabulary() {}

  /// The project that an object would belong to; empty for none.
  static String projectOf(String resource, String object) {
    if (resource.equals("projects")) {
      return object;
    }
    int slash = object.indexOf('/');
    return slash > 0 && PROJECT_SCOPED.contains(resource) ? object.substring(0, slash) : "";
  }
}
