package io.tiphys.controller.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.compare.Rules;
import io.tiphys.controller.compare.TargetIndex;
import io.tiphys.controller.desired.Desired;
import io.tiphys.controller.desired.DesiredAnswer;
import io.tiphys.engine.diff.DiffRules;
import io.tiphys.engine.project.Project;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.engine.tracking.Tracking;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.ResourceResult;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import io.tiphys.model.project.AppProjectSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Syncs of one Application, carried out against a real API server while its clock goes as fast as
/// the test wants: nothing waits for a time, only for the cluster.
final class TestingOperation {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BREATH = Duration.ofMillis(50);

  private final Cluster cluster;
  private final String namespace;
  private final AppInstance instance;
  private final OperationRunner runner =
      new OperationRunner(Duration.ofSeconds(2), Duration.ofHours(1), this::now);
  private final List<List<String>> asked = new ArrayList<>();
  private final List<OperationState> saved = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T10:00:00Z");
  private String manifests = "";
  private String spec = "";
  private String annotations = "{}";
  private @Nullable OperationState state;
  private @Nullable OperationMemory memory;

  TestingOperation(Cluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.instance = AppInstance.of("argocd", namespace, "argocd");
  }

  /// What Git asks for: YAML documents.
  TestingOperation wants(String... documents) {
    manifests = String.join("\n---\n", documents);
    return this;
  }

  /// @param yaml members of the Application's spec
  TestingOperation spec(String yaml) {
    spec = yaml;
    return this;
  }

  TestingOperation annotate(String name, String value) {
    annotations = JsonTree.writeString(Map.of(name, value));
    return this;
  }

  /// Begins a sync.
  ///
  /// @param sync YAML of `operation.sync`
  TestingOperation begin(String sync) {
    return operation("sync: " + sync);
  }

  /// @param operation YAML of the whole operation
  TestingOperation operation(String operation) {
    now = now.plusSeconds(60);
    memory = null;
    state =
        OperationRunner.begin(
            Objects.requireNonNull(
                read("operation: {" + operation + "}", Application.class).operation()),
            now);
    return this;
  }

  /// Syncs from beginning to end.
  OperationState sync(String sync) throws InterruptedException {
    return begin(sync).toItsEnd();
  }

  OperationState toItsEnd() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!step()) {
      assertThat(System.nanoTime()).as("still %s", state()).isLessThan(deadline);
    }
    return state();
  }

  /// Until its message has a word in it.
  OperationState untilItSays(String word) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!state().message().contains(word)) {
      assertThat(step()).as("ended: %s", state()).isFalse();
      assertThat(System.nanoTime()).as("still %s", state()).isLessThan(deadline);
    }
    return state();
  }

  /// One turn; what it wants to wait for passes at once.
  ///
  /// @return whether it is over
  boolean step() throws InterruptedException {
    var advance = runner.advance(app(), state(), memory, surroundings(), now);
    state = copy(advance.state());
    memory = advance.memory();
    Duration again = advance.again();
    if (again == null) {
      return true;
    }
    Thread.sleep(BREATH); // the cluster goes by the real time
    now = now.plus(again);
    return false;
  }

  /// One turn of which nothing is written down but what is written in its middle: the process is
  /// killed at its end, and another one takes over.
  void stepAndKill() throws InterruptedException {
    saved.clear();
    runner.advance(app(), state(), memory, surroundings(), now);
    state = saved.isEmpty() ? state : saved.getLast();
    memory = null;
    Thread.sleep(BREATH);
  }

  /// Goes on at another time.
  TestingOperation at(long seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  /// Another process takes over.
  TestingOperation restart() {
    memory = null;
    return this;
  }

  TestingOperation phase(String phase) {
    state = state().withPhase(phase);
    return this;
  }

  TestingOperation state(OperationState other) {
    state = other;
    return this;
  }

  /// Waits until the watch has told of an object.
  TestingOperation seen(String group, String kind, String name) throws InterruptedException {
    var key = new ResourceKey(group, kind, namespace, name);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (cluster.cache().get(key).isEmpty()) {
      assertThat(System.nanoTime()).as("not seen: %s", key).isLessThan(deadline);
      Thread.sleep(BREATH);
    }
    return this;
  }

  OperationState state() {
    return Objects.requireNonNull(state, "begin one");
  }

  Instant now() {
    return now;
  }

  /// Which revisions were asked for, each time.
  List<List<String>> asked() {
    return asked;
  }

  /// What was written down in the middle of a turn.
  List<OperationState> saved() {
    return saved;
  }

  /// The result of an object.
  ResourceResult result(String name) {
    return results().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  Stream<ResourceResult> results() {
    return Objects.requireNonNull(state().syncResult()).resources().stream();
  }

  Application app() {
    return read(
        """
        metadata: {name: %s, namespace: argocd, annotations: %s}
        spec:
          project: default
          source: {repoURL: "https://git.example/repo", path: app, targetRevision: main}
          destination: {server: "https://kubernetes.default.svc", namespace: %s}
          %s
        """
            .formatted(namespace, annotations, namespace, spec),
        Application.class);
  }

  private OperationRunner.Surroundings surroundings() {
    return new OperationRunner.Surroundings(
        cluster,
        new Project(
            "default",
            read(
                """
                destinations: [{server: "*", namespace: "*"}]
                clusterResourceWhitelist: [{group: "*", kind: "*"}]
                """,
                AppProjectSpec.class)),
        instance,
        (sources, revisions) -> {
          asked.add(revisions);
          var desired = new ArrayList<Desired.Rendered>();
          for (int i = 0; i < sources.size(); i++) { // all is in the first
            String wanted = i < revisions.size() ? revisions.get(i) : "";
            desired.add(
                new Desired.Rendered(
                    wanted.isEmpty() ? "abcdef0" : wanted,
                    "Directory",
                    i == 0 ? rendered() : List.of()));
          }
          return new DesiredAnswer.Ready(new Desired(desired));
        },
        desired ->
            TargetIndex.of(
                desired.sources().getFirst().manifests(),
                new TargetIndex.Placing(Tracking.DEFAULT, instance, namespace, kind -> false),
                cluster::scope),
        Rules.of(DiffRules.defaults(), Rules.Method.THREE_WAY),
        targets -> Set.of(),
        state -> saved.add(copy(state)));
  }

  private List<String> rendered() {
    return YamlTree.parseAll("manifests", manifests, YamlLimits.DEFAULT).stream()
        .map(JsonTree::writeString)
        .toList();
  }

  /// As it comes back from the cluster.
  private static OperationState copy(OperationState state) {
    return ModelJson.read(ModelJson.write(state), OperationState.class);
  }

  private static <T extends Record> T read(String yaml, Class<T> type) {
    return ModelJson.fromTree(YamlTree.parse("test", yaml, YamlLimits.DEFAULT), type);
  }
}
