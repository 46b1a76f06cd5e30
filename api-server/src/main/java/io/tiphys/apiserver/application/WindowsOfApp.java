package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.ApplicationAccess.Wanted;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.project.Projects;
import io.tiphys.engine.project.SyncWindows;
import io.tiphys.model.project.SyncWindow;
import io.tiphys.proto.application.ApplicationSyncWindow;
import io.tiphys.proto.application.ApplicationSyncWindowsQuery;
import io.tiphys.proto.application.ApplicationSyncWindowsResponse;
import java.time.InstantSource;
import java.util.List;

/// The sync windows of its project that concern an Application.
final class WindowsOfApp {

  private final ApplicationAccess access;
  private final Projects projects;
  private final InstantSource clock;

  WindowsOfApp(ApplicationAccess access, Projects projects, InstantSource clock) {
    this.access = access;
    this.projects = projects;
    this.clock = clock;
  }

  ApplicationSyncWindowsResponse of(ApplicationSyncWindowsQuery query, Call call) {
    var app =
        access
            .find(
                call,
                "get",
                new Wanted(query.getName(), query.getAppNamespace(), query.getProject()))
            .app();
    var now = clock.instant();
    var windows =
        projects
            .effective(SpecCheck.projectOf(app))
            .map(project -> SyncWindows.of(project.spec()).of(app));
    var response = ApplicationSyncWindowsResponse.newBuilder().setCanSync(true);
    windows.ifPresent(all ->
        response
            .setCanSync(all.canSync(true, now))
            .addAllAssignedWindows(messages(all.windows()))
            .addAllActiveWindows(messages(all.active(now).windows())));
    return response.build();
  }

  private static List<ApplicationSyncWindow> messages(List<SyncWindow> windows) {
    return windows.stream()
        .map(window ->
            ApplicationSyncWindow.newBuilder()
                .setKind(window.kind())
                .setSchedule(window.schedule())
                .setDuration(window.duration())
                .setManualSync(window.manualSync())
                .build())
        .toList();
  }
}
