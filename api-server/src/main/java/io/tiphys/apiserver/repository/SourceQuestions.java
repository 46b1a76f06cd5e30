package io.tiphys.apiserver.repository;

import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.repository.Repository;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.reposerver.HelmChartsRequest;
import io.tiphys.proto.reposerver.HelmChartsResponse;
import io.tiphys.proto.reposerver.ListAppsRequest;
import io.tiphys.proto.reposerver.ListRefsRequest;
import io.tiphys.proto.reposerver.Refs;
import io.tiphys.proto.reposerver.RepoAppDetailsResponse;
import io.tiphys.proto.reposerver.RepoServerAppDetailsQuery;
import io.tiphys.proto.repository.AppInfo;
import io.tiphys.proto.repository.RepoAppDetailsQuery;
import io.tiphys.proto.repository.RepoAppsQuery;
import io.tiphys.proto.repository.RepoAppsResponse;
import io.tiphys.proto.repository.RepoQuery;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is in a repository, for those who make or look at an Application.
final class SourceQuestions {

  private static final String APPLICATIONS = "applications";

  private final RegisteredRepositories repositories;
  private final RepoServerDoor repoServer;
  private final RepositoryOperations.Applications applications;
  private final RepositoryOperations.SourceRules rules;

  SourceQuestions(
      RegisteredRepositories repositories,
      RepoServerDoor repoServer,
      RepositoryOperations.Applications applications,
      RepositoryOperations.SourceRules rules) {
    this.repositories = repositories;
    this.repoServer = repoServer;
    this.applications = applications;
    this.rules = rules;
  }

  Refs refs(RepoQuery query, Call call) {
    Repository repository = repositories.visible(query.getRepo(), query.getAppProject(), call);
    var request = ListRefsRequest.newBuilder().setRepo(Shown.wire(repository)).build();
    return repoServer.ask(repository, stub -> stub.listRefs(request));
  }

  Refs ociTags(RepoQuery query, Call call) {
    Repository repository = repositories.visible(query.getRepo(), query.getAppProject(), call);
    var request = ListRefsRequest.newBuilder().setRepo(Shown.wire(repository)).build();
    return repoServer.ask(repository, stub -> stub.listOCITags(request));
  }

  HelmChartsResponse charts(RepoQuery query, Call call) {
    Repository repository = repositories.visible(query.getRepo(), query.getAppProject(), call);
    var request = HelmChartsRequest.newBuilder().setRepo(Shown.wire(repository)).build();
    return repoServer.ask(repository, stub -> stub.getHelmCharts(request));
  }

  /// The directories that hold something to deploy. It costs a fetch, so only who may create or
  /// change the Application may ask.
  RepoAppsResponse apps(RepoAppsQuery query, Call call) {
    Repository repository = repositories.visible(query.getRepo(), query.getAppProject(), call);
    String app = query.getAppProject() + "/" + query.getAppName();
    if (!call.allows(APPLICATIONS, "create", app) && !call.allows(APPLICATIONS, "update", app)) {
      throw Refusal.denied();
    }
    requirePermitted(query.getRepo(), query.getAppProject());
    var request =
        ListAppsRequest.newBuilder()
            .setRepo(Shown.wire(repository))
            .setRevision(query.getRevision())
            .build();
    Map<String, String> found =
        repoServer.ask(repository, stub -> stub.listApps(request)).getAppsMap();
    var answer = RepoAppsResponse.newBuilder();
    new TreeMap<>(found)
        .forEach((path, type) -> answer.addItems(AppInfo.newBuilder().setPath(path).setType(type)));
    return answer.build();
  }

  /// The parameters of a source: one that the Application has or had, or any that the project
  /// permits for one that is still being made.
  RepoAppDetailsResponse details(RepoAppDetailsQuery query, Call call) {
    if (!query.hasSource()) {
      throw Refusal.invalid("missing payload in request");
    }
    String url = query.getSource().getRepoURL();
    String project = query.getAppProject();
    Repository repository = repositories.visible(url, project, call);
    String object = project.isEmpty() ? query.getAppName() : project + "/" + query.getAppName();
    call.require(APPLICATIONS, "get", object);
    // One of another project is as one that is not there.
    Optional<Application> app =
        applications
            .find(query.getAppName())
            .filter(found -> found.spec().project().equals(project));
    if (app.isEmpty()) {
      call.require(APPLICATIONS, "create", object);
    } else if (!new KnownSources(app.get())
        .include(source(query), query.getSourceIndex(), query.getVersionId())) {
      throw Refusal.denied();
    }
    requirePermitted(url, project);
    var request =
        RepoServerAppDetailsQuery.newBuilder()
            .setRepo(Shown.wire(repository))
            .setSource(query.getSource())
            .setAppName(query.getAppName())
            .build();
    return repoServer.ask(repository, stub -> stub.getAppDetails(request));
  }

  private static ApplicationSource source(RepoAppDetailsQuery query) {
    return ModelJson.fromTree(GoJson.toTree(query.getSource()), ApplicationSource.class);
  }

  /// A project that is not there permits nothing.
  private void requirePermitted(String url, String project) {
    if (!rules.permit(project, url)) {
      throw Refusal.denied(
          "repository '%s' not permitted in project '%s'".formatted(Redaction.url(url), project));
    }
  }
}
