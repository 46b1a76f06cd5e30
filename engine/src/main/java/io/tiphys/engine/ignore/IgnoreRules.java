package io.tiphys.engine.ignore;

import io.tiphys.engine.jq.Jq;
import io.tiphys.engine.jq.JqLimits;
import io.tiphys.engine.normalize.StoredForm;
import io.tiphys.engine.ownership.ManagedFields;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Rules that were read and made ready. Immutable; any number of threads.
///
/// A rule that cannot be used is a [Problem] of the objects that it is for and leaves nothing out;
/// all others hold.
public final class IgnoreRules {

  /// Leaves out nothing.
  public static final IgnoreRules NONE = new IgnoreRules(List.of());

  /// What is wrong with a rule.
  ///
  /// @param groupKind of the rule, such as `apps/Deployment`
  /// @param expression the JSON pointer or jq expression
  public record Problem(String groupKind, String expression, String message) {
    /// As a condition has it.
    @Override
    public String toString() {
      return "ignoreDifferences of %s: %s: %s".formatted(groupKind, expression, message);
    }
  }

  /// What is left of two versions of an object.
  ///
  /// @param problems rules that were given up while they ran
  public record Left(Manifest target, Manifest live, List<Problem> problems) {}

  /// When an expression has to stop. Asked anew for each.
  public interface Deadline {
    /// @return whether its time is over
    BooleanSupplier start();
  }

  /// Expressions end by their limit of steps alone.
  public static final Deadline NO_DEADLINE = () -> () -> false;

  private record Expression(String text, Jq jq) {}

  private record Ready(
      IgnoreRule rule,
      List<JsonPointer> pointers,
      List<Expression> expressions,
      List<Problem> problems) {

    boolean isFor(GroupKind kind) {
      return KindGlob.matches(rule.group(), kind.group())
          && KindGlob.matches(rule.kind(), kind.kind());
    }

    boolean isFor(Manifest object) {
      return isFor(object.gvk().groupKind())
          && (rule.name().isEmpty() || rule.name().equals(object.name()))
          && (rule.namespace().isEmpty() || rule.namespace().equals(object.namespace()));
    }
  }

  private final List<Ready> rules;
  private final String digest;

  private IgnoreRules(List<Ready> rules) {
    this.rules = List.copyOf(rules);
    this.digest = digest(rules);
  }

  /// @param rules in the order in which they are applied
  public static IgnoreRules of(List<IgnoreRule> rules) {
    return rules.isEmpty()
        ? NONE
        : new IgnoreRules(rules.stream().map(IgnoreRules::ready).toList());
  }

  private static Ready ready(IgnoreRule rule) {
    var problems = new ArrayList<Problem>();
    var pointers = new ArrayList<JsonPointer>();
    for (String text : rule.jsonPointers()) {
      try {
        pointers.add(JsonPointer.parse(text));
      } catch (IllegalArgumentException e) {
        problems.add(
            new Problem(
                rule.groupKind(), "JSON pointer \"%s\"".formatted(text), "" + e.getMessage()));
      }
    }
    var expressions = new ArrayList<Expression>();
    for (String text : rule.jqPathExpressions()) {
      switch (Jq.parse(text)) {
        case Jq.Parsed.Good(var jq) -> expressions.add(new Expression(text, jq));
        case Jq.Parsed.Bad(var message) -> problems.add(jqProblem(rule, text, message));
      }
    }
    return new Ready(rule, List.copyOf(pointers), List.copyOf(expressions), List.copyOf(problems));
  }

  private static Problem jqProblem(IgnoreRule rule, String text, String message) {
    String shown = text.length() <= 200 ? text : text.substring(0, 200) + "...";
    return new Problem(rule.groupKind(), "jq expression \"%s\"".formatted(shown), message);
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /// The same for equal rules, in every process: part of a key under which an answer is kept.
  public String digest() {
    return digest;
  }

  /// The rules that cannot be used, whatever the objects.
  public List<Problem> problems() {
    return rules.stream().flatMap(rule -> rule.problems().stream()).toList();
  }

  /// Those that an object of this kind meets.
  public List<Problem> problems(GroupKind kind) {
    return rules.stream()
        .filter(rule -> rule.isFor(kind))
        .flatMap(rule -> rule.problems().stream())
        .toList();
  }

  /// Whether some rule is for the object.
  public boolean concern(Manifest object) {
    return rules.stream().anyMatch(rule -> rule.isFor(object));
  }

  /// The managers whose fields are left out of the object; its `managedFields` are needed then.
  public Set<String> managersOf(Manifest object) {
    var managers = new LinkedHashSet<String>();
    for (Ready rule : rules) {
      if (!rule.rule().managers().isEmpty() && rule.isFor(object)) {
        managers.addAll(rule.rule().managers());
      }
    }
    return managers;
  }

  /// Two versions of an object without what does not count.
  ///
  /// @param fields the live object's; [ManagedFields#NONE] when no rule asks for them
  public Left apply(Manifest target, Manifest live, ManagedFields fields, Deadline deadline) {
    if (rules.isEmpty() || !concern(live)) {
      return new Left(target, live, List.of());
    }
    var problems = new ArrayList<Problem>();
    var both = fields.without(managersOf(live), StoredForm.of(target), live);
    return new Left(
        without(both.target(), live, deadline, problems),
        without(both.live(), live, deadline, problems),
        problems.stream().distinct().toList());
  }

  /// One version without what does not count, as far as the object alone says that.
  public Manifest withoutIgnored(Manifest object, Deadline deadline) {
    return without(object, object, deadline, new ArrayList<>());
  }

  private Manifest without(
      Manifest object, Manifest named, Deadline deadline, List<Problem> problems) {
    Object left = object.content();
    for (Ready rule : rules) {
      if (!rule.isFor(named)) {
        continue;
      }
      for (JsonPointer pointer : rule.pointers()) {
        left = pointer.removeFrom(left);
      }
      for (Expression expression : rule.expressions()) {
        left = without(left, rule.rule(), expression, deadline, problems);
      }
    }
    return left == object.content() ? object : new Manifest(JsonTree.objectOrEmpty(left));
  }

  private static Object without(
      Object value,
      IgnoreRule rule,
      Expression expression,
      Deadline deadline,
      List<Problem> problems) {
    return switch (expression.jq().delete(value, JqLimits.until(deadline.start()))) {
      case Jq.Result.Values(var values) ->
          values.size() == 1 && values.getFirst() instanceof Object left ? left : value;
      // an object without the field, as in Argo CD: there is nothing to leave out
      case Jq.Result.Failed _ -> value;
      case Jq.Result.Exceeded(var message) -> {
        problems.add(jqProblem(rule, expression.text(), message));
        yield value;
      }
    };
  }

  private static List<Object> words(IgnoreRule rule) {
    return List.of(
        rule.group(),
        rule.kind(),
        rule.name(),
        rule.namespace(),
        rule.jsonPointers(),
        rule.jqPathExpressions(),
        rule.managers());
  }

  private static String digest(List<Ready> rules) {
    if (rules.isEmpty()) {
      return "";
    }
    try {
      var words = JsonTree.write(rules.stream().map(rule -> words(rule.rule())).toList());
      var hash = MessageDigest.getInstance("SHA-256").digest(words);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("this JVM has no SHA-256", absent);
    }
  }
}
