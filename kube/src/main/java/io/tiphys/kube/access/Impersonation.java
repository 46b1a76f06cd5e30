package io.tiphys.kube.access;

import java.util.List;

/// In whose name requests are made
/// (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation).
public record Impersonation(String user, List<String> groups) {

  public Impersonation {
    groups = List.copyOf(groups);
  }

  /// The user name that a service account has.
  public static Impersonation serviceAccount(String namespace, String name) {
    return new Impersonation("system:serviceaccount:" + namespace + ":" + name, List.of());
  }
}
