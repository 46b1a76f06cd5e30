package io.tiphys.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.diff.Diff;
import io.tiphys.engine.diff.DiffRules;
import io.tiphys.engine.oracle.Mutants.Mutant;
import io.tiphys.engine.patch.Creation;
import io.tiphys.engine.patch.LastApplied;
import io.tiphys.engine.patch.PatchResult.Patch;
import io.tiphys.engine.patch.PatchResult.Unchanged;
import io.tiphys.engine.patch.ThreeWayPatch;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.cluster.TestingCluster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every one-place change of every object of the corpus, as a commit would make it: a comparison
/// says "modified" exactly where the API server, asked by a dry run, would change something.
@Behaviour({"DIF-02", "DIF-07"})
class ChangedTargetIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  // Fields that the API server computes anew, or keeps, when they are taken out of a target: what
  // they would become depends on other fields. A comparison says "modified" once; the apply that
  // follows ends it.
  private static final Set<String> SAID_ONCE_TOO_OFTEN =
      Set.of(
          "without spec.names.singular",
          "without spec.names.listKind",
          "without spec.template.spec.volumes[0].emptyDir",
          "without spec.template.spec.serviceAccountName",
          "without spec",
          "without spec.policyTypes",
          "without spec.clusterIP",
          "without spec.allocateLoadBalancerNodePorts",
          "without spec.ports[0].nodePort",
          "without spec.template.spec.volumes[2].configMap",
          "without spec.template.spec.volumes[1].hostPath");

  // Requests that contradict themselves: the API server takes them and does something else.
  private static final Set<String> CONTRADICTORY =
      Set.of(
          "without spec.type",
          "changed spec.volumeClaimTemplates[0].apiVersion",
          "changed spec.volumeClaimTemplates[0].kind");

  @BeforeAll
  static void defineKinds() {
    new Server(cluster.admin()).define();
  }

  @TestFactory
  Stream<DynamicTest> corpus() {
    var server = new Server(cluster.admin());
    return Corpus.all("corpus").stream()
        .flatMap(corpus ->
            Stream.of(corpus.steps().getFirst(), corpus.steps().getLast())
                .distinct()
                .map(target ->
                    DynamicTest.dynamicTest(
                        corpus.name(), () -> run(server, target, corpus.name()))));
  }

  private static void run(Server server, Manifest first, String name) {
    var namespace = cluster.newNamespace();
    var target =
        server.isNamespaced(first) ? first.with(namespace, "metadata", "namespace") : first;
    server.create(Creation.body(LastApplied.annotate(target)), namespace);
    var live = server.live(target, namespace);
    var wrong = new ArrayList<String>();
    int judged = 0;
    for (var mutant : Mutants.of(target)) {
      var answer = judge(server, mutant, live, namespace, wrong);
      judged += answer ? 1 : 0;
    }
    server.delete(target, namespace);
    assertThat(wrong).as("%s: %d judged", name, judged).isEmpty();
    assertThat(judged).as("%s: changes that the API server takes", name).isPositive();
  }

  /// @return whether the API server took the change
  private static boolean judge(
      Server server, Mutant mutant, Manifest live, String namespace, List<String> wrong) {
    var target = mutant.object();
    var schema = server.schema(target.gvk());
    var patch =
        ThreeWayPatch.between(LastApplied.of(live), LastApplied.annotate(target), live, schema);
    Manifest result;
    switch (patch) {
      case Unchanged() -> result = live;
      case Patch body -> {
        var answer = server.dryRun(body, target, namespace);
        if (answer.statusCode() != 200) {
          return false;
        }
        result = Manifest.parse(answer.body().getBytes(StandardCharsets.UTF_8));
      }
    }
    var comparison = Diff.compare(target, live, schema, DiffRules.defaults());
    var predicted = Essence.difference(comparison.normalizedLive(), comparison.predictedLive());
    var actual = Essence.difference(Essence.of(live), Essence.of(result));
    if (CONTRADICTORY.contains(mutant.what())) {
      return true;
    }
    boolean saidOnce = comparison.modified() && SAID_ONCE_TOO_OFTEN.contains(mutant.what());
    if (comparison.modified() == actual.isEmpty() && !saidOnce) {
      wrong.add("%s: predicted %s, but was %s".formatted(mutant.what(), predicted, actual));
    }
    var again = Diff.compare(target, result, schema, DiffRules.defaults());
    if (again.modified()) {
      wrong.add(
          "%s: still modified after %s: %s"
              .formatted(
                  mutant.what(),
                  actual,
                  Essence.difference(again.normalizedLive(), again.predictedLive())));
    }
    return true;
  }
}
