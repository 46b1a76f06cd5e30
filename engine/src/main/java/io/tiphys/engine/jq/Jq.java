package io.tiphys.engine.jq;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A jq expression, ready to run. Immutable; any number of threads.
///
/// The language is that of jq 1.7 without `label`, destructuring, modules, input, time and the
/// environment.
public final class Jq {

  private static final int LONGEST = 16_384;

  private final String text;
  private final Node body;

  private Jq(String text, Node body) {
    this.text = text;
    this.body = body;
  }

  /// What a text comes to.
  public sealed interface Parsed {
    record Good(Jq jq) implements Parsed {}

    /// @param message what is wrong, and where
    record Bad(String message) implements Parsed {}
  }

  /// What a run comes to.
  public sealed interface Result {

    /// @param values as many as the expression gave
    record Values(List<@Nullable Object> values) implements Result {}

    /// The expression does not fit the value, such as `.a[]` where `a` is no list.
    record Failed(String message) implements Result {}

    /// It went beyond a limit.
    record Exceeded(String message) implements Result {}
  }

  private interface Work {
    List<@Nullable Object> with(Evaluator evaluator);
  }

  public static Parsed parse(String text) {
    if (text.length() > LONGEST) {
      return new Parsed.Bad("it is longer than %d characters".formatted(LONGEST));
    }
    try {
      return new Parsed.Good(new Jq(text, Parser.program(text)));
    } catch (SyntaxException e) {
      return new Parsed.Bad(e.getMessage());
    } catch (StackOverflowError e) {
      return new Parsed.Bad("it is nested too deeply");
    }
  }

  /// The expression's results for a value.
  ///
  /// @param input a tree as [io.tiphys.model.json.JsonTree] describes it; not changed
  public Result run(@Nullable Object input, JqLimits limits) {
    return guarded(
        limits,
        evaluator -> {
          var values = new ArrayList<@Nullable Object>();
          evaluator.eval(
              body, Scope.EMPTY, Place.of(input), place -> values.add(evaluator.made(place)));
          return values;
        });
  }

  /// The value without what the expression points at, as jq's `del(...)` gives it.
  ///
  /// @return one value: the input itself when the expression points at nothing
  public Result delete(@Nullable Object input, JqLimits limits) {
    return guarded(
        limits,
        evaluator -> {
          var paths = new ArrayList<List<@Nullable Object>>();
          evaluator.eval(
              body, Scope.EMPTY, Place.root(input), place -> paths.add(evaluator.pathOf(place)));
          var values = new ArrayList<@Nullable Object>(1);
          values.add(Paths.delete(input, paths, evaluator.budget));
          return values;
        });
  }

  private static Result guarded(JqLimits limits, Work work) {
    try {
      return new Result.Values(work.with(new Evaluator(new Budget(limits))));
    } catch (JqError e) {
      return new Result.Failed(e.text());
    } catch (ExceededException e) {
      return new Result.Exceeded(e.getMessage());
    } catch (StackOverflowError e) {
      return new Result.Exceeded("it goes too deep");
    }
  }

  /// jq's order of values: null, false, true, numbers, texts, lists, objects.
  public static Comparator<@Nullable Object> order() {
    return (one, other) -> Order.compare(one, other, Budget.unlimited());
  }

  @Override
  public String toString() {
    return text;
  }
}
