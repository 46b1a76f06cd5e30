package io.tiphys.controller.events;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.events.AppEvent.ObjectsLeft;
import io.tiphys.controller.reconcile.Reports;
import io.tiphys.model.application.Application;
import io.tiphys.model.manifest.ResourceKey;
import java.util.List;
import java.util.Map;

/// Finds out what each write of an Application means, and tells those who listen.
public final class EventReports implements Reports {

  private final List<EventListener> listeners;

  public EventReports(List<EventListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void wrote(Application before, Application after, Objects objects) {
    List<AppEvent> events = EventsOf.transition(before, after, objects);
    if (!events.isEmpty()) {
      listeners.forEach(listener -> listener.happened(before, events));
    }
  }

  @Override
  public void left(Application app, Map<ResourceKey, String> staying) {
    listeners.forEach(listener -> listener.happened(app, List.of(new ObjectsLeft(staying))));
  }

  @Override
  public void gone(AppKey key) {
    listeners.forEach(listener -> listener.gone(key));
  }
}
