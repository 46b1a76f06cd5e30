package io.tiphys.reposerver.render;

import io.tiphys.reposerver.render.RenderResult.Failed;
import io.tiphys.reposerver.render.RenderResult.Phase;

/// Carries a [Failed] from where it is found to the door of this room, where it becomes a value.
final class RenderFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Failed failed;

  private RenderFailure(Failed failed) {
    super(failed.message(), null, false, false);
    this.failed = failed;
  }

  static RenderFailure lasting(Phase phase, String message) {
    return new RenderFailure(new Failed(phase, message, true));
  }

  static RenderFailure passing(Phase phase, String message) {
    return new RenderFailure(new Failed(phase, message, false));
  }

  Failed failed() {
    return failed;
  }
}
