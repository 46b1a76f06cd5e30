package io.tiphys.engine.jq;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An expression as it was parsed.
sealed interface Node {

  record Identity() implements Node {}

  record Literal(@Nullable Object value) implements Node {}

  /// A text with expressions in it.
  ///
  /// @param format how their values are written, such as `@base64`; `@text` for as they are
  record Text(String format, List<Node> parts) implements Node {}

  record Format(String name) implements Node {}

  record Variable(String name) implements Node {}

  record Index(Node of, Node key) implements Node {}

  /// @param from null for the start
  /// @param to null for the end
  record Slice(Node of, @Nullable Node from, @Nullable Node to) implements Node {}

  record Each(Node of) implements Node {}

  /// @param items null for an empty list
  record ListOf(@Nullable Node items) implements Node {}

  record ObjectOf(List<Member> members) implements Node {}

  record Member(Node key, Node value) {}

  record Negate(Node number) implements Node {}

  record Pipe(Node first, Node then) implements Node {}

  record Comma(Node first, Node second) implements Node {}

  /// @param operator `+`, `-`, `*`, `/`, `%`, `==`, `!=`, `<`, `<=`, `>`, `>=`
  record Binary(String operator, Node left, Node right) implements Node {}

  record And(Node left, Node right) implements Node {}

  record Or(Node left, Node right) implements Node {}

  record Alternative(Node left, Node right) implements Node {}

  record If(Node condition, Node then, Node otherwise) implements Node {}

  /// @param handler null to give nothing
  record Try(Node body, @Nullable Node handler) implements Node {}

  record Reduce(Node source, String variable, Node start, Node update) implements Node {}

  record Foreach(Node source, String variable, Node start, Node update, Node extract)
      implements Node {}

  record Bind(Node source, String variable, Node body) implements Node {}

  /// @param parameters `f`, or `$x` for one that is evaluated before the call
  record Def(String name, List<String> parameters, Node body) {
    String key() {
      return Scope.key(name, parameters);
    }
  }

  record Defining(Def def, Node rest) implements Node {}

  record Call(String name, List<Node> arguments) implements Node {
    String key() {
      return Scope.key(name, arguments);
    }
  }
}
