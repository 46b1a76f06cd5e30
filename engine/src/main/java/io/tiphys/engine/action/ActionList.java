package io.tiphys.engine.action;

import io.tiphys.model.override.ResourceAction;
import java.util.List;

/// What can be done to an object now.
public sealed interface ActionList {

  /// @param actions by name
  record Found(List<ResourceAction> actions) implements ActionList {
    public Found {
      actions = List.copyOf(actions);
    }
  }

  /// @param message why the installation's script does not say it
  record Failed(String message) implements ActionList {}
}
