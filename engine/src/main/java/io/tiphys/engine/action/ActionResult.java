package io.tiphys.engine.action;

import io.tiphys.model.manifest.Manifest;
import java.util.List;

/// What an action comes to.
public sealed interface ActionResult {

  /// To be written, in this order.
  record Changes(List<Change> changes) implements ActionResult {
    public Changes {
      changes = List.copyOf(changes);
    }
  }

  /// There is no such action for objects of this kind.
  record NotFound() implements ActionResult {}

  /// @param message why it cannot be done, in words for people
  record Failed(String message) implements ActionResult {}

  /// One write.
  sealed interface Change {
    Manifest object();

    /// The object that the action was run on, as it is to be.
    record Patch(Manifest object) implements Change {}

    /// A new object.
    record Create(Manifest object) implements Change {}
  }

  static ActionResult patch(Manifest object) {
    return new Changes(List.of(new Change.Patch(object)));
  }

  static ActionResult create(Manifest object) {
    return new Changes(List.of(new Change.Create(object)));
  }
}
