package io.tiphys.apiserver.applicationset;

import io.grpc.Status;
import io.tiphys.apiserver.event.AuditLog;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.project.Projects;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Delete;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.meta.ObjectMeta;
import io.tiphys.proto.applicationset.ApplicationSetCreateRequest;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.v1alpha1.ApplicationSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Creates, changes and deletes ApplicationSets.
final class SetWriter {

  private static final int CONFLICTS = 10;

  private final ApplicationSets sets;
  private final SetAccess access;
  private final Projects projects;
  private final AuditLog audit;

  SetWriter(ApplicationSets sets, SetAccess access, Projects projects, AuditLog audit) {
    this.sets = sets;
    this.access = access;
    this.projects = projects;
    this.audit = audit;
  }

  /// @throws Refusal INVALID_ARGUMENT when it cannot be, or is there and differs; PERMISSION_DENIED
  ApplicationSet create(ApplicationSetCreateRequest request, Call call) {
    if (!request.hasApplicationset()) {
      throw Refusal.invalid("error creating ApplicationSets: ApplicationSets is nil in request");
    }
    var wanted = request.getApplicationset();
    var key = access.key(wanted.getMetadata().getNamespace(), wanted.getMetadata().getName());
    for (String project : SetCheck.projects(wanted)) {
      try {
        access.require(call, "create", project, key);
        requireProject(project);
      } catch (Refusal e) {
        throw e.during("error checking create permissions for ApplicationSets " + key.name() + " ");
      }
    }
    Write write = Write.as("argocd-server").withDryRun(request.getDryRun());
    Answer answer =
        sets.client().create(path(key).collection(), JsonTree.write(tree(wanted, key)), write);
    if (answer instanceof Answer.Ok(var code, var body)) {
      return done(call, body, write, "ResourceCreated", "created ApplicationSet");
    }
    if (answer instanceof Answer.Refused(var code, var reason, var message)
        && reason.equals("AlreadyExists")) {
      return update(request, key, call, write);
    }
    throw refused("error creating ApplicationSet: ", answer);
  }

  private void requireProject(String name) {
    if (projects.get(name).isEmpty()) {
      throw Refusal.invalid(
          "ApplicationSet references project %s which does not exist".formatted(name));
    }
  }

  private ApplicationSet update(
      ApplicationSetCreateRequest request, StoredSet.Key key, Call call, Write write) {
    var wanted = request.getApplicationset();
    for (int i = 0; i < CONFLICTS; i++) {
      Map<String, @Nullable Object> tree = read(key);
      var existing = StoredSet.of(JsonTree.write(tree));
      if (!access.allows(call, "get", existing) && !access.allows(call, "update", existing)) {
        throw Refusal.denied(); // it is another's, who took the name
      }
      if (isSame(existing.message(), wanted)) {
        return existing.message();
      }
      if (!request.getUpsert()) {
        throw Refusal.invalid(
            "existing ApplicationSet spec is different, use upsert flag to force update");
      }
      access.require(call, "update", StoredSet.project(wanted), key);
      access.require(call, "update", existing.project(), key);
      Answer answer =
          sets.client().replace(path(key), JsonTree.write(updated(tree, wanted)), write);
      if (answer instanceof Answer.Ok(var code, var body)) {
        return done(call, body, write, "ResourceUpdated", "updated ApplicationSets spec");
      }
      if (!(answer instanceof Answer.Refused refused) || !refused.isConflict()) {
        throw refused("error updating ApplicationSets: ", answer);
      }
    }
    throw new Refusal(Status.Code.INTERNAL, "Failed to update ApplicationSets. Too many conflicts");
  }

  void delete(StoredSet set, Call call) {
    Answer answer = sets.client().delete(path(set.key()), Delete.of(Delete.Propagation.BACKGROUND));
    if (!answer.isOk()) {
      throw refused("error deleting ApplicationSets: ", answer);
    }
    tell(call, set.message(), "ResourceDeleted", "deleted ApplicationSets");
  }

  private ApplicationSet done(Call call, byte[] body, Write write, String reason, String deed) {
    if (write.dryRun()) {
      return StoredSet.of(body).message();
    }
    var set = sets.accept(body).message();
    tell(call, set, reason, deed);
    return set;
  }

  private void tell(Call call, ApplicationSet set, String reason, String deed) {
    var metadata = ModelJson.fromTree(GoJson.toTree(set.getMetadata()), ObjectMeta.class);
    var subject = new AuditLog.Subject(ApplicationSets.KIND, metadata);
    audit.happened(subject, reason, call.identity().usernameText(), deed);
  }

  private static boolean isSame(ApplicationSet existing, ApplicationSet wanted) {
    var ours = existing.getMetadata();
    var theirs = wanted.getMetadata();
    return GoJson.toTree(existing.getSpec()).equals(GoJson.toTree(wanted.getSpec()))
        && ours.getLabelsMap().equals(theirs.getLabelsMap())
        && ours.getAnnotationsMap().equals(theirs.getAnnotationsMap())
        && ours.getFinalizersList().equals(theirs.getFinalizersList());
  }

  private Map<String, @Nullable Object> read(StoredSet.Key key) {
    Answer answer = sets.client().get(path(key));
    if (answer instanceof Answer.Ok(var code, var body)) {
      return JsonTree.parseObject(body);
    }
    throw refused("unable to check existing ApplicationSet details: ", answer);
  }

  /// The stored object with the new spec, and with the new labels and annotations beside its own.
  private static Map<String, @Nullable Object> updated(
      Map<String, @Nullable Object> stored, ApplicationSet wanted) {
    var metadata =
        new HashMap<String, @Nullable Object>(JsonTree.objectOrEmpty(stored.get("metadata")));
    metadata.put("labels", merged(metadata.get("labels"), wanted.getMetadata().getLabelsMap()));
    metadata.put(
        "annotations",
        merged(metadata.get("annotations"), wanted.getMetadata().getAnnotationsMap()));
    var updated = new HashMap<String, @Nullable Object>(stored);
    updated.put("metadata", metadata);
    updated.put("spec", GoJson.toTree(wanted.getSpec()));
    return updated;
  }

  private static Map<String, @Nullable Object> merged(
      @Nullable Object stored, Map<String, String> added) {
    var merged = new HashMap<String, @Nullable Object>(JsonTree.objectOrEmpty(stored));
    merged.putAll(added);
    return merged;
  }

  private static Map<String, @Nullable Object> tree(ApplicationSet set, StoredSet.Key key) {
    var metadata = new HashMap<String, @Nullable Object>();
    metadata.put("name", key.name());
    metadata.put("namespace", key.namespace());
    metadata.put("labels", set.getMetadata().getLabelsMap());
    metadata.put("annotations", set.getMetadata().getAnnotationsMap());
    metadata.put("finalizers", List.copyOf(set.getMetadata().getFinalizersList()));
    return Map.of(
        "apiVersion",
        ApplicationSets.GROUP + "/" + ApplicationSets.VERSION,
        "kind",
        ApplicationSets.KIND,
        "metadata",
        metadata,
        "spec",
        GoJson.toTree(set.getSpec()));
  }

  private static ResourcePath path(StoredSet.Key key) {
    return ResourcePath.object(
        ApplicationSets.GROUP,
        ApplicationSets.VERSION,
        ApplicationSets.PLURAL,
        key.namespace(),
        key.name());
  }

  private static Refusal refused(String doing, Answer answer) {
    var refusal = Refusal.of(answer);
    return new Refusal(refusal.code(), doing + refusal.text());
  }
}
