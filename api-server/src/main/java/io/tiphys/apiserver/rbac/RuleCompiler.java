package io.tiphys.apiserver.rbac;

import io.tiphys.apiserver.rbac.PolicyLine.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Compiles the rules of one policy; the same pattern once.
final class RuleCompiler {

  private final MatchMode mode;
  private final Consumer<PolicyProblem> problems;
  private final Consumer<PolicyProblem> hints;
  private final Map<String, TextPattern> known = new HashMap<>();

  /// @param problems is told of patterns that make the policy unusable
  /// @param hints is told of lines that do nothing
  RuleCompiler(MatchMode mode, Consumer<PolicyProblem> problems, Consumer<PolicyProblem> hints) {
    this.mode = mode;
    this.problems = problems;
    this.hints = hints;
  }

  /// @return the rules by their subject
  Map<String, List<CompiledRule>> compile(List<Rule> rules) {
    var bySubject = new HashMap<String, List<CompiledRule>>();
    for (Rule rule : rules) {
      if (rule.effect() == Effect.NONE) {
        hints.accept(problem(rule, "the effect is neither allow nor deny, the line does nothing"));
        continue;
      }
      bySubject
          .computeIfAbsent(rule.subject(), it -> new ArrayList<>())
          .add(
              new CompiledRule(
                  rule,
                  pattern(rule, rule.resource()),
                  pattern(rule, rule.action()),
                  pattern(rule, rule.object())));
    }
    bySubject.replaceAll((subject, list) -> List.copyOf(list));
    return Map.copyOf(bySubject);
  }

  private TextPattern pattern(Rule rule, String text) {
    var present = known.get(text);
    if (present != null) {
      return present;
    }
    TextPattern pattern;
    try {
      pattern = mode.compile(text);
    } catch (IllegalArgumentException e) {
      var problem = problem(rule, "\"" + text + "\": " + e.getMessage());
      switch (mode) {
        case GLOB -> hints.accept(problem); // the original's matcher says no, too
        case REGEX -> problems.accept(problem);
      }
      pattern = new TextPattern.Never();
    }
    known.put(text, pattern);
    return pattern;
  }

  private static PolicyProblem problem(Rule rule, String message) {
    return new PolicyProblem(rule.place().origin(), rule.place().line(), message);
  }
}
