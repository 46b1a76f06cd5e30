package io.tiphys.engine.sync;

/// What carrying out one step came to.
public sealed interface Outcome {

  /// @param message as kubectl prints it: `deployment.apps/web configured`, `pruned`
  record Done(String message) implements Outcome {}

  /// @param message what the API server said
  record Failed(String message) implements Outcome {}
}
