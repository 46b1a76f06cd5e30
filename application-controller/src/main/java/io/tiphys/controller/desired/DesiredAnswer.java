package io.tiphys.controller.desired;

/// What came of asking for manifests.
public sealed interface DesiredAnswer {

  /// They are there.
  record Ready(Desired desired) implements DesiredAnswer {}

  /// The sources cannot be rendered as they are.
  ///
  /// @param message for people, as it stands in a `ComparisonError`
  record Failed(String message) implements DesiredAnswer {}

  /// The repo server could not be asked now; nothing can be said of the sources.
  ///
  /// @param message for people
  record Unavailable(String message) implements DesiredAnswer {}
}
