package io.tiphys.reposerver.serve;

import io.grpc.Status;
import io.grpc.StatusException;
import io.tiphys.reposerver.render.RenderResult.Failed;
import io.tiphys.reposerver.source.SourceException;

/// Failures as gRPC statuses with the codes that Argo CD's repo server answers: mostly `UNKNOWN`,
/// which is what Go makes of a plain error.
final class Statuses {

  private Statuses() {}

  /// The revision could not be found out.
  static StatusException resolving(SourceException e) {
    return Status.UNKNOWN.withDescription(e.getMessage()).asException();
  }

  /// The commit could not be brought here.
  static StatusException fetching(SourceException e) {
    return Status.INTERNAL.withDescription(e.getMessage()).asException();
  }

  static StatusException rendering(Failed failed) {
    var status =
        switch (failed.phase()) {
          case MANIFESTS -> Status.FAILED_PRECONDITION;
          case PATH, PARAMETERS, DEPENDENCIES, BUILD -> Status.UNKNOWN;
        };
    return status.withDescription(failed.message()).asException();
  }

  static StatusException unsupported(String message) {
    return Status.UNIMPLEMENTED.withDescription(message).asException();
  }
}
