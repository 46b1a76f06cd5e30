package io.tiphys.reposerver.render;

import java.util.List;

/// The names that a kustomization may have, in the order in which Kustomize looks for them.
final class KustomizationFile {

  static final List<String> NAMES =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private KustomizationFile() {}
}
