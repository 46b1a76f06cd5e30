package io.tiphys.e2e.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.e2e.operation.Case.Expected;
import io.tiphys.model.json.JsonTree;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of one row in one situation at one door.
///
/// @param expected with the meanings of all words
/// @param same the outcome at the first door
record Trial(
    Row row, Situation situation, String door, Expected expected, Outcome outcome, Outcome same) {

  /// As the row says, and as at the first door.
  void check() {
    switch (expected) {
      case Expected.Refusal(var code, var text) -> {
        assertThat(said(outcome))
            .as("%s over %s", situation.words(), door)
            .startsWith(Codes.name(code) + ": ");
        assertThat(Parts.matches(outcome.text(), text))
            .as("%s%nis not%n%s", said(outcome), text)
            .isTrue();
      }
      case Expected.Answer(var part) -> {
        assertThat(outcome.isOk()).as(said(outcome)).isTrue();
        var answer = telling(outcome, part);
        assertThat(Parts.has(answer, part))
            .as("%s over %s:%n%s%nhas not%n%s", situation.words(), door, json(answer), json(part))
            .isTrue();
        assertThat(steady(answer, part))
            .as("over %s", door)
            .isEqualTo(steady(telling(same, part), part));
      }
    }
  }

  /// What has to be the same at each door: without the status that the controller is still writing,
  /// unless the row speaks of it.
  private static String steady(@Nullable Object answer, @Nullable Object part) {
    var steady = Unsteady.without(answer);
    if (steady instanceof Map<?, ?> map && part instanceof Map<?, ?> members) {
      var told = JsonTree.object(map);
      told.keySet().removeIf(it -> it.equals("status") && !members.containsKey(it));
      return json(told);
    }
    return json(steady);
  }

  /// The message that a stream was ended at; the only one else.
  private static @Nullable Object telling(Outcome outcome, @Nullable Object part) {
    return outcome.answers().stream()
        .filter(it -> Parts.has(it, part))
        .findFirst()
        .orElse(outcome.answers().isEmpty() ? null : outcome.answers().getFirst());
  }

  static String said(Outcome outcome) {
    return outcome.isOk()
        ? "OK: " + json(outcome.answers())
        : Codes.name(outcome.code()) + ": " + outcome.text();
  }

  static String json(@Nullable Object tree) {
    return JsonTree.writeString(tree);
  }
}
