package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.ApplicationAccess.Wanted;
import io.tiphys.apiserver.application.store.AppChange;
import io.tiphys.apiserver.application.store.AppFacts;
import io.tiphys.apiserver.application.store.AppName;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.proto.application.ApplicationQuery;
import io.tiphys.proto.v1alpha1.Application;
import java.time.Duration;
import java.util.Map;

/// Shows one Application, after a refresh if one is asked for.
final class Refreshing {

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration STEP = Duration.ofSeconds(5);

  private final ApplicationAccess access;
  private final ApplicationWriter writer;
  private final ResourceHealth health;

  Refreshing(ApplicationAccess access, ApplicationWriter writer, ResourceHealth health) {
    this.access = access;
    this.writer = writer;
    this.health = health;
  }

  Reply<Application> get(ApplicationQuery query, Call call) throws InterruptedException {
    var projects = query.getProjectCount() > 0 ? query.getProjectList() : query.getProjectsList();
    if (projects.size() > 1) {
      throw Refusal.invalid(
          "multiple projects specified - the get endpoint accepts either zero or one project");
    }
    String project = projects.isEmpty() ? "" : projects.get(0);
    var found =
        access.find(call, "get", new Wanted(query.getName(), query.getAppNamespace(), project));
    if (!query.hasRefresh() || query.getRefresh().isEmpty()) {
      return health.shown(found).app();
    }
    String kind = query.getRefresh().equals("hard") ? "hard" : "normal";
    try (var changes = access.store().changes()) {
      var asked = ask(found.name(), kind);
      await(asked, changes, call);
    }
    // where it is by now, and by the rights of this moment
    var refreshed =
        access.find(call, "get", new Wanted(query.getName(), query.getAppNamespace(), project));
    return health.shown(refreshed).app();
  }

  /// Marks an Application for a refresh.
  StoredApp ask(AppName name, String kind) {
    return writer.merge(
        name, Map.of("metadata", Map.of("annotations", Map.of(AppFacts.REFRESH, kind))));
  }

  /// Until the controller has taken the mark away.
  private static void await(
      StoredApp asked, io.tiphys.apiserver.application.store.Changes changes, Call call)
      throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < deadline) {
      if (call.isCancelled()) {
        throw new Refusal(io.grpc.Status.Code.CANCELLED, "context canceled");
      }
      AppChange change = changes.poll(STEP);
      if (change != null
          && change.app().name().equals(asked.name())
          && version(change.app()) > version(asked)
          && !change.app().facts().isRefreshing()) {
        return;
      }
    }
    throw new Refusal(
        io.grpc.Status.Code.DEADLINE_EXCEEDED,
        "application %s was not refreshed in time: is the application controller running?"
            .formatted(asked.name().name()));
  }

  private static long version(StoredApp app) {
    return Long.parseLong(app.facts().resourceVersion());
  }
}
