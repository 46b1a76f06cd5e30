package io.tiphys.apiserver.application.store;

import java.util.Comparator;

/// Names an Application. In the order of lists: by name, then by namespace.
///
/// @param namespace where its custom resource is
/// @param name of its custom resource
public record AppName(String namespace, String name) implements Comparable<AppName> {

  private static final Comparator<AppName> ORDER =
      Comparator.comparing(AppName::name).thenComparing(AppName::namespace);

  /// As it stands in logs: `argocd/guestbook`.
  @Override
  public String toString() {
    return namespace + "/" + name;
  }

  @Override
  public int compareTo(AppName other) {
    return ORDER.compare(this, other);
  }
}
