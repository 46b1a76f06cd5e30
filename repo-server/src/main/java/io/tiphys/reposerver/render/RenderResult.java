package io.tiphys.reposerver.render;

import java.util.List;

/// What became of a render.
public sealed interface RenderResult {

  /// @param manifests one JSON object each, in the tool's order, lists taken apart; without
  ///   tracking marks
  /// @param commands the programs that were run, for the user to repeat; paths are relative and
  ///   nothing secret is in them
  record Rendered(SourceType sourceType, List<String> manifests, List<String> commands)
      implements RenderResult {
    public Rendered {
      manifests = List.copyOf(manifests);
      commands = List.copyOf(commands);
    }
  }

  /// There are no manifests.
  ///
  /// @param message for the user, in the original's words where clients match them; paths are
  ///   relative to the repository
  /// @param lasting true when the same commit and parameters will fail again: worth to be
  ///   remembered. False for time-outs, a tool that is not there and what a network had a part in.
  record Failed(Phase phase, String message, boolean lasting) implements RenderResult {}

  /// Where it failed.
  enum Phase {
    /// The path: absent, no directory, outside the repository.
    PATH,
    /// What the source asks for: several tools, a value file outside the repository, a bad
    /// `.argocd-source.yaml`.
    PARAMETERS,
    /// Charts that a chart depends on.
    DEPENDENCIES,
    /// The tool itself.
    BUILD,
    /// Files or output that are no manifests. The original answers `FailedPrecondition`.
    MANIFESTS
  }
}
