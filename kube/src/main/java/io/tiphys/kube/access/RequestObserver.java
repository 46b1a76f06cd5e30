package io.tiphys.kube.access;

import java.time.Duration;

/// Is told of every request once it is answered; for metrics. Called on the caller's thread: must
/// be quick.
@FunctionalInterface
public interface RequestObserver {

  /// One finished request.
  ///
  /// @param verb `Get`, `List`, `Watch`, `Create`, `Update`, `Patch`, `Delete`
  /// @param plural the resource's name in paths; empty when it is no resource
  /// @param namespace empty for none
  /// @param code the HTTP status; 0 when there was none
  record Observed(
      String verb, String plural, String namespace, int code, boolean isDryRun, Duration took) {}

  void observed(Observed request);

  static RequestObserver none() {
    return request -> {};
  }
}
