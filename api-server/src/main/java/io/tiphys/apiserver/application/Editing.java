package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.ApplicationAccess.Wanted;
import io.tiphys.apiserver.application.ApplicationWriter.Created;
import io.tiphys.apiserver.application.Deeds.Reason;
import io.tiphys.apiserver.application.store.AppName;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.engine.patch.JsonMergePatch;
import io.tiphys.engine.patch.JsonPatch;
import io.tiphys.model.application.Application;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.proto.application.ApplicationCreateRequest;
import io.tiphys.proto.application.ApplicationDeleteRequest;
import io.tiphys.proto.application.ApplicationPatchRequest;
import io.tiphys.proto.application.ApplicationResponse;
import io.tiphys.proto.application.ApplicationUpdateRequest;
import io.tiphys.proto.application.ApplicationUpdateSpecRequest;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.v1alpha1.ApplicationSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Makes, changes and deletes Applications.
final class Editing {

  private static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";
  private static final List<String> CASCADES =
      List.of(FINALIZER, FINALIZER + "/foreground", FINALIZER + "/background");

  private final ApplicationAccess access;
  private final ApplicationWriter writer;
  private final SpecCheck check;
  private final Deeds audit;

  Editing(ApplicationAccess access, ApplicationWriter writer, SpecCheck check, Deeds audit) {
    this.access = access;
    this.writer = writer;
    this.check = check;
    this.audit = audit;
  }

  Reply<io.tiphys.proto.v1alpha1.Application> create(ApplicationCreateRequest request, Call call) {
    var tree = NormalSpec.of(GoJson.toTree(request.getApplication()));
    var wanted = app(tree);
    var name = access.name(new Wanted(wanted.metadata().name(), wanted.metadata().namespace(), ""));
    call.require(
        ApplicationAccess.RESOURCE, "create", access.object(SpecCheck.projectOf(wanted), name));
    if (wanted.operation() != null) {
      // Who may make an Application may not thereby sync it, nor from local manifests.
      var sync = wanted.operation().sync();
      call.require(
          ApplicationAccess.RESOURCE,
          sync != null && !sync.manifests().isEmpty() ? "override" : "sync",
          access.object(SpecCheck.projectOf(wanted), name));
    }
    if (!access.store().isEnabled(name.namespace())) {
      throw Refusal.denied("namespace '" + name.namespace() + "' is not permitted");
    }
    if (name.name().isEmpty()) {
      throw Refusal.invalid(
          "error while validating and normalizing app: resource name may not be empty");
    }
    var project = check.project(name, wanted);
    during(
        "error while validating and normalizing app",
        () -> check.check(name, wanted, project, !request.hasValidate() || request.getValidate()));
    return switch (writer.create(name, object(name, tree))) {
      case Created.Made(var app) -> {
        audit.record(call, app, Reason.CREATED, "created application");
        yield app;
      }
      case Created.Exists() -> upsert(request, call, name, tree);
    };
  }

  private StoredApp upsert(
      ApplicationCreateRequest request,
      Call call,
      AppName name,
      Map<String, @Nullable Object> tree) {
    var existing =
        writer
            .read(name)
            .orElseThrow(() -> Refusal.unavailable("application was deleted meanwhile; try again"));
    if (isSame(existing.tree(), tree)) {
      return existing;
    }
    if (!request.getUpsert()) {
      throw Refusal.invalid(
          "existing application spec is different, use upsert flag to force update");
    }
    call.require(
        ApplicationAccess.RESOURCE, "update", existing.rbacObject(access.controlPlaneNamespace()));
    var app =
        writer.update(
            existing,
            current -> {
              current.put("spec", tree.get("spec"));
              merge(current, tree, "labels");
              merge(current, tree, "annotations");
            });
    audit.record(call, app, Reason.UPDATED, "updated application spec");
    return app;
  }

  private static boolean isSame(Map<String, ?> one, Map<String, ?> other) {
    return Objects.equals(one.get("spec"), other.get("spec"))
        && List.of("labels", "annotations", "finalizers").stream()
            .allMatch(it -> Objects.equals(metadata(one).get(it), metadata(other).get(it)));
  }

  private static void merge(
      Map<String, @Nullable Object> current, Map<String, ?> wanted, String member) {
    var merged = new TreeMap<String, @Nullable Object>();
    JsonTree.objectOrEmpty(metadata(current).get(member)).forEach(merged::put);
    JsonTree.objectOrEmpty(metadata(wanted).get(member)).forEach(merged::put);
    putMetadata(current, member, merged.isEmpty() ? null : merged);
  }

  Reply<io.tiphys.proto.v1alpha1.Application> update(ApplicationUpdateRequest request, Call call) {
    var tree = NormalSpec.of(GoJson.toTree(request.getApplication()));
    var wanted = app(tree);
    var found =
        access.find(
            call,
            "update",
            new Wanted(
                wanted.metadata().name(), wanted.metadata().namespace(), request.getProject()));
    return replaced(call, found, tree, !request.hasValidate() || request.getValidate());
  }

  ApplicationSpec updateSpec(ApplicationUpdateSpecRequest request, Call call) {
    var found =
        access.find(
            call,
            "update",
            new Wanted(request.getName(), request.getAppNamespace(), request.getProject()));
    var tree = found.tree();
    tree.put("spec", GoJson.toTree(request.getSpec()));
    var updated = replaced(call, found, tree, !request.hasValidate() || request.getValidate());
    return GoJson.merge(
            JsonTree.objectOrEmpty(updated.tree().get("spec")), ApplicationSpec.newBuilder())
        .buildPartial();
  }

  Reply<io.tiphys.proto.v1alpha1.Application> patch(ApplicationPatchRequest request, Call call) {
    var found =
        access.find(
            call,
            "update",
            new Wanted(request.getName(), request.getAppNamespace(), request.getProject()));
    var patched = patched(found.tree(), request);
    if (!found.name().name().equals(metadata(patched).get("name"))) {
      throw Refusal.invalid("error patching application: its name cannot be changed");
    }
    return replaced(call, found, patched, true);
  }

  private static Map<String, @Nullable Object> patched(
      Map<String, @Nullable Object> tree, ApplicationPatchRequest request) {
    Object patch;
    try {
      patch = JsonTree.parse(request.getPatch().getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw Refusal.invalid("error decoding json patch: the patch is no JSON");
    }
    Object result =
        switch (request.getPatchType()) {
          case "json", "" ->
              switch (JsonPatch.apply(tree, JsonTree.listOrEmpty(patch))) {
                case JsonPatch.Patched(var value) -> value;
                case JsonPatch.Refused(var why) ->
                    throw Refusal.invalid("error applying patch: " + why);
              };
          case "merge" -> JsonMergePatch.apply(tree, patch);
          default ->
              throw Refusal.invalid("Patch type '" + request.getPatchType() + "' is not supported");
        };
    if (!(result instanceof Map<?, ?> map)) {
      throw Refusal.invalid("error unmarshaling patched app: it is no object");
    }
    return JsonTree.object(map);
  }

  /// Makes a change that the caller has been found to be allowed to make. Its sources are not tried
  /// out: who turns automated sync off may well do so because they are broken.
  ///
  /// @param change of the whole Application; its name and its status stay
  void changed(Call call, StoredApp found, UnaryOperator<Map<String, @Nullable Object>> change) {
    replaced(call, found, change.apply(found.tree()), false);
  }

  /// Writes a new spec, labels, annotations and finalizers; the status stays the controller's.
  private StoredApp replaced(
      Call call, StoredApp found, Map<String, @Nullable Object> given, boolean validate) {
    var tree = NormalSpec.of(given);
    var wanted = app(tree);
    if (!SpecCheck.projectOf(wanted).equals(found.facts().project())) {
      // Who moves an Application needs to be allowed to make and to change it in the new project.
      String object = access.object(SpecCheck.projectOf(wanted), found.name());
      call.require(ApplicationAccess.RESOURCE, "create", object);
      call.require(ApplicationAccess.RESOURCE, "update", object);
    }
    during(
        "error validating and normalizing app",
        () -> check.check(found.name(), wanted, check.project(found.name(), wanted), validate));
    var app =
        writer.update(
            found,
            current -> {
              current.put("spec", tree.get("spec"));
              for (String member : List.of("labels", "annotations", "finalizers")) {
                putMetadata(current, member, metadata(tree).get(member));
              }
            });
    audit.record(call, app, Reason.UPDATED, "updated application spec");
    return app;
  }

  ApplicationResponse delete(ApplicationDeleteRequest request, Call call) {
    var found =
        access.find(
            call,
            "delete",
            new Wanted(request.getName(), request.getAppNamespace(), request.getProject()));
    boolean isCascading = !request.hasCascade() || request.getCascade();
    if (!isCascading && !request.getPropagationPolicy().isEmpty()) {
      throw Refusal.invalid("cannot set propagation policy when cascading is disabled");
    }
    String finalizer =
        switch (request.getPropagationPolicy().toLowerCase(java.util.Locale.ROOT)) {
          case "" -> FINALIZER;
          case "foreground" -> FINALIZER + "/foreground";
          case "background" -> FINALIZER + "/background";
          default ->
              throw Refusal.invalid(
                  "invalid propagation policy: " + request.getPropagationPolicy());
        };
    writer.update(
        found,
        current -> {
          var finalizers = new ArrayList<@Nullable Object>();
          JsonTree.listOrEmpty(metadata(current).get("finalizers")).stream()
              .filter(it -> !CASCADES.contains(String.valueOf(it)))
              .forEach(finalizers::add);
          if (isCascading) {
            finalizers.add(finalizer);
          }
          putMetadata(current, "finalizers", finalizers);
        });
    writer.delete(found.name(), found.facts().uid());
    audit.record(call, found, Reason.DELETED, "deleted application");
    return ApplicationResponse.getDefaultInstance();
  }

  private static void during(String doing, Runnable what) {
    try {
      what.run();
    } catch (Refusal e) {
      throw e.during(doing);
    }
  }

  private static Application app(Map<String, @Nullable Object> tree) {
    try {
      return ModelJson.fromTree(tree, Application.class);
    } catch (RuntimeException e) {
      throw Refusal.invalid("the application cannot be read: " + e.getMessage());
    }
  }

  /// As Kubernetes takes it.
  private static Map<String, @Nullable Object> object(
      AppName name, Map<String, @Nullable Object> tree) {
    var object = new TreeMap<String, @Nullable Object>(tree);
    object.put("apiVersion", "argoproj.io/v1alpha1");
    object.put("kind", "Application");
    object.remove("status");
    var metadata = new TreeMap<String, @Nullable Object>(metadata(tree));
    metadata.put("namespace", name.namespace());
    metadata.remove("creationTimestamp");
    metadata.remove("resourceVersion");
    metadata.remove("uid");
    object.put("metadata", metadata);
    return object;
  }

  static Map<String, @Nullable Object> metadata(Map<String, ?> tree) {
    return JsonTree.objectOrEmpty(tree.get("metadata"));
  }

  private static void putMetadata(
      Map<String, @Nullable Object> tree, String member, @Nullable Object value) {
    var metadata = new TreeMap<String, @Nullable Object>(metadata(tree));
    if (value == null) {
      metadata.remove(member);
    } else {
      metadata.put(member, value);
    }
    tree.put("metadata", metadata);
  }
}
