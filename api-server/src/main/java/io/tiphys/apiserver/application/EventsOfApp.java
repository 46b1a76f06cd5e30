package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.ApplicationAccess.Wanted;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.event.EventLists;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.proto.application.ApplicationResourceEventsQuery;
import io.tiphys.proto.events.EventList;

/// Kubernetes Events of an Application, or of an object of its tree.
final class EventsOfApp {

  private final ApplicationAccess access;
  private final StateOfApp state;
  private final LiveResources resources;
  private final KubeClient home;

  EventsOfApp(
      ApplicationAccess access, StateOfApp state, LiveResources resources, KubeClient home) {
    this.access = access;
    this.state = state;
    this.resources = resources;
    this.home = home;
  }

  EventList list(ApplicationResourceEventsQuery query, Call call) {
    var app =
        access.find(
            call, "get", new Wanted(query.getName(), query.getAppNamespace(), query.getProject()));
    if (query.getResourceName().isEmpty() && query.getResourceUID().isEmpty()) {
      String namespace = app.name().namespace();
      return EventLists.of(home, namespace, app.name().name(), app.facts().uid(), namespace);
    }
    requireInTree(app, query);
    return resources.in(
        app,
        cluster -> {
          String namespace = query.getResourceNamespace();
          return EventLists.of(
              cluster.kube(),
              namespace,
              query.getResourceName(),
              query.getResourceUID(),
              namespace);
        });
  }

  private void requireInTree(StoredApp app, ApplicationResourceEventsQuery query) {
    boolean isThere =
        state
            .nodes(app)
            .anyMatch(node ->
                node.name().equals(query.getResourceName())
                    && node.namespace().equals(query.getResourceNamespace())
                    && node.uid().equals(query.getResourceUID()));
    if (!isThere) {
      throw Refusal.invalid(
          "%s not found as part of application %s"
              .formatted(query.getResourceName(), app.name().name()));
    }
  }
}
