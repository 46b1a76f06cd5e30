package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.ApplicationAccess.Wanted;
import io.tiphys.apiserver.application.store.AppName;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.destination.Destinations;
import io.tiphys.apiserver.event.AuditLog;
import io.tiphys.apiserver.logs.PodLogs;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.project.Projects;
import io.tiphys.exchange.repo.RepoServerClient;
import io.tiphys.exchange.state.AppStateReader;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.proto.application.ApplicationResourceRequest;
import io.tiphys.proto.application.ApplicationServiceGrpc;
import io.tiphys.proto.application.LinksResponse;
import io.tiphys.proto.application.ListAppLinksRequest;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.settings.event.EventLabels;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// `application.ApplicationService`, whole.
public final class ApplicationOperations {

  private final ApplicationAccess access;
  private final Listing listing;
  private final Watching watching;
  private final Refreshing refreshing;
  private final Editing editing;
  private final OperationRequests requests;
  private final StateOfApp state;
  private final LiveResources resources;
  private final LiveActions actions;
  private final Manifests manifests;
  private final LocalManifests localManifests;
  private final ServerSideDiff serverSideDiff;
  private final EventsOfApp events;
  private final LogsOfApp logs;
  private final WindowsOfApp windows;

  /// What it is made of.
  ///
  /// @param home the cluster of the control plane
  /// @param isReplaceAllowed `--sync-with-replace-allowed`
  public record Rooms(
      ApplicationAccess access,
      ApplicationWriter writer,
      AuditLog audit,
      Projects projects,
      SettingsWatch settings,
      RepoServerClient repoServer,
      AppStateReader state,
      Destinations destinations,
      PodLogs logs,
      KubeClient home,
      boolean isReplaceAllowed,
      InstantSource clock) {}

  public ApplicationOperations(Rooms rooms) {
    access = rooms.access();
    var audit = new Deeds(rooms.audit(), app -> labels(app, rooms));
    listing = new Listing(access);
    state = new StateOfApp(access, rooms.state());
    var health = new ResourceHealth(state);
    watching = new Watching(access, listing, health);
    refreshing = new Refreshing(access, rooms.writer(), health);
    var check =
        new SpecCheck(
            rooms.projects(),
            () -> rooms.settings().current().clusters(),
            rooms.repoServer(),
            access.controlPlaneNamespace());
    editing = new Editing(access, rooms.writer(), check, audit);
    requests =
        new OperationRequests(
            access,
            rooms.writer(),
            audit,
            rooms.projects(),
            new RevisionResolver(rooms.repoServer(), () -> rooms.settings().current()),
            new SettingsOfSyncs(rooms.settings(), rooms.isReplaceAllowed()),
            rooms.clock());
    var destination =
        new DestinationOfApp(
            rooms.destinations(), rooms.projects(), () -> rooms.settings().current().argocd());
    resources =
        new LiveResources(
            access, state, destination, audit, () -> rooms.settings().current().argocd());
    actions =
        new LiveActions(
            access,
            resources,
            editing,
            audit,
            rooms.projects(),
            () -> rooms.settings().current().argocd().actions());
    manifests =
        new Manifests(
            access, rooms.repoServer(), rooms.destinations(), () -> rooms.settings().current());
    localManifests = new LocalManifests(access, manifests);
    serverSideDiff =
        new ServerSideDiff(access, state, resources, () -> rooms.settings().current().argocd());
    events = new EventsOfApp(access, state, resources, rooms.home());
    logs = new LogsOfApp(access, state, destination, rooms.logs());
    windows = new WindowsOfApp(access, rooms.projects(), rooms.clock());
  }

  /// Those that an Application's Events have of it and of its project.
  private static Map<String, String> labels(StoredApp app, Rooms rooms) {
    var project = rooms.projects().get(app.facts().project());
    return EventLabels.from(rooms.settings().current().argocd().data())
        .of(app.facts().labels(), project.map(it -> it.metadata().labels()).orElse(Map.of()));
  }

  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.prepared(ApplicationServiceGrpc.getListMethod(), listing::list),
        Operation.streaming(ApplicationServiceGrpc.getWatchMethod(), watching::watch),
        Operation.prepared(ApplicationServiceGrpc.getGetMethod(), refreshing::get),
        Operation.prepared(ApplicationServiceGrpc.getCreateMethod(), editing::create),
        Operation.prepared(ApplicationServiceGrpc.getUpdateMethod(), editing::update),
        Operation.unary(ApplicationServiceGrpc.getUpdateSpecMethod(), editing::updateSpec),
        Operation.prepared(ApplicationServiceGrpc.getPatchMethod(), editing::patch),
        Operation.unary(ApplicationServiceGrpc.getDeleteMethod(), editing::delete),
        Operation.prepared(ApplicationServiceGrpc.getSyncMethod(), requests::sync),
        Operation.prepared(ApplicationServiceGrpc.getRollbackMethod(), requests::rollback),
        Operation.unary(ApplicationServiceGrpc.getTerminateOperationMethod(), requests::terminate),
        Operation.prepared(ApplicationServiceGrpc.getResourceTreeMethod(), state::tree),
        Operation.streaming(ApplicationServiceGrpc.getWatchResourceTreeMethod(), state::watchTree),
        Operation.unary(ApplicationServiceGrpc.getManagedResourcesMethod(), state::managed),
        Operation.unary(ApplicationServiceGrpc.getServerSideDiffMethod(), serverSideDiff::diff),
        Operation.unary(ApplicationServiceGrpc.getGetManifestsMethod(), manifests::manifests),
        Operation.uploading(
            ApplicationServiceGrpc.getGetManifestsWithFilesMethod(), localManifests::manifests),
        Operation.unary(ApplicationServiceGrpc.getRevisionMetadataMethod(), manifests::metadata),
        Operation.unary(
            ApplicationServiceGrpc.getRevisionChartDetailsMethod(), manifests::chartDetails),
        Operation.unary(ApplicationServiceGrpc.getGetOCIMetadataMethod(), manifests::ociMetadata),
        Operation.unary(ApplicationServiceGrpc.getGetResourceMethod(), resources::get),
        Operation.unary(ApplicationServiceGrpc.getPatchResourceMethod(), resources::patch),
        Operation.unary(ApplicationServiceGrpc.getDeleteResourceMethod(), resources::delete),
        Operation.unary(ApplicationServiceGrpc.getListResourceActionsMethod(), actions::list),
        Operation.unary(
            ApplicationServiceGrpc.getRunResourceActionMethod(),
            (request, call) -> actions.run(request, request.getAction(), Map.of(), call)),
        Operation.unary(
            ApplicationServiceGrpc.getRunResourceActionV2Method(),
            (request, call) ->
                actions.run(request, request.getAction(), LiveActions.params(request), call)),
        Operation.streaming(ApplicationServiceGrpc.getPodLogsMethod(), logs::stream),
        Operation.unary(ApplicationServiceGrpc.getListResourceEventsMethod(), events::list),
        Operation.unary(ApplicationServiceGrpc.getGetApplicationSyncWindowsMethod(), windows::of),
        Operation.unary(ApplicationServiceGrpc.getListLinksMethod(), this::links),
        Operation.unary(ApplicationServiceGrpc.getListResourceLinksMethod(), this::resourceLinks));
  }

  /// Asks for a normal refresh of an Application, as a push does.
  public void refresh(AppName name) {
    refreshing.ask(name, "normal");
  }

  /// Links that `application.links` would add; the templates of links are not evaluated yet.
  private LinksResponse links(ListAppLinksRequest request, Call call) {
    access.find(
        call, "get", new Wanted(request.getName(), request.getNamespace(), request.getProject()));
    return LinksResponse.getDefaultInstance();
  }

  private LinksResponse resourceLinks(ApplicationResourceRequest request, Call call) {
    resources.check(request, call);
    return LinksResponse.getDefaultInstance();
  }
}
