package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.ApplicationAccess.Wanted;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Operation.Frames;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.exchange.state.AppRef;
import io.tiphys.exchange.state.AppStateReader;
import io.tiphys.exchange.state.TreeState;
import io.tiphys.model.application.ApplicationCondition;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.tree.ApplicationTree;
import io.tiphys.model.tree.ResourceDiff;
import io.tiphys.model.tree.ResourceNode;
import io.tiphys.proto.application.ManagedResourcesResponse;
import io.tiphys.proto.application.ResourcesQuery;
import io.tiphys.proto.json.GoJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The resource tree and the comparison of an Application, as the controller shares them.
final class StateOfApp {

  private static final List<String> EXPLAINING = List.of("ComparisonError", "InvalidSpecError");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Trees that are looked at again and again: some hundred of the usual size.
  private static final long ENCODED_BYTES = 16L << 20;

  private static final Duration STEP = Duration.ofSeconds(10);

  private final ApplicationAccess access;
  private final AppStateReader reader;
  private final EncodedTrees encoded = new EncodedTrees(ENCODED_BYTES);

  StateOfApp(ApplicationAccess access, AppStateReader reader) {
    this.access = access;
    this.reader = reader;
  }

  Reply<io.tiphys.proto.v1alpha1.ApplicationTree> tree(ResourcesQuery query, Call call) {
    var app = find(query, call);
    return reader
        .treeVersion(ref(app))
        .flatMap(encoded::known)
        .orElseGet(() -> encoded.of(state(app)));
  }

  /// @throws Refusal with the reason why there is none
  ApplicationTree tree(StoredApp app) {
    return state(app).tree();
  }

  private TreeState state(StoredApp app) {
    try {
      var state = reader.tree(ref(app));
      if (state.isEmpty()) {
        explain(app);
        state = reader.tree(ref(app), PATIENCE);
      }
      return state.orElseThrow(() -> notYet(app));
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /// The tree, if there is one now.
  Optional<TreeState> known(StoredApp app) {
    return reader.tree(ref(app));
  }

  void watchTree(
      ResourcesQuery query, Call call, Frames<io.tiphys.proto.v1alpha1.ApplicationTree> frames)
      throws InterruptedException {
    var app = find(query, call);
    var watch = reader.watchTree(ref(app));
    while (!call.isCancelled()) {
      var next = watch.next(STEP);
      if (next.isPresent()) {
        find(query, call); // by the rights of this moment
        frames.send(encoded.of(next.get()));
      }
    }
  }

  ManagedResourcesResponse managed(ResourcesQuery query, Call call) {
    var app = find(query, call);
    var response = ManagedResourcesResponse.newBuilder();
    managed(app)
        .filter(item -> !item.hook())
        .filter(item -> matches(query.getGroup(), item.group()))
        .filter(item -> matches(query.getKind(), item.kind()))
        .filter(item -> matches(query.getNamespace(), item.namespace()))
        .filter(item -> matches(query.getName(), item.name()))
        .forEach(item -> GoJson.merge(ModelJson.toTree(item), response.addItemsBuilder()));
    return response.build();
  }

  Stream<ResourceDiff> managed(StoredApp app) {
    try {
      var state = reader.managed(ref(app));
      if (state.isEmpty()) {
        explain(app);
        state = reader.managed(ref(app), PATIENCE);
      }
      return state.orElseThrow(() -> notYet(app)).items().stream();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /// Every node, also the orphaned ones.
  Stream<ResourceNode> nodes(StoredApp app) {
    var tree = tree(app);
    return Stream.concat(tree.nodes().stream(), tree.orphanedNodes().stream());
  }

  Optional<ResourceNode> node(
      StoredApp app, String group, String kind, String namespace, String name) {
    return nodes(app)
        .filter(node ->
            node.group().equals(group)
                && node.kind().equals(kind)
                && node.namespace().equals(namespace)
                && node.name().equals(name))
        .findFirst();
  }

  private StoredApp find(ResourcesQuery query, Call call) {
    return access.find(
        call,
        "get",
        new Wanted(query.getApplicationName(), query.getAppNamespace(), query.getProject()));
  }

  private static AppRef ref(StoredApp app) {
    return new AppRef(app.name().namespace(), app.name().name(), app.facts().uid());
  }

  /// An Application that cannot be compared has no tree; its conditions say why.
  private static void explain(StoredApp app) {
    String text =
        app.app().status().conditions().stream()
            .filter(it -> EXPLAINING.contains(it.type()))
            .map(StateOfApp::text)
            .collect(Collectors.joining(";"));
    if (!text.isEmpty()) {
      throw Refusal.invalid(text);
    }
  }

  private static String text(ApplicationCondition condition) {
    return condition.type() + ": " + condition.message();
  }

  private static Refusal notYet(StoredApp app) {
    return Refusal.unavailable(
        "application %s has not been compared yet; try again".formatted(app.name().name()));
  }

  private static Refusal interrupted() {
    Thread.currentThread().interrupt();
    return new Refusal(io.grpc.Status.Code.CANCELLED, "context canceled");
  }

  private static boolean matches(String wanted, String value) {
    return wanted.isEmpty() || wanted.equals(value);
  }
}
