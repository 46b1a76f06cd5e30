package io.tiphys.apiserver.application;

import com.google.protobuf.Message;
import io.tiphys.apiserver.application.Deeds.Reason;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.destination.Destination;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.project.Projects;
import io.tiphys.engine.action.ActionList;
import io.tiphys.engine.action.ActionResult;
import io.tiphys.engine.action.ActionResult.Change;
import io.tiphys.engine.action.ResourceActions;
import io.tiphys.engine.patch.JsonMergePatch;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.discovery.ApiResource;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.override.ResourceAction;
import io.tiphys.model.override.ResourceActionParam;
import io.tiphys.proto.application.ApplicationResourceRequest;
import io.tiphys.proto.application.ApplicationResponse;
import io.tiphys.proto.application.ResourceActionParameters;
import io.tiphys.proto.application.ResourceActionRunRequestV2;
import io.tiphys.proto.application.ResourceActionsListResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Actions on an Application and on live objects of its tree: which there are, and running one.
/// What an action writes has to be allowed in the Application's project, all of it before anything
/// is written.
final class LiveActions {

  private final ApplicationAccess access;
  private final LiveResources resources;
  private final Editing editing;
  private final Deeds audit;
  private final Projects projects;
  private final Supplier<ResourceActions> actions;

  LiveActions(
      ApplicationAccess access,
      LiveResources resources,
      Editing editing,
      Deeds audit,
      Projects projects,
      Supplier<ResourceActions> actions) {
    this.access = access;
    this.resources = resources;
    this.editing = editing;
    this.audit = audit;
    this.projects = projects;
    this.actions = actions;
  }

  ResourceActionsListResponse list(ApplicationResourceRequest request, Call call) {
    var asked = LiveResources.asked(request);
    var app = access.find(call, "get", asked.app());
    Manifest live =
        asked.isApplication() ? object(app.tree()) : resources.at(app, asked, LiveActions::read);
    return switch (actions.get().discover(live)) {
      case ActionList.Failed(var message) ->
          throw Refusal.invalid(
              "error getting available actions: error executing Lua discovery script: " + message);
      case ActionList.Found(var found) ->
          ResourceActionsListResponse.newBuilder()
              .addAllActions(found.stream().map(LiveActions::message).toList())
              .build();
    };
  }

  private static io.tiphys.proto.v1alpha1.ResourceAction message(ResourceAction action) {
    var message =
        io.tiphys.proto.v1alpha1.ResourceAction.newBuilder()
            .setName(action.name())
            .setDisabled(action.disabled())
            .setIconClass(action.iconClass())
            .setDisplayName(action.displayName());
    for (ResourceActionParam param : action.params()) {
      message.addParams(
          io.tiphys.proto.v1alpha1.ResourceActionParam.newBuilder().setName(param.name()));
    }
    return message.build();
  }

  static Map<String, String> params(ResourceActionRunRequestV2 request) {
    return request.getResourceActionParametersList().stream()
        .collect(
            Collectors.toMap(
                ResourceActionParameters::getName,
                ResourceActionParameters::getValue,
                (first, last) -> last));
  }

  /// @param request with the fields of an [ApplicationResourceRequest], and perhaps more
  ApplicationResponse run(Message request, String action, Map<String, String> params, Call call) {
    var asked = LiveResources.asked(request);
    var app =
        access.find(
            call, "action/%s/%s/%s".formatted(asked.group(), asked.kind(), action), asked.app());
    if (asked.isApplication()) {
      editing.changed(call, app, tree -> itself(object(tree), action, params));
    } else {
      resources.at(
          app,
          asked,
          (cluster, path) -> {
            Manifest live = read(cluster, path);
            carry(app, cluster, path, live, changes(live, action, params));
            return path;
          });
    }
    audit.record(
        call,
        app,
        Reason.ACTION_RAN,
        "ran action %s on resource %s/%s/%s"
            .formatted(action, asked.group(), asked.kind(), asked.name()));
    return ApplicationResponse.getDefaultInstance();
  }

  private static Manifest object(Map<String, @Nullable Object> tree) {
    return new Manifest(tree)
        .with("argoproj.io/v1alpha1", "apiVersion")
        .with("Application", "kind");
  }

  /// What an action makes of the Application that it is run on: that and nothing else.
  private Map<String, @Nullable Object> itself(
      Manifest app, String action, Map<String, String> params) {
    Manifest wanted = app;
    for (Change change : changes(app, action, params)) {
      wanted =
          switch (change) {
            case Change.Patch(var changed) -> changed;
            case Change.Create(var _) ->
                throw Refusal.invalid("an Application's own action cannot create objects");
          };
    }
    return wanted.content();
  }

  private static Manifest read(Destination cluster, ResourcePath path) {
    return LiveResources.during(
        "error getting resource", () -> Manifest.parse(cluster.check(cluster.kube().get(path))));
  }

  private List<Change> changes(Manifest live, String action, Map<String, String> params) {
    return switch (actions.get().run(live, action, params)) {
      case ActionResult.Changes(var changes) -> changes;
      case ActionResult.NotFound() -> throw Refusal.invalid("action \"" + action + "\" not found");
      case ActionResult.Failed(var message) ->
          throw Refusal.invalid("error executing Lua resource action: " + message);
    };
  }

  private void carry(
      StoredApp app, Destination cluster, ResourcePath path, Manifest live, List<Change> changes) {
    for (Change change : changes) {
      ApiResource kind = cluster.resource(change.object().gvk());
      permit(app, cluster, kind, change.object());
      if (change instanceof Change.Create(var object)) {
        create(cluster, kind, object, true);
      }
    }
    for (Change change : changes) {
      switch (change) {
        case Change.Patch(var object) -> patch(cluster, path, live, object);
        case Change.Create(var object) ->
            create(cluster, cluster.resource(object.gvk()), object, false);
      }
    }
  }

  private void permit(StoredApp app, Destination cluster, ApiResource kind, Manifest object) {
    String name = app.facts().project();
    var refusal =
        projects
            .rules(name)
            .map(project ->
                project.resourceRefusal(
                    object,
                    kind.namespaced(),
                    new ApplicationDestination(
                        cluster.entry().server(),
                        object.namespace(),
                        cluster.entry().name(),
                        Unknown.NONE)))
            .orElseThrow(() -> Refusal.invalid("project " + name + " does not exist"));
    if (refusal.isPresent()) {
      throw Refusal.denied(
          "application is not permitted to manage %s/%s/%s in %s"
              .formatted(object.gvk().group(), object.kind(), object.name(), object.namespace()));
    }
  }

  private static void create(
      Destination cluster, ApiResource kind, Manifest object, boolean tryOut) {
    var path = kind.collection(object.namespace());
    LiveResources.during(
        "error creating resource",
        () ->
            cluster.check(
                cluster
                    .kube()
                    .create(path, object.toJson(), LiveResources.WRITE.withDryRun(tryOut))));
  }

  /// A status is patched by itself where the kind has it as a subresource.
  private static void patch(
      Destination cluster, ResourcePath path, Manifest live, Manifest wanted) {
    var patch = JsonMergePatch.create(live.content(), wanted.content());
    if (patch.containsKey("status")) {
      Answer answer = send(cluster, path.withSubresource("status"), patch);
      if (!(answer instanceof Answer.Refused refused && refused.isNotFound())) {
        LiveResources.during("error patching resource", () -> cluster.check(answer));
        patch.remove("status");
      }
    }
    if (!patch.isEmpty()) {
      LiveResources.during(
          "error patching resource", () -> cluster.check(send(cluster, path, patch)));
    }
  }

  private static Answer send(
      Destination cluster, ResourcePath path, Map<String, @Nullable Object> patch) {
    return cluster.kube().patch(path, PatchType.MERGE, JsonTree.write(patch), LiveResources.WRITE);
  }
}
