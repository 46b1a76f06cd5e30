package io.tiphys.apiserver.applicationset;

import io.tiphys.apiserver.event.AuditLog;
import io.tiphys.apiserver.event.EventLists;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Operation.Frames;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.apiserver.project.Projects;
import io.tiphys.proto.applicationset.ApplicationSetDeleteRequest;
import io.tiphys.proto.applicationset.ApplicationSetGenerateRequest;
import io.tiphys.proto.applicationset.ApplicationSetGenerateResponse;
import io.tiphys.proto.applicationset.ApplicationSetGetQuery;
import io.tiphys.proto.applicationset.ApplicationSetListQuery;
import io.tiphys.proto.applicationset.ApplicationSetResponse;
import io.tiphys.proto.applicationset.ApplicationSetServiceGrpc;
import io.tiphys.proto.applicationset.ApplicationSetTreeQuery;
import io.tiphys.proto.applicationset.ApplicationSetWatchQuery;
import io.tiphys.proto.events.EventList;
import io.tiphys.proto.k8s.meta.v1.ListMeta;
import io.tiphys.proto.v1alpha1.ApplicationSet;
import io.tiphys.proto.v1alpha1.ApplicationSetList;
import io.tiphys.proto.v1alpha1.ApplicationSetTree;
import io.tiphys.proto.v1alpha1.ApplicationSetWatchEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// The ApplicationSet service.
public final class ApplicationSetOperations {

  private final ApplicationSets sets;
  private final SetAccess access;
  private final SetWriter writer;
  private final Function<String, Predicate<Map<String, String>>> selectors;

  /// @param projects to know whether one exists
  /// @param selectors reads a label selector, which is empty for all; refuses what is none
  /// @param audit is told of each change
  public ApplicationSetOperations(
      ApplicationSets sets,
      Projects projects,
      Function<String, Predicate<Map<String, String>>> selectors,
      AuditLog audit) {
    this.sets = sets;
    this.access = new SetAccess(sets);
    this.writer = new SetWriter(sets, access, projects, audit);
    this.selectors = selectors;
  }

  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.unary(ApplicationSetServiceGrpc.getGetMethod(), this::get),
        Operation.unary(ApplicationSetServiceGrpc.getListMethod(), this::list),
        Operation.streaming(ApplicationSetServiceGrpc.getWatchMethod(), this::watch),
        Operation.unary(ApplicationSetServiceGrpc.getCreateMethod(), writer::create),
        Operation.unary(ApplicationSetServiceGrpc.getDeleteMethod(), this::delete),
        Operation.unary(ApplicationSetServiceGrpc.getGenerateMethod(), this::generate),
        Operation.unary(ApplicationSetServiceGrpc.getResourceTreeMethod(), this::tree),
        Operation.unary(ApplicationSetServiceGrpc.getListResourceEventsMethod(), this::events));
  }

  private ApplicationSet get(ApplicationSetGetQuery query, Call call) {
    return access.find(call, "get", query.getAppsetNamespace(), query.getName()).message();
  }

  private ApplicationSetList list(ApplicationSetListQuery query, Call call) {
    var wanted = wanted(query.getAppsetNamespace(), query.getProjectsList(), query.getSelector());
    var visible = call.rights().objects(SetAccess.RESOURCE, "get");
    var now = sets.all();
    var list = ApplicationSetList.newBuilder();
    String version = "0"; // of the newest that is shown: that of all tells of others
    for (StoredSet set : now) {
      if (wanted.test(set) && visible.test(set.key().rbacObject(set.project(), sets.home()))) {
        list.addItems(set.message());
        version = set.isNewerThan(version) ? set.version() : version;
      }
    }
    list.setMetadata(ListMeta.newBuilder().setResourceVersion(version));
    return list.build();
  }

  /// What is there, then each change; the caller's rights are asked for each.
  private void watch(
      ApplicationSetWatchQuery query, Call call, Frames<ApplicationSetWatchEvent> frames)
      throws InterruptedException {
    var wanted =
        wanted(query.getAppSetNamespace(), query.getProjectsList(), query.getSelector())
            .and(set -> query.getName().isEmpty() || query.getName().equals(set.key().name()));
    try (var changes = sets.watch(query.getResourceVersion())) {
      call.onCancel(changes::close);
      for (var next = changes.take(); next.isPresent(); next = changes.take()) {
        var seen = next.get().seenBy(set -> wanted.test(set) && access.allows(call, "get", set));
        if (seen.isPresent()) {
          var change = seen.get();
          frames.send(
              Reply.of(
                  ApplicationSetWatchEvent.newBuilder()
                      .setType(change.type())
                      .setApplicationSet(change.set().message())
                      .build()));
        }
      }
    }
  }

  private Predicate<StoredSet> wanted(String namespace, List<String> projects, String selector) {
    var labels = selectors.apply(selector);
    var named = Set.copyOf(projects);
    return set ->
        (namespace.isEmpty() || namespace.equals(set.key().namespace()))
            && (named.isEmpty() || named.contains(set.project()))
            && labels.test(set.message().getMetadata().getLabelsMap());
  }

  private ApplicationSetResponse delete(ApplicationSetDeleteRequest request, Call call) {
    writer.delete(
        access.find(call, "delete", request.getAppsetNamespace(), request.getName()), call);
    return ApplicationSetResponse.getDefaultInstance();
  }

  private ApplicationSetGenerateResponse generate(
      ApplicationSetGenerateRequest request, Call call) {
    var key =
        access.key(
            request.getApplicationSet().getMetadata().getNamespace(),
            request.getApplicationSet().getMetadata().getName());
    for (String project : SetCheck.projects(request.getApplicationSet())) {
      access.require(call, "create", project, key);
    }
    throw Refusal.unimplemented(
        "this version does not generate the Applications of an ApplicationSet in advance");
  }

  private ApplicationSetTree tree(ApplicationSetTreeQuery query, Call call) {
    return SetTree.of(
        access.find(call, "get", query.getAppsetNamespace(), query.getName()).message());
  }

  private EventList events(ApplicationSetGetQuery query, Call call) {
    var set = access.find(call, "get", query.getAppsetNamespace(), query.getName());
    var metadata = set.message().getMetadata();
    return EventLists.of(
        sets.client(),
        metadata.getNamespace(),
        metadata.getName(),
        metadata.getUid(),
        metadata.getNamespace());
  }
}
