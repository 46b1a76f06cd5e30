package io.tiphys.engine.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.diff.Diff;
import io.tiphys.engine.diff.DiffRules;
import io.tiphys.engine.patch.Creation;
import io.tiphys.engine.patch.LastApplied;
import io.tiphys.engine.patch.PatchResult.Patch;
import io.tiphys.engine.patch.PatchResult.Unchanged;
import io.tiphys.engine.patch.ThreeWayPatch;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.cluster.Kubectl;
import io.tiphys.testkit.cluster.TestingCluster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Each object of the corpus goes through its commits twice, once with our patches and once with
/// `kubectl apply`: the API server ends with the same object, and a comparison says "modified"
/// exactly where an apply changes something.
@Behaviour("DIF-02")
class KubectlApplyIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  @BeforeAll
  static void defineKinds() {
    new Server(cluster.admin()).define();
  }

  @TestFactory
  List<DynamicTest> corpus() {
    var server = new Server(cluster.admin());
    return Corpus.all("corpus").stream()
        .map(corpus -> DynamicTest.dynamicTest(corpus.name(), () -> run(server, corpus)))
        .toList();
  }

  private static void run(Server server, Corpus corpus) {
    var first = corpus.steps().getFirst();
    var ours = new ArrayList<Manifest>();
    var namespace = cluster.newNamespace();
    for (var step : corpus.steps()) {
      var target = placed(server, step, namespace);
      var golden = corpus.name() + (ours.isEmpty() ? "" : "-before-commit-" + (ours.size() + 1));
      if (!ours.isEmpty() && Golden.IS_UPDATED) {
        Golden.write(golden, target, ours.getLast(), server.schema(target.gvk()));
      }
      ours.add(apply(server, target, namespace, ours));
      if (ours.size() == 1 && Golden.IS_UPDATED) {
        Golden.write(golden, target, ours.getLast(), server.schema(target.gvk()));
      }
    }
    server.delete(first, namespace);
    var other = cluster.newNamespace();
    var kubectl = new Kubectl(cluster.connection(), other);
    for (int i = 0; i < ours.size(); i++) {
      var printed = kubectl.feed(Server.text(corpus.steps().get(i)), "apply", "-f", "-");
      assertThat(printed).containsAnyOf("created", "configured", "unchanged");
      var theirs = server.live(first, other);
      assertThat(
              Essence.difference(
                  Essence.withoutAllocations(theirs), Essence.withoutAllocations(ours.get(i))))
          .as("commit %d of %s, kubectl: %s", i + 1, corpus.name(), printed)
          .isEmpty();
      assertThat(annotation(ours.get(i)).replace(namespace, other)).isEqualTo(annotation(theirs));
    }
    server.delete(first, other);
  }

  private static Manifest apply(
      Server server, Manifest target, String namespace, List<Manifest> before) {
    var schema = server.schema(target.gvk());
    var annotated = LastApplied.annotate(target);
    if (before.isEmpty()) {
      var created = server.create(Creation.body(annotated), namespace);
      assertNotModified(target, created, server);
      return created;
    }
    var live = server.live(target, namespace);
    var comparison = Diff.compare(target, live, schema, DiffRules.defaults());
    var result =
        switch (ThreeWayPatch.between(LastApplied.of(live), annotated, live, schema)) {
          case Unchanged() -> live;
          case Patch patch -> {
            var answer = server.send(patch, target, namespace);
            assertThat(answer.statusCode())
                .as(new String(patch.body(), UTF_8) + answer.body())
                .isEqualTo(200);
            yield server.live(target, namespace);
          }
        };
    assertThat(comparison.modified())
        .as(
            "%s: predicted %s%nbut was %s",
            target.key(),
            Essence.difference(comparison.normalizedLive(), comparison.predictedLive()),
            Essence.difference(Essence.of(live), Essence.of(result)))
        .isEqualTo(!Essence.of(live).equals(Essence.of(result)));
    assertNotModified(target, result, server);
    return result;
  }

  private static void assertNotModified(Manifest target, Manifest live, Server server) {
    var again = Diff.compare(target, live, server.schema(target.gvk()), DiffRules.defaults());
    assertThat(Essence.difference(again.normalizedLive(), again.predictedLive()))
        .as(target.key().toString())
        .isEmpty();
    assertThat(again.modified()).isFalse();
  }

  private static Manifest placed(Server server, Manifest object, String namespace) {
    return server.isNamespaced(object) ? object.with(namespace, "metadata", "namespace") : object;
  }

  private static String annotation(Manifest live) {
    return live.annotation(LastApplied.ANNOTATION).orElse("");
  }
}
