package io.tiphys.apiserver.application;

import com.google.protobuf.Message;
import io.tiphys.apiserver.application.ApplicationAccess.Wanted;
import io.tiphys.apiserver.application.Deeds.Reason;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.destination.Destination;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.rbac.ResourceAction;
import io.tiphys.engine.diff.SecretMask;
import io.tiphys.kube.access.Delete;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.model.tree.ResourceNode;
import io.tiphys.proto.application.ApplicationResourceDeleteRequest;
import io.tiphys.proto.application.ApplicationResourcePatchRequest;
import io.tiphys.proto.application.ApplicationResourceRequest;
import io.tiphys.proto.application.ApplicationResourceResponse;
import io.tiphys.proto.application.ApplicationResponse;
import io.tiphys.proto.json.GoJson;
import io.tiphys.settings.ArgocdSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Live objects of an Application's tree: shown, patched, deleted. Never one that is not in the
/// tree.
final class LiveResources {

  static final Write WRITE = Write.as("argocd-server");

  private final ApplicationAccess access;
  private final StateOfApp state;
  private final DestinationOfApp destinations;
  private final Deeds audit;
  private final Supplier<ArgocdSettings> settings;

  LiveResources(
      ApplicationAccess access,
      StateOfApp state,
      DestinationOfApp destinations,
      Deeds audit,
      Supplier<ArgocdSettings> settings) {
    this.access = access;
    this.state = state;
    this.destinations = destinations;
    this.audit = audit;
    this.settings = settings;
  }

  /// Which object a request means.
  record Asked(
      Wanted app, String group, String version, String kind, String namespace, String name) {

    /// The Application itself is asked for its actions like its objects.
    boolean isApplication() {
      return group.equals("argoproj.io") && kind.equals("Application") && name.equals(app.name());
    }

    ResourceAction action(String verb) {
      return new ResourceAction(verb, group, kind, namespace, name);
    }
  }

  ApplicationResourceResponse get(ApplicationResourceRequest request, Call call) {
    var asked = asked(request);
    var app = access.find(call, "get", asked.app());
    return at(
        app,
        asked,
        (cluster, path) ->
            during(
                "error getting resource", () -> response(cluster.check(cluster.kube().get(path)))));
  }

  ApplicationResourceResponse patch(ApplicationResourcePatchRequest request, Call call) {
    var asked = asked(request);
    var app = find(call, asked, "update");
    var type = patchType(request.getPatchType());
    byte[] patch = request.getPatch().getBytes(StandardCharsets.UTF_8);
    var answer =
        at(app, asked, (cluster, path) -> response(patched(cluster, path, asked, type, patch)));
    audit.record(
        call,
        app,
        Reason.UPDATED,
        "patched resource %s/%s '%s'".formatted(asked.group(), asked.kind(), asked.name()));
    return answer;
  }

  /// What Kubernetes says of a patch of a Secret may quote it.
  private static byte[] patched(
      Destination cluster, ResourcePath path, Asked asked, PatchType type, byte[] patch) {
    var answer = cluster.kube().patch(path, type, patch, WRITE);
    if (!answer.isOk() && asked.group().isEmpty() && asked.kind().equals("Secret")) {
      throw new Refusal(
          Refusal.of(answer).code(),
          "failed to patch Secret %s/%s".formatted(asked.namespace(), asked.name()));
    }
    return during("error patching resource", () -> cluster.check(answer));
  }

  static <T> T during(String doing, Supplier<T> what) {
    try {
      return what.get();
    } catch (Refusal e) {
      throw new Refusal(e.code(), doing + ": " + e.text());
    }
  }

  private static PatchType patchType(String text) {
    return switch (text) {
      case "application/merge-patch+json", "" -> PatchType.MERGE;
      case "application/json-patch+json" -> PatchType.JSON;
      case "application/strategic-merge-patch+json" -> PatchType.STRATEGIC;
      case "application/apply-patch+yaml" -> PatchType.APPLY;
      default -> throw Refusal.invalid("patch type '" + text + "' is not supported");
    };
  }

  ApplicationResponse delete(ApplicationResourceDeleteRequest request, Call call) {
    var asked = asked(request);
    var app = find(call, asked, "delete");
    Delete delete =
        request.getOrphan()
            ? Delete.of(Delete.Propagation.ORPHAN)
            : request.getForce()
                ? Delete.of(Delete.Propagation.BACKGROUND).withGracePeriod(0)
                : Delete.of(Delete.Propagation.FOREGROUND);
    at(
        app,
        asked,
        (cluster, path) ->
            during(
                "error deleting resource",
                () -> cluster.check(cluster.kube().delete(path, delete))));
    audit.record(
        call,
        app,
        Reason.DELETED,
        "deleted resource %s/%s '%s'".formatted(asked.group(), asked.kind(), asked.name()));
    return ApplicationResponse.getDefaultInstance();
  }

  /// Finds the Application, and that the object is in its tree.
  StoredApp check(ApplicationResourceRequest request, Call call) {
    var asked = asked(request);
    var app = access.find(call, "get", asked.app());
    if (!asked.isApplication()) {
      node(app, asked);
    }
    return app;
  }

  /// @param message with the fields of an [ApplicationResourceRequest], and perhaps more
  static Asked asked(Message message) {
    var request =
        GoJson.merge(GoJson.toTree(message), ApplicationResourceRequest.newBuilder())
            .buildPartial();
    return new Asked(
        new Wanted(request.getName(), request.getAppNamespace(), request.getProject()),
        request.getGroup(),
        request.getVersion(),
        request.getKind(),
        request.getNamespace(),
        request.getResourceName());
  }

  /// Who may change the Application may change its objects only where the installation says so.
  private StoredApp find(Call call, Asked asked, String verb) {
    boolean isInherited = ResourceAction.isInherited(settings.get().data());
    return access.find(
        object -> asked.action(verb).isAllowed(call.rights(), object, isInherited), asked.app());
  }

  interface Use<T> {
    T at(Destination cluster, ResourcePath path);
  }

  <T> T at(StoredApp app, Asked asked, Use<T> use) {
    ResourceNode node = node(app, asked);
    String version = asked.version().isEmpty() ? node.version() : asked.version();
    return in(
        app,
        cluster -> {
          var resource =
              cluster.resource(new GroupVersionKind(asked.group(), version, asked.kind()));
          var key = new ResourceKey(asked.group(), asked.kind(), asked.namespace(), asked.name());
          return use.at(cluster, resource.object(key));
        });
  }

  /// @throws Refusal INVALID_ARGUMENT when the tree has no such object, or one that is missing
  ResourceNode node(StoredApp app, Asked asked) {
    return state
        .node(app, asked.group(), asked.kind(), asked.namespace(), asked.name())
        .filter(node -> !node.uid().isEmpty())
        .orElseThrow(() ->
            Refusal.invalid(
                "%s %s %s not found as part of application %s"
                    .formatted(asked.kind(), asked.group(), asked.name(), app.name().name())));
  }

  <T> T in(StoredApp app, Function<Destination, T> use) {
    try (Destination cluster = destinations.open(app)) {
      return use.apply(cluster);
    }
  }

  private ApplicationResourceResponse response(byte[] object) {
    var mask = new SecretMask(Set.copyOf(settings.get().sensitiveMaskAnnotations()));
    var masked = mask.mask(List.of(Manifest.parse(object))).getFirst();
    return ApplicationResourceResponse.newBuilder()
        .setManifest(new String(masked.toJson(), StandardCharsets.UTF_8))
        .build();
  }
}
