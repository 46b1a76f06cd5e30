package io.tiphys.apiserver.rbac;

import io.tiphys.apiserver.operation.Rights;
import java.util.Map;

/// Actions on single objects of an Application
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#fine-grained-permissions-for-updatedelete-action).
///
/// @param verb `update` or `delete`
/// @param group empty for the core group
/// @param namespace empty for a cluster-scoped object
public record ResourceAction(
    String verb, String group, String kind, String namespace, String name) {

  private static final String NO_INHERITANCE =
      "server.rbac.disableApplicationFineGrainedRBACInheritance";

  /// Whether `update` and `delete` on an Application are the same on its objects: since 3.0 only
  /// where `argocd-cm` says so.
  ///
  /// @param argocdCm the data of `argocd-cm`
  public static boolean isInherited(Map<String, String> argocdCm) {
    return argocdCm.getOrDefault(NO_INHERITANCE, "").strip().equalsIgnoreCase("false");
  }

  /// The action of a Lua action on an object.
  ///
  /// @param name of the action, such as `restart`
  public static String lua(String group, String kind, String name) {
    return "action/" + group + "/" + kind + "/" + name;
  }

  /// As policies name it.
  public String text() {
    return "%s/%s/%s/%s/%s".formatted(verb, group, kind, namespace, name);
  }

  /// @param application as RBAC names it, `project/name` or `project/namespace/name`
  /// @param isInherited of [#isInherited]
  public boolean isAllowed(Rights rights, String application, boolean isInherited) {
    return (isInherited && rights.allow("applications", verb, application))
        || rights.allow("applications", text(), application);
  }
}
