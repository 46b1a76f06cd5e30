package io.tiphys.engine.jq;

import io.tiphys.engine.jq.Evaluator.Sink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The functions that every expression may use; those that look at more than values are here.
final class Builtins {

  static final Set<String> FORMATS = Set.of("@text", "@json", "@base64", "@base64d");

  private static final Set<String> NATIVE =
      Set.of(
          "empty/0",
          "error/0",
          "error/1",
          "not/0",
          "length/0",
          "utf8bytelength/0",
          "keys/0",
          "keys_unsorted/0",
          "has/1",
          "contains/1",
          "path/1",
          "getpath/1",
          "setpath/2",
          "delpaths/1",
          "range/2",
          "range/3",
          "floor/0",
          "ceil/0",
          "sqrt/0",
          "round/0",
          "fabs/0",
          "tostring/0",
          "tonumber/0",
          "type/0",
          "flatten/0",
          "flatten/1",
          "join/1",
          "sort/0",
          "sort_by/1",
          "group_by/1",
          "unique_by/1",
          "min_by/1",
          "max_by/1",
          "reverse/0",
          "startswith/1",
          "endswith/1",
          "ltrimstr/1",
          "rtrimstr/1",
          "split/1",
          "ascii_downcase/0",
          "ascii_upcase/0",
          "trim/0",
          "ltrim/0",
          "rtrim/0",
          "test/1",
          "test/2",
          "_matches/1",
          "_matches/2",
          "limit/2",
          "last/1",
          "indices/1",
          "explode/0",
          "implode/0",
          "tojson/0",
          "fromjson/0",
          "isempty/1",
          "env/0",
          "infinite/0");

  private static final Map<String, Node.Def> DEFINED = definitions();

  /// Thrown to end a generator early; only the call that made it catches it.
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("", null, false, false);
    }
  }

  private final Evaluator evaluator;
  private final Budget budget;
  private final Functions functions;

  Builtins(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.budget = evaluator.budget;
    this.functions = new Functions(budget);
  }

  static Set<String> names() {
    var names = new HashSet<>(NATIVE);
    names.addAll(DEFINED.keySet());
    return names;
  }

  static Node.@Nullable Def defined(String key) {
    return DEFINED.get(key);
  }

  private static Map<String, Node.Def> definitions() {
    var names = new HashSet<>(NATIVE);
    for (String line : Prelude.TEXT.split("\n")) {
      names.add(Prelude.key(line));
    }
    return Parser.definitions(Prelude.TEXT, names);
  }

  String format(String name, @Nullable Object value) {
    return Texts.format(name, value, budget);
  }

  void call(Node.Call call, Scope scope, Place in, Sink out) {
    var arguments = call.arguments();
    switch (call.key()) {
      case "empty/0" -> {}
      case "path/1" ->
          evaluator.eval(
              arguments.getFirst(),
              scope,
              Place.root(in.value()),
              found -> out.take(in.made(evaluator.pathOf(found))));
      case "getpath/1" ->
          evaluator.eval(arguments.getFirst(), scope, in.plain(), path -> getPath(path, in, out));
      case "limit/2" ->
          evaluator.eval(
              arguments.getFirst(),
              scope,
              in.plain(),
              count ->
                  limit(
                      Functions.number(count.value()).longValue(),
                      arguments.get(1),
                      scope,
                      in,
                      out));
      case "last/1" -> {
        var last = new @Nullable Place[1];
        evaluator.eval(arguments.getFirst(), scope, in, found -> last[0] = found);
        var found = last[0];
        if (found != null) {
          out.take(found);
        }
      }
      case "isempty/1" -> {
        var any = new boolean[1];
        limit(1, arguments.getFirst(), scope, in.plain(), found -> any[0] = true);
        out.take(in.made(!any[0]));
      }
      case "sort_by/1", "group_by/1", "unique_by/1", "min_by/1", "max_by/1" ->
          out.take(
              in.made(byKey(call.name(), arguments.getFirst(), scope, Functions.list(in.value()))));
      case "range/2", "range/3" -> values(arguments, scope, in, given -> range(given, in, out));
      default ->
          values(
              arguments,
              scope,
              in,
              given -> out.take(in.made(functions.of(call.key(), in.value(), given))));
    }
  }

  private interface Given {
    void take(List<@Nullable Object> values);
  }

  /// Each combination of what the arguments give.
  private void values(List<Node> arguments, Scope scope, Place in, Given out) {
    values(arguments, 0, List.of(), scope, in.plain(), out);
  }

  private void values(
      List<Node> arguments,
      int from,
      List<@Nullable Object> known,
      Scope scope,
      Place in,
      Given out) {
    if (from == arguments.size()) {
      out.take(known);
      return;
    }
    evaluator.eval(
        arguments.get(from),
        scope,
        in,
        value -> {
          var more = new ArrayList<@Nullable Object>(known);
          more.add(value.value());
          values(arguments, from + 1, more, scope, in, out);
        });
  }

  private static void getPath(Place path, Place in, Sink out) {
    var found = in;
    for (var step : Functions.list(path.value())) {
      found = found.below(step, found.value() == null ? null : Paths.at(found.value(), step));
    }
    out.take(found);
  }

  private void limit(long count, Node of, Scope scope, Place in, Sink out) {
    if (count <= 0) {
      return;
    }
    var enough = new Enough();
    var left = new long[] {count};
    try {
      evaluator.eval(
          of,
          scope,
          in,
          found -> {
            left[0]--;
            out.take(found);
            if (left[0] <= 0) {
              throw enough;
            }
          });
    } catch (Enough e) {
      if (e != enough) {
        throw e;
      }
    }
  }

  private void range(List<@Nullable Object> given, Place in, Sink out) {
    var from = Functions.number(given.get(0));
    var to = Functions.number(given.get(1)).doubleValue();
    var by = given.size() > 2 ? Functions.number(given.get(2)) : Long.valueOf(1);
    Object at = from;
    double step = by.doubleValue();
    while (at instanceof Number now
        && (step > 0 ? now.doubleValue() < to : step < 0 && now.doubleValue() > to)) {
      budget.step();
      out.take(in.made(at));
      at = Arithmetic.plus(at, by, budget);
    }
  }

  private record Keyed(List<@Nullable Object> key, @Nullable Object item) {}

  private @Nullable Object byKey(String what, Node by, Scope scope, List<@Nullable Object> items) {
    var keyed = new ArrayList<Keyed>(items.size());
    for (var item : items) {
      keyed.add(new Keyed(evaluator.list(by, scope, Place.of(item)), item));
    }
    keyed.sort((one, other) -> Order.compare(one.key(), other.key(), budget));
    if (what.equals("min_by") || what.equals("max_by")) {
      return keyed.isEmpty()
          ? null
          : (what.equals("min_by") ? keyed.getFirst() : keyed.getLast()).item();
    }
    var made = new ArrayList<@Nullable Object>();
    @Nullable Keyed before = null;
    List<@Nullable Object> group = new ArrayList<>();
    for (var one : keyed) {
      boolean isSame = before != null && Order.compare(before.key(), one.key(), budget) == 0;
      switch (what) {
        case "sort_by" -> made.add(one.item());
        case "unique_by" -> {
          if (!isSame) {
            made.add(one.item());
          }
        }
        default -> {
          if (!isSame) {
            group = new ArrayList<>();
            made.add(group);
          }
          group.add(one.item());
        }
      }
      before = one;
      budget.grow(1);
    }
    return Collections.unmodifiableList(made);
  }
}
