package io.tiphys.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.diff.Diff;
import io.tiphys.engine.diff.DiffRules;
import io.tiphys.engine.oracle.Mutants.Mutant;
import io.tiphys.engine.patch.Creation;
import io.tiphys.engine.patch.JsonMergePatch;
import io.tiphys.engine.patch.LastApplied;
import io.tiphys.engine.patch.PatchResult.Patch;
import io.tiphys.engine.patch.PatchResult.Type;
import io.tiphys.engine.patch.PatchResult.Unchanged;
import io.tiphys.engine.patch.StrategicMerge;
import io.tiphys.engine.patch.ThreeWayPatch;
import io.tiphys.engine.schema.Schema;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.cluster.TestingCluster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every one-place change of every live object of the corpus, as somebody would make it by hand: a
/// comparison says "modified" exactly where an apply would put something back, and our patches mean
/// to us what they mean to the API server.
@Behaviour("DIF-02")
class DriftedLiveIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  /// Drifts of one object in golden folders.
  private static final int KEPT = 4;

  @BeforeAll
  static void defineKinds() {
    new Server(cluster.admin()).define();
  }

  @TestFactory
  Stream<DynamicTest> corpus() {
    var server = new Server(cluster.admin());
    return Corpus.all("corpus").stream()
        .map(corpus ->
            DynamicTest.dynamicTest(
                corpus.name(), () -> run(server, corpus.steps().getFirst(), corpus.name())));
  }

  private static void run(Server server, Manifest first, String name) {
    var namespace = cluster.newNamespace();
    var target =
        server.isNamespaced(first) ? first.with(namespace, "metadata", "namespace") : first;
    server.create(Creation.body(LastApplied.annotate(target)), namespace);
    var live = server.live(target, namespace);
    var wrong = new ArrayList<String>();
    var judged = new ArrayList<Mutant>();
    for (var mutant : Mutants.of(live)) {
      var drifted = server.tryReplace(mutant.object(), namespace);
      if (drifted.isPresent() && !isOthersBusiness(name, mutant.what())) {
        judged.add(new Mutant(mutant.what(), drifted.get()));
        judge(server, target, judged.getLast(), namespace, wrong);
      }
    }
    server.delete(target, namespace);
    assertThat(wrong).as("%s: %d judged", name, judged.size()).isEmpty();
    assertThat(judged).as("%s: changes that the API server takes", name).isNotEmpty();
    if (Golden.IS_UPDATED) {
      keep(judged, target, server.schema(target.gvk()), name);
    }
  }

  /// Some of them, evenly spread, for the pure tests: what the API server has just confirmed.
  private static void keep(
      List<Mutant> judged, Manifest target, Optional<Schema> schema, String name) {
    int kept = Math.min(KEPT, judged.size());
    for (int i = 0; i < kept; i++) {
      var mutant = judged.get(i * judged.size() / kept);
      Golden.write("%s-drifted-%d".formatted(name, i + 1), target, mutant.object(), schema);
    }
  }

  /// Finalizers that the API server itself puts back, and labels where the target says null: an
  /// apply would take them all away, a comparison takes a null for nothing said, as Argo CD does.
  private static boolean isOthersBusiness(String name, String what) {
    return (name.startsWith("persistent-volume") && what.contains("metadata.finalizers"))
        || (name.equals("deployment-with-nulls") && what.equals("label added"));
  }

  private static void judge(
      Server server, Manifest target, Mutant drifted, String namespace, List<String> wrong) {
    var live = drifted.object();
    var schema = server.schema(target.gvk());
    var patch =
        ThreeWayPatch.between(LastApplied.of(live), LastApplied.annotate(target), live, schema);
    var comparison = Diff.compare(target, live, schema, DiffRules.defaults());
    var predicted = Essence.difference(comparison.normalizedLive(), comparison.predictedLive());
    switch (patch) {
      case Unchanged() -> {
        if (comparison.modified()) {
          wrong.add("%s: predicted %s, but nothing is sent".formatted(drifted.what(), predicted));
        }
      }
      case Patch body -> {
        var answer = server.dryRun(body, target, namespace);
        if (answer.statusCode() != 200) {
          return; // an immutable field: neither kubectl can put it back
        }
        var result = Manifest.parse(answer.body().getBytes(StandardCharsets.UTF_8));
        var actual = Essence.difference(Essence.of(live), Essence.of(result));
        if (comparison.modified() == actual.isEmpty()) {
          wrong.add("%s: predicted %s, but was %s".formatted(drifted.what(), predicted, actual));
        }
        var ours = applied(live, body, schema);
        var accepted = server.dryReplace(ours, namespace);
        var difference =
            accepted.map(object -> Essence.difference(Essence.of(object), Essence.of(result)));
        if (difference.isPresent() && !difference.get().isEmpty()) {
          wrong.add("%s: patch makes %s".formatted(drifted.what(), difference.get()));
        }
      }
    }
  }

  private static Manifest applied(Manifest live, Patch patch, Optional<Schema> schema) {
    var body = JsonTree.parseObject(patch.body());
    return patch.type() == Type.STRATEGIC
        ? StrategicMerge.apply(live, body, schema)
        : new Manifest(JsonTree.objectOrEmpty(JsonMergePatch.apply(live.content(), body)));
  }
}
