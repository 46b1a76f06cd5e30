package io.tiphys.engine.jq;

import io.tiphys.engine.jq.Scope.Binding;
import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs one expression: each result is handed on as soon as there is one. One thread.
final class Evaluator {

  /// Takes results.
  interface Sink {
    void take(Place place);
  }

  final Budget budget;
  private final Builtins builtins;
  private int depth;

  Evaluator(Budget budget) {
    this.budget = budget;
    this.builtins = new Builtins(this);
  }

  void eval(Node node, Scope scope, Place in, Sink out) {
    budget.step();
    switch (node) {
      case Node.Identity() -> out.take(in);
      case Node.Literal(var value) -> out.take(in.made(value));
      case Node.Text(var format, var parts) -> text(format, parts, 0, "", scope, in, out);
      case Node.Format(var name) -> out.take(in.made(builtins.format(name, in.value())));
      case Node.Variable(var name) -> out.take(in.made(variable(name, scope)));
      case Node.Index(var of, var key) ->
          eval(
              of,
              scope,
              in,
              found ->
                  eval(
                      key, scope, in.plain(), step -> out.take(Paths.member(found, step.value()))));
      case Node.Slice(var of, var from, var to) ->
          eval(
              of,
              scope,
              in,
              found ->
                  orNull(
                      to,
                      scope,
                      in,
                      end ->
                          orNull(
                              from,
                              scope,
                              in,
                              start -> out.take(Paths.slice(found, start.value(), end.value())))));
      case Node.Each(var of) -> eval(of, scope, in, found -> each(found, out));
      case Node.ListOf(var items) -> out.take(in.made(list(items, scope, in)));
      case Node.ObjectOf(var members) ->
          object(
              members,
              0,
              new LinkedHashMap<>(),
              scope,
              in.plain(),
              made -> out.take(in.made(made.value())));
      case Node.Negate(var number) ->
          eval(
              number,
              scope,
              in.plain(),
              found -> out.take(in.made(Arithmetic.of("-", 0L, found.value(), budget))));
      case Node.Pipe(var first, var then) ->
          eval(first, scope, in, found -> eval(then, scope, found, out));
      case Node.Comma(var first, var second) -> {
        eval(first, scope, in, out);
        eval(second, scope, in, out);
      }
      case Node.Binary(var operator, var left, var right) ->
          eval(
              right,
              scope,
              in.plain(),
              other ->
                  eval(
                      left,
                      scope,
                      in.plain(),
                      one ->
                          out.take(
                              in.made(
                                  Arithmetic.of(operator, one.value(), other.value(), budget)))));
      case Node.And(var left, var right) ->
          eval(
              left,
              scope,
              in.plain(),
              one -> {
                if (isTrue(one)) {
                  eval(right, scope, in.plain(), other -> out.take(in.made(isTrue(other))));
                } else {
                  out.take(in.made(false));
                }
              });
      case Node.Or(var left, var right) ->
          eval(
              left,
              scope,
              in.plain(),
              one -> {
                if (isTrue(one)) {
                  out.take(in.made(true));
                } else {
                  eval(right, scope, in.plain(), other -> out.take(in.made(isTrue(other))));
                }
              });
      case Node.Alternative(var left, var right) -> alternative(left, right, scope, in, out);
      case Node.If(var condition, var then, var otherwise) ->
          eval(
              condition,
              scope,
              in.plain(),
              found -> eval(isTrue(found) ? then : otherwise, scope, in, out));
      case Node.Try(var body, var handler) -> attempt(body, handler, scope, in, out);
      case Node.Reduce reduce -> reduce(reduce, scope, in, out);
      case Node.Foreach foreach -> foreach(foreach, scope, in, out);
      case Node.Bind(var source, var variable, var body) ->
          bind(source, variable, scope, in, inside -> eval(body, inside, in, out));
      case Node.Defining(var def, var rest) ->
          eval(rest, scope.with(def.key(), new Binding.Function(def)), in, out);
      case Node.Call call -> call(call, scope, in, out);
    }
  }

  private void orNull(@Nullable Node node, Scope scope, Place in, Sink out) {
    if (node == null) {
      out.take(Place.of(null));
    } else {
      eval(node, scope, in.plain(), out);
    }
  }

  private static @Nullable Object variable(String name, Scope scope) {
    var found = scope.find(name);
    if (found != null && found.binding() instanceof Binding.Value(var value)) {
      return value;
    }
    throw new JqError(name + " is not defined");
  }

  void each(Place of, Sink out) {
    switch (of.value()) {
      case Map<?, ?> map -> {
        // by name, as gojq: the same values give the same answer in the same order
        for (var member : new TreeMap<>(JsonTree.object(map)).entrySet()) {
          budget.step();
          out.take(of.below(member.getKey(), member.getValue()));
        }
      }
      case List<?> items -> {
        for (int i = 0; i < items.size(); i++) {
          budget.step();
          out.take(of.below((long) i, items.get(i)));
        }
      }
      case null, default -> throw new JqError("Cannot iterate over " + JqError.kind(of.value()));
    }
  }

  List<@Nullable Object> list(@Nullable Node items, Scope scope, Place in) {
    var list = new ArrayList<@Nullable Object>();
    if (items != null) {
      eval(
          items,
          scope,
          in.plain(),
          item -> {
            budget.grow(1);
            list.add(item.value());
          });
    }
    return Collections.unmodifiableList(list);
  }

  private void object(
      List<Node.Member> members,
      int from,
      Map<String, @Nullable Object> made,
      Scope scope,
      Place in,
      Sink out) {
    if (from == members.size()) {
      budget.grow(made.size());
      out.take(Place.of(Collections.unmodifiableMap(new LinkedHashMap<>(made))));
      return;
    }
    var member = members.get(from);
    eval(
        member.key(),
        scope,
        in,
        key -> {
          if (!(key.value() instanceof String name)) {
            throw new JqError("Object keys must be strings, not " + JqError.kind(key.value()));
          }
          eval(
              member.value(),
              scope,
              in,
              value -> {
                var more = new LinkedHashMap<String, @Nullable Object>(made);
                more.put(name, value.value());
                object(members, from + 1, more, scope, in, out);
              });
        });
  }

  private void text(
      String format, List<Node> parts, int from, String made, Scope scope, Place in, Sink out) {
    if (from == parts.size()) {
      out.take(in.made(made));
      return;
    }
    eval(
        parts.get(from),
        scope,
        in.plain(),
        part -> {
          boolean isWritten = parts.get(from) instanceof Node.Literal;
          String more =
              isWritten ? String.valueOf(part.value()) : builtins.format(format, part.value());
          budget.grow(made.length() + (long) more.length());
          text(format, parts, from + 1, made + more, scope, in, out);
        });
  }

  private void alternative(Node left, Node right, Scope scope, Place in, Sink out) {
    boolean[] any = {false};
    boolean[] handingOn = {false};
    try {
      eval(
          left,
          scope,
          in,
          found -> {
            if (isTrue(found)) {
              any[0] = true;
              handingOn[0] = true;
              out.take(found);
              handingOn[0] = false;
            }
          });
    } catch (JqError e) {
      if (handingOn[0]) {
        throw e;
      }
    }
    if (!any[0]) {
      eval(right, scope, in, out);
    }
  }

  /// An error of what takes the results is not one of the body.
  private void attempt(Node body, @Nullable Node handler, Scope scope, Place in, Sink out) {
    boolean[] handingOn = {false};
    try {
      eval(
          body,
          scope,
          in,
          found -> {
            handingOn[0] = true;
            out.take(found);
            handingOn[0] = false;
          });
    } catch (JqError e) {
      if (handingOn[0]) {
        throw e;
      }
      if (handler != null) {
        eval(handler, scope, in.made(e.value), out);
      }
    }
  }

  private void reduce(Node.Reduce node, Scope scope, Place in, Sink out) {
    eval(
        node.start(),
        scope,
        in,
        start -> {
          var state = new Place[] {start};
          bind(
              node.source(),
              node.variable(),
              scope,
              in,
              inside -> {
                var last = new Place[] {in.made(null)};
                eval(node.update(), inside, state[0], updated -> last[0] = updated);
                state[0] = last[0];
              });
          out.take(state[0]);
        });
  }

  private void foreach(Node.Foreach node, Scope scope, Place in, Sink out) {
    eval(
        node.start(),
        scope,
        in,
        start -> {
          var state = new Place[] {start};
          bind(
              node.source(),
              node.variable(),
              scope,
              in,
              inside ->
                  eval(
                      node.update(),
                      inside,
                      state[0],
                      updated -> {
                        state[0] = updated;
                        eval(node.extract(), inside, updated, out);
                      }));
        });
  }

  /// @param body is run in a scope in which the variable is the next of the source's values
  private void bind(Node source, String variable, Scope scope, Place in, Consumer<Scope> body) {
    eval(
        source,
        scope,
        in.plain(),
        found -> body.accept(scope.with(variable, new Binding.Value(found.value()))));
  }

  private void call(Node.Call call, Scope scope, Place in, Sink out) {
    budget.depth(++depth);
    try {
      var found = scope.find(call.key());
      if (found == null) {
        var def = Builtins.defined(call.key());
        if (def == null) {
          builtins.call(call, scope, in, out);
        } else {
          function(def, Scope.EMPTY, call.arguments(), 0, scope, in, out);
        }
        return;
      }
      switch (found.binding()) {
        case Binding.Argument(var body, var at) -> eval(body, at, in, out);
        case Binding.Function(var def) ->
            function(def, found.at(), call.arguments(), 0, scope, in, out);
        case Binding.Value(var value) -> out.take(in.made(value));
      }
    } finally {
      depth--;
    }
  }

  private void function(
      Node.Def def,
      Scope inside,
      List<Node> arguments,
      int from,
      Scope outside,
      Place in,
      Sink out) {
    if (from == arguments.size()) {
      eval(def.body(), inside, in, out);
      return;
    }
    var argument = arguments.get(from);
    String parameter = def.parameters().get(from);
    if (!parameter.startsWith("$")) {
      var more = inside.with(parameter + "/0", new Binding.Argument(argument, outside));
      function(def, more, arguments, from + 1, outside, in, out);
      return;
    }
    eval(
        argument,
        outside,
        in.plain(),
        value -> {
          var bound = new Binding.Value(value.value());
          var more = inside.with(parameter, bound).with(parameter.substring(1) + "/0", bound);
          function(def, more, arguments, from + 1, outside, in, out);
        });
  }

  static boolean isTrue(Place place) {
    return place.value() != null && !Boolean.FALSE.equals(place.value());
  }

  /// A result for the outside.
  @Nullable Object made(Place place) {
    budget.grow(1);
    return place.value();
  }

  List<@Nullable Object> pathOf(Place place) {
    var steps = place.steps();
    budget.grow(steps.size() + 1L);
    return steps;
  }
}
