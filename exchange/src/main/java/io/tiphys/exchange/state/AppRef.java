package io.tiphys.exchange.state;

/// Names one Application, and not another one that has its name after it.
///
/// @param namespace where its custom resource is
/// @param name of its custom resource
/// @param uid of its custom resource
public record AppRef(String namespace, String name, String uid) {

  /// Where the keys of its entries begin. None of the parts can have a `|`.
  String prefix() {
    return "app-state|" + namespace + "/" + name + "|" + uid + "|";
  }

  /// As logs name it.
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
