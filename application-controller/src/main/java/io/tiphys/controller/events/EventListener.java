package io.tiphys.controller.events;

import io.tiphys.controller.application.AppKey;
import io.tiphys.model.application.Application;
import java.util.List;

/// Is told what happened to Applications. Called in an Application's turn: it must be quick.
public interface EventListener {

  /// @param app as it was before
  /// @param events in the order in which they happened, at least one
  void happened(Application app, List<AppEvent> events);

  /// There is no such Application any more.
  default void gone(AppKey key) {}
}
