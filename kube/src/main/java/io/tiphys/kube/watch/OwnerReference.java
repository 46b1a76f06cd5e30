package io.tiphys.kube.watch;

/// The object that another one belongs to, as `metadata.ownerReferences` names it.
public record OwnerReference(String apiVersion, String kind, String name, String uid) {

  public String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }
}
