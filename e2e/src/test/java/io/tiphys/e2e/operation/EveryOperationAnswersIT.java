package io.tiphys.e2e.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.e2e.SharedTiphys;
import io.tiphys.e2e.operation.Case.Asked;
import io.tiphys.e2e.operation.Case.Expected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every operation over gRPC and over REST, in each situation as its row says. What was seen is
/// `docs/operations.md`.
class EveryOperationAnswersIT {

  @RegisterExtension
  static final SharedTiphys tiphys = SharedTiphys.with(Map.of("ARGOCD_HYDRATOR_ENABLED", "true"));

  private static final Path DOCUMENT = Path.of("../docs/operations.md");
  private static final Path SEEN = Path.of("target/operations.md");

  private static final List<Row> rows = Rows.all();
  private static final Map<Row, List<Trial>> trials = new LinkedHashMap<>();
  private static Words words = new Words(Map.of());

  @BeforeAll
  static void askEverything() throws IOException {
    String server = tiphys.apiServer();
    try (var grpc = new OverGrpc(server);
        var rest = new OverRest(server, 0);
        var more = new OverRest(server, 1);
        var scene = Scene.set(tiphys, grpc)) {
      words = scene.words();
      for (Row row : rows) {
        var doors = new ArrayList<Door>(List.of(grpc, rest));
        if (Api.bindings(row.method()).size() > 1) {
          doors.add(more);
        }
        for (Situation situation : Situation.values()) {
          if (row.in(situation) instanceof Asked asked) {
            ask(scene, row, situation, asked, doors);
          }
        }
      }
    }
  }

  private static void ask(
      Scene scene, Row row, Situation situation, Asked asked, List<Door> doors) {
    Outcome first = null;
    for (int i = 0; i < doors.size(); i++) {
      Door door = doors.get(i);
      var known = scene.words().with("door", door.name()).with("n", String.valueOf(i + 1));
      for (var given : asked.given()) {
        var outcome =
            doors
                .getFirst()
                .ask(
                    Api.method(given.operation()),
                    scene.token("admin"),
                    List.of(known.filled(given.message())),
                    answer -> true);
        assertThat(outcome.isOk())
            .as("%s before %s: %s", given.operation(), door.name(), Trial.said(outcome))
            .isTrue();
        known = known.with("given", outcome.answers().getFirst());
      }
      var filled = known;
      var expected =
          switch (asked.expected()) {
            case Expected.Answer(var part) -> new Expected.Answer(filled.fill(part));
            case Expected.Refusal(var code, var text) ->
                new Expected.Refusal(code, filled.text(text));
          };
      Supplier<Outcome> call =
          () ->
              door.ask(
                  row.method(),
                  scene.token(asked.as()),
                  asked.messages().stream().map(filled::filled).toList(),
                  answer ->
                      expected instanceof Expected.Answer(var part) && Parts.has(answer, part));
      var outcome = asked.isSoon() ? soon(call, expected) : call.get();
      first = first == null ? outcome : first;
      trials
          .computeIfAbsent(row, it -> new ArrayList<>())
          .add(new Trial(row, situation, door.name(), expected, outcome, first));
    }
  }

  /// The first outcome that is as expected; the last one, if none is.
  private static Outcome soon(Supplier<Outcome> call, Expected expected) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      var outcome = call.get();
      boolean isThere =
          expected instanceof Expected.Answer(var part)
              && outcome.answers().stream().anyMatch(it -> Parts.has(it, part));
      if (isThere || System.nanoTime() - end > 0) {
        return outcome;
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  @Test
  void thereAreAsManyAsTheContractHas() {
    assertThat(rows).hasSize(109);
    assertThat(
            rows.stream()
                .flatMap(it -> Api.bindings(it.method()).stream())
                .map(it -> it.verb() + it.path())
                .distinct())
        .hasSize(106);
  }

  @TestFactory
  Stream<DynamicNode> eachAnswersAsItsRowSays() {
    return trials.entrySet().stream()
        .map(it ->
            DynamicContainer.dynamicContainer(
                it.getKey().method().getFullMethodName(),
                it.getValue().stream()
                    .map(trial ->
                        DynamicTest.dynamicTest(
                            it.getKey().method().getFullMethodName()
                                + ": "
                                + trial.situation().words()
                                + " over "
                                + trial.door(),
                            trial::check))));
  }

  @Test
  void theDocumentIsTrue() throws IOException {
    var seen = new HashMap<Row, Map<Situation, Trial>>();
    trials.forEach((row, all) -> {
      var first = new EnumMap<Situation, Trial>(Situation.class);
      all.forEach(it -> first.putIfAbsent(it.situation(), it));
      seen.put(row, first);
    });
    var document = new OperationsDocument(words, rows, seen);
    document.write(Boolean.getBoolean("golden.update") ? DOCUMENT : SEEN);
    assertThat(Files.readString(DOCUMENT))
        .as("%s is not true any more; look at the difference, and copy %s over it", DOCUMENT, SEEN)
        .isEqualTo(document.text());
  }
}
