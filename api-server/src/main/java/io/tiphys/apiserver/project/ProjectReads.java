package io.tiphys.apiserver.project;

import io.tiphys.apiserver.event.EventLists;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.engine.project.GlobalProjects;
import io.tiphys.engine.project.SyncWindows;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.model.project.AppProject;
import io.tiphys.model.project.AppProjectStatus;
import io.tiphys.proto.application.LinksResponse;
import io.tiphys.proto.events.EventList;
import io.tiphys.proto.project.DetailedProjectsResponse;
import io.tiphys.proto.project.GlobalProjectsResponse;
import io.tiphys.proto.project.SyncWindowsResponse;
import io.tiphys.proto.v1alpha1.AppProjectList;
import java.time.InstantSource;
import java.util.List;

/// The operations that show projects.
final class ProjectReads {

  private static final String GET = "get";

  private final Projects projects;
  private final KubeClient client;
  private final InstantSource clock;

  ProjectReads(Projects projects, KubeClient client, InstantSource clock) {
    this.projects = projects;
    this.client = client;
    this.clock = clock;
  }

  /// Those that the caller may see.
  AppProjectList list(Call call) {
    var visible = call.rights().objects(ProjectService.RESOURCE, GET);
    var list = AppProjectList.newBuilder();
    for (AppProject project : projects.all()) {
      if (visible.test(project.metadata().name())) {
        list.addItems(Wire.project(RoleTokens.settled(project)));
      }
    }
    return list.build();
  }

  io.tiphys.proto.v1alpha1.AppProject get(String name, Call call) {
    return Wire.project(RoleTokens.settled(visible(name, call)));
  }

  DetailedProjectsResponse detailed(String name, Call call) {
    AppProject project = visible(name, call);
    var globals = projects.globals(project);
    var scoped = projects.scoped(name);
    var answer =
        DetailedProjectsResponse.newBuilder()
            .setProject(Wire.project(RoleTokens.settled(GlobalProjects.merged(project, globals))));
    globals.forEach(one -> answer.addGlobalProjects(Wire.project(withoutTokens(one))));
    scoped.repositories().forEach(one -> answer.addRepositories(Wire.repository(one)));
    scoped.clusters().forEach(one -> answer.addClusters(Wire.cluster(one)));
    return answer.build();
  }

  GlobalProjectsResponse globals(String name, Call call) {
    var answer = GlobalProjectsResponse.newBuilder();
    projects
        .globals(visible(name, call))
        .forEach(one -> answer.addItems(Wire.project(withoutTokens(one))));
    return answer.build();
  }

  EventList events(String name, Call call) {
    var about = visible(name, call).metadata();
    return EventLists.of(client, about.namespace(), name, about.uid(), about.namespace());
  }

  /// Those of the project's own windows that are open.
  SyncWindowsResponse windows(String name, Call call) {
    var windows = SyncWindows.of(visible(name, call).spec());
    for (var window : windows.windows()) {
      SyncWindows.problem(window)
          .ifPresent(problem -> {
            throw Refusal.precondition(problem);
          });
    }
    var answer = SyncWindowsResponse.newBuilder();
    windows.active(clock.instant()).windows().forEach(one -> answer.addWindows(Wire.window(one)));
    return answer.build();
  }

  /// None: templates of `project.links` are not evaluated yet.
  LinksResponse links(String name, Call call) {
    visible(name, call);
    return LinksResponse.getDefaultInstance();
  }

  /// @throws Refusal PERMISSION_DENIED before it says whether there is one
  private AppProject visible(String name, Call call) {
    call.require(ProjectService.RESOURCE, GET, name);
    return projects
        .get(name)
        .orElseThrow(
            () -> Refusal.notFound("appprojects.argoproj.io \"%s\" not found".formatted(name)));
  }

  /// What others inherit is theirs to see; who holds tokens of the global project is not.
  private static AppProject withoutTokens(AppProject global) {
    var roles = global.spec().roles().stream().map(role -> role.withJwtTokens(List.of())).toList();
    return global.withSpec(global.spec().withRoles(roles)).withStatus(AppProjectStatus.EMPTY);
  }
}
