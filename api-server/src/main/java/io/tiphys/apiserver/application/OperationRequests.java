package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.ApplicationAccess.Wanted;
import io.tiphys.apiserver.application.Deeds.Reason;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.apiserver.project.Projects;
import io.tiphys.engine.automation.Hold;
import io.tiphys.engine.project.SyncWindows;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.application.RevisionHistory;
import io.tiphys.model.application.SyncPolicy;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.proto.application.ApplicationRollbackRequest;
import io.tiphys.proto.application.ApplicationSyncRequest;
import io.tiphys.proto.application.OperationTerminateRequest;
import io.tiphys.proto.application.OperationTerminateResponse;
import io.tiphys.proto.json.GoJson;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Asks the controller for operations: it is enough to write them into the Application.
final class OperationRequests {

  private final ApplicationAccess access;
  private final ApplicationWriter writer;
  private final Deeds audit;
  private final Projects projects;
  private final RevisionResolver resolver;
  private final SyncSettings settings;
  private final InstantSource clock;

  OperationRequests(
      ApplicationAccess access,
      ApplicationWriter writer,
      Deeds audit,
      Projects projects,
      RevisionResolver resolver,
      SyncSettings settings,
      InstantSource clock) {
    this.access = access;
    this.writer = writer;
    this.audit = audit;
    this.projects = projects;
    this.resolver = resolver;
    this.settings = settings;
    this.clock = clock;
  }

  Reply<io.tiphys.proto.v1alpha1.Application> sync(ApplicationSyncRequest request, Call call) {
    var found =
        access.find(
            call,
            "get",
            new Wanted(request.getName(), request.getAppNamespace(), request.getProject()));
    String object = found.rbacObject(access.controlPlaneNamespace());
    var app = found.app();
    refuseOutsideWindows(app, "cannot sync: blocked by sync window");
    call.require(ApplicationAccess.RESOURCE, "sync", object);
    boolean isDryRun = request.getDryRun();
    if (request.getManifestsCount() > 0) {
      call.require(ApplicationAccess.RESOURCE, "override", object);
      if (isAutomated(app) && !isDryRun) {
        throw Refusal.precondition(
            "cannot use local sync when Automatic Sync Policy is enabled unless for dry run");
      }
    }
    refuseWhileDeleting(app);
    refuseUnsigned(request, app);
    var sync = syncOperation(request, call, app, object);
    var operation = new TreeMap<String, @Nullable Object>();
    operation.put("sync", sync.tree());
    operation.put("initiatedBy", Map.of("username", call.identity().usernameText()));
    var policy = app.spec().syncPolicy();
    if (request.hasRetryStrategy()) {
      operation.put("retry", GoJson.toTree(request.getRetryStrategy()));
    } else if (policy != null && policy.retry() != null) {
      operation.put("retry", ModelJson.toTree(policy.retry()));
    }
    if (request.getInfosCount() > 0) {
      operation.put("info", request.getInfosList().stream().map(GoJson::toTree).toList());
    }
    var started = start(found, operation);
    audit.record(call, started, Reason.OPERATION_STARTED, deed(request, sync.shown()));
    return started;
  }

  /// @param tree the operation's `sync`
  /// @param shown what is synced to, for people
  private record Sync(Map<String, @Nullable Object> tree, String shown) {}

  private static String deed(ApplicationSyncRequest request, String revisions) {
    String deed = request.getResourcesCount() > 0 ? "initiated partial sync " : "initiated sync ";
    return deed + (request.getManifestsCount() > 0 ? "locally" : "to " + revisions);
  }

  /// What nobody has signed is not synced where commits must be.
  private void refuseUnsigned(ApplicationSyncRequest request, Application app) {
    boolean isSigned =
        projects
            .effective(SpecCheck.projectOf(app))
            .filter(project -> !project.spec().signatureKeys().isEmpty())
            .isPresent();
    if (request.getManifestsCount() > 0 && isSigned) {
      throw Refusal.precondition("Cannot use local sync when signature keys are required.");
    }
  }

  private Sync syncOperation(
      ApplicationSyncRequest request, Call call, Application app, String object) {
    var revisions =
        new RequestedRevisions(app, request.getDryRun())
            .of(
                request.getRevision(),
                request.getRevisionsList(),
                request.getSourcePositionsList());
    if (revisions.isOverride() && settings.isOverrideNeededForRevision()) {
      call.require(ApplicationAccess.RESOURCE, "override", object);
    }
    boolean isLocal = request.getManifestsCount() > 0;
    var commits = isLocal ? ResolvedRevisions.none(revisions) : resolver.resolve(app, revisions);
    List<String> options = options(request, app);
    if (!settings.isReplaceAllowed() && options.contains("Replace=true")) {
      throw Refusal.precondition(
          "sync with replace was disabled on the API Server level via the server configuration");
    }
    var sync = new TreeMap<String, @Nullable Object>();
    put(sync, "revision", commits.revision());
    if (!commits.revisions().isEmpty()) {
      sync.put("revisions", commits.revisions());
    }
    putSources(sync, app);
    sync.put("prune", request.getPrune());
    sync.put("dryRun", request.getDryRun());
    if (!options.isEmpty()) {
      sync.put("syncOptions", options);
    }
    if (request.hasStrategy()) {
      sync.put("syncStrategy", GoJson.toTree(request.getStrategy()));
    }
    if (request.getResourcesCount() > 0) {
      sync.put("resources", request.getResourcesList().stream().map(GoJson::toTree).toList());
    }
    if (request.getManifestsCount() > 0) {
      sync.put("manifests", List.copyOf(request.getManifestsList()));
    }
    sync.values().removeIf(Boolean.FALSE::equals);
    return new Sync(sync, commits.shown());
  }

  private static void putSources(Map<String, @Nullable Object> sync, Application app) {
    ApplicationSource source = app.spec().source();
    if (!app.spec().sources().isEmpty()) {
      sync.put("sources", app.spec().sources().stream().map(ModelJson::toTree).toList());
    } else if (source != null) {
      sync.put("source", ModelJson.toTree(source));
    }
  }

  private static List<String> options(ApplicationSyncRequest request, Application app) {
    if (request.hasSyncOptions()) {
      return List.copyOf(request.getSyncOptions().getItemsList());
    }
    SyncPolicy policy = app.spec().syncPolicy();
    return policy == null ? List.of() : policy.syncOptions();
  }

  Reply<io.tiphys.proto.v1alpha1.Application> rollback(
      ApplicationRollbackRequest request, Call call) {
    var found =
        access.find(
            call,
            settings.rollbackAction(),
            new Wanted(request.getName(), request.getAppNamespace(), request.getProject()));
    var app = found.app();
    refuseWhileDeleting(app);
    boolean isHeld = isAutomated(app) && settings.isRollbackHeld();
    if (isAutomated(app) && !isHeld) {
      throw Refusal.precondition("rollback cannot be initiated when auto-sync is enabled");
    }
    var deployment = deployment(app, request.getId());
    var sync = new TreeMap<String, @Nullable Object>();
    if (!deployment.sources().isEmpty()) {
      sync.put("sources", deployment.sources().stream().map(ModelJson::toTree).toList());
      sync.put("revisions", deployment.revisions());
    } else {
      sync.put("source", ModelJson.toTree(deployment.source()));
      put(sync, "revision", deployment.revision());
    }
    if (request.getPrune()) {
      sync.put("prune", true);
    }
    if (request.getDryRun()) {
      sync.put("dryRun", true);
    }
    SyncPolicy policy = app.spec().syncPolicy();
    if (policy != null && !policy.syncOptions().isEmpty()) {
      sync.put("syncOptions", policy.syncOptions());
    }
    sync.put("syncStrategy", Map.of("apply", Map.of()));
    var operation = new TreeMap<String, @Nullable Object>();
    operation.put("sync", sync);
    operation.put("initiatedBy", Map.of("username", call.identity().usernameText()));
    var hold =
        isHeld && !request.getDryRun()
            ? Optional.of(RollbackHold.of(app, deployment, call.identity().usernameText()))
            : Optional.<Hold>empty();
    var started = start(found, operation, hold);
    audit.record(
        call, started, Reason.OPERATION_STARTED, "initiated rollback to " + request.getId());
    return started;
  }

  /// By its id, of which the first is 0: who wants the one before this asks for its id.
  private static RevisionHistory deployment(Application app, long id) {
    var found =
        app.status().history().stream()
            .filter(it -> it.id() == id)
            .findFirst()
            .orElseThrow(() ->
                Refusal.invalid(
                    "application %s/%s does not have deployment with id %d"
                        .formatted(app.metadata().namespace(), app.metadata().name(), id)));
    if (found.source().equals(ApplicationSource.EMPTY) && found.sources().isEmpty()) {
      throw Refusal.precondition(
          "cannot rollback to revision deployed with Argo CD v0.11 or lower. sync to revision"
              + " instead.");
    }
    return found;
  }

  OperationTerminateResponse terminate(OperationTerminateRequest request, Call call) {
    var found =
        access.find(
            call,
            "sync",
            new Wanted(request.getName(), request.getAppNamespace(), request.getProject()));
    var app =
        writer.update(
            found,
            current -> {
              var status = JsonTree.objectOrEmpty(current.get("status"));
              var state = JsonTree.objectOrEmpty(status.get("operationState"));
              if (current.get("operation") == null || state.isEmpty()) {
                throw Refusal.invalid("Unable to terminate operation. No operation is in progress");
              }
              var newState = new TreeMap<String, @Nullable Object>(state);
              newState.put("phase", "Terminating");
              var newStatus = new TreeMap<String, @Nullable Object>(status);
              newStatus.put("operationState", newState);
              current.put("status", newStatus);
            });
    audit.record(call, app, Reason.UPDATED, "terminated running operation");
    return OperationTerminateResponse.getDefaultInstance();
  }

  /// Writes the operation, unless there is one: which is never replaced.
  private StoredApp start(StoredApp found, Map<String, @Nullable Object> operation) {
    return start(found, operation, Optional.empty());
  }

  private StoredApp start(
      StoredApp found, Map<String, @Nullable Object> operation, Optional<Hold> hold) {
    return writer.update(
        found,
        current -> {
          if (current.get("operation") != null) {
            throw Refusal.precondition("another operation is already in progress")
                .during("error setting app operation");
          }
          current.put("operation", operation);
          if (hold.isPresent()) {
            RollbackHold.put(current, hold.get());
          }
          var status =
              new TreeMap<String, @Nullable Object>(JsonTree.objectOrEmpty(current.get("status")));
          if (status.remove("operationState") != null) {
            current.put("status", status);
          }
        });
  }

  private void refuseOutsideWindows(Application app, String text) {
    var windows =
        projects
            .effective(SpecCheck.projectOf(app))
            .map(project -> SyncWindows.of(project.spec()).of(app));
    if (windows.isPresent() && !windows.get().canSync(true, clock.instant())) {
      throw Refusal.denied(text);
    }
  }

  private static void refuseWhileDeleting(Application app) {
    if (app.metadata().deletionTimestamp() != null) {
      throw Refusal.precondition("application is deleting");
    }
  }

  static boolean isAutomated(Application app) {
    SyncPolicy policy = app.spec().syncPolicy();
    var automated = policy == null ? null : policy.automated();
    return automated != null && !Boolean.FALSE.equals(automated.enabled());
  }

  private static void put(Map<String, @Nullable Object> map, String name, String value) {
    if (!value.isEmpty()) {
      map.put(name, value);
    }
  }

  /// What the installation says of syncs, now.
  interface SyncSettings {
    boolean isReplaceAllowed();

    /// `application.sync.requireOverridePrivilegeForRevisionSync`.
    boolean isOverrideNeededForRevision();

    /// Whether a rollback holds automated sync; if not, it is refused while that is on.
    boolean isRollbackHeld();

    /// The action that a rollback needs.
    String rollbackAction();
  }
}
