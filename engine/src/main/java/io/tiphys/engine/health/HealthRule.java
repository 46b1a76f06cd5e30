package io.tiphys.engine.health;

import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One line of the table of custom resources: what an object's health is if all premises hold.
///
/// @param message with `{path}`, `{message}`, `{reason}` and `{type}` (of the condition that the
///   first such premise found) to be filled in; empty for the usual one
record HealthRule(List<Premise> premises, HealthStatusCode code, Optional<String> message) {

  HealthRule {
    premises = List.copyOf(premises);
  }

  /// @return empty when a premise does not hold
  Optional<Health> judge(Manifest live) {
    var conditions = new ArrayList<Condition>();
    for (Premise premise : premises) {
      var evidence = premise.evidence(live);
      if (evidence.isEmpty()) {
        return Optional.empty();
      }
      evidence.get().condition().ifPresent(conditions::add);
    }
    var condition = conditions.stream().findFirst();
    String text =
        message
            .map(template -> fill(template, condition, live))
            .orElseGet(() ->
                condition.map(Condition::why).orElseGet(() -> live.text("status", "message")));
    return Optional.of(new Health(code, text));
  }

  private static String fill(String template, Optional<Condition> condition, Manifest live) {
    var text = new StringBuilder();
    int at = 0;
    while (true) {
      int open = template.indexOf('{', at);
      int close = open < 0 ? -1 : template.indexOf('}', open);
      if (close < 0) {
        return text.append(template, at, template.length()).toString();
      }
      text.append(template, at, open);
      String name = template.substring(open + 1, close);
      text.append(
          switch (name) {
            case "message" -> condition.map(Condition::why).orElse("");
            case "reason" -> condition.map(Condition::reason).orElse("");
            case "type" -> condition.map(Condition::type).orElse("");
            default -> RuleReader.path(name).textIn(live.content());
          });
      at = close + 1;
    }
  }
}
