package io.tiphys.reposerver.render;

/// How a source is rendered; the names are those of `status.sourceType`.
public enum SourceType {
  DIRECTORY("Directory"),
  HELM("Helm"),
  KUSTOMIZE("Kustomize"),
  PLUGIN("Plugin");

  private final String text;

  SourceType(String text) {
    this.text = text;
  }

  /// The name in the Application's status and on the wire.
  public String text() {
    return text;
  }
}
