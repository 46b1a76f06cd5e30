package io.tiphys.kube.access;

/// Which objects of a collection. Empty texts select all.
///
/// @param labelSelector such as `app=web,tier!=db`
/// @param fieldSelector such as `metadata.name=argocd-cm`
public record Selection(String labelSelector, String fieldSelector) {

  public static final Selection ALL = new Selection("", "");

  public static Selection byLabels(String labelSelector) {
    return new Selection(labelSelector, "");
  }

  public static Selection byName(String name) {
    return new Selection("", "metadata.name=" + name);
  }
}
