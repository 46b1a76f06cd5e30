package io.tiphys.controller.reconcile;

/// What Applications in tests have, and lose when they end.
final class EndingObjects {

  private EndingObjects() {}

  static String wave(int wave) {
    return "argocd.argoproj.io/sync-wave: \"%d\"".formatted(wave);
  }

  static String map(String name, String annotations) {
    return """
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s, annotations: {%s}}
    """
        .formatted(name, annotations);
  }

  static String namespace(String name) {
    return """
    ---
    apiVersion: v1
    kind: Namespace
    metadata: {name: %s}
    """
        .formatted(name);
  }

  static String hook(String name, String type, String policy) {
    return """
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: %s
      annotations: {argocd.argoproj.io/hook: %s, argocd.argoproj.io/hook-delete-policy: "%s"}
    spec: {restartPolicy: Never, containers: [{name: c, image: i}]}
    """
        .formatted(name, type, policy);
  }

  static final String SET =
      """
      apiVersion: argoproj.io/v1alpha1
      kind: ApplicationSet
      metadata: {name: fleet}
      spec:
        generators: [{list: {elements: []}}]
        template:
          metadata: {name: ship}
          spec: {project: default, destination: {}, source: {repoURL: "https://git.example.org"}}
      """;

  static final String DEFINITION =
      """
      ---
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: relics.end.example}
      spec:
        group: end.example
        scope: Namespaced
        names: {kind: Relic, listKind: RelicList, plural: relics, singular: relic}
        versions:
        - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
      """;

  static final String CHILD =
      """
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata: {name: child, finalizers: [resources-finalizer.argocd.argoproj.io]}
      spec:
        project: default
        source: {repoURL: "https://git.example.org/all.git", targetRevision: main, path: child}
        destination: {server: "https://kubernetes.default.svc", namespace: %s}
        syncPolicy: {automated: {}}
      """;
}
