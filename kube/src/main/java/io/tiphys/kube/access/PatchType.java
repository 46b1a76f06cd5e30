package io.tiphys.kube.access;

/// The patch formats of Kubernetes.
public enum PatchType {
  JSON("application/json-patch+json"),
  MERGE("application/merge-patch+json"),
  STRATEGIC("application/strategic-merge-patch+json"),
  APPLY("application/apply-patch+yaml");

  final String contentType;

  PatchType(String contentType) {
    this.contentType = contentType;
  }
}
