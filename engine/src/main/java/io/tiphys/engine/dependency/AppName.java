package io.tiphys.engine.dependency;

import java.util.Comparator;

/// Names an Application by its custom resource.
public record AppName(String namespace, String name) implements Comparable<AppName> {

  private static final Comparator<AppName> ORDER =
      Comparator.comparing(AppName::namespace).thenComparing(AppName::name);

  @Override
  public int compareTo(AppName other) {
    return ORDER.compare(this, other);
  }

  /// As a message to somebody in that namespace names it.
  String seenFrom(String otherNamespace) {
    return namespace.equals(otherNamespace) ? name : namespace + "/" + name;
  }
}
