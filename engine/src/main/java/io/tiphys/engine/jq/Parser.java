package io.tiphys.engine.jq;

import io.tiphys.engine.jq.Node.Call;
import io.tiphys.engine.jq.Node.Def;
import io.tiphys.engine.jq.Node.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parses an expression; what it names must be known.
final class Parser {

  private static final Set<String> RESERVED =
      Set.of(
          "def", "if", "then", "elif", "else", "end", "as", "reduce", "foreach", "try", "catch",
          "label", "import", "include", "and", "or", "__loc__");
  private static final List<Set<String>> LEVELS =
      List.of(Set.of("==", "!=", "<", "<=", ">", ">="), Set.of("+", "-"), Set.of("*", "/", "%"));

  private final Scanner scanner;
  private final Set<String> functions;
  private final Deque<String> names = new ArrayDeque<>();

  private Parser(String text, Set<String> functions) {
    this.scanner = new Scanner(text);
    this.functions = functions;
  }

  static Node program(String text) {
    var parser = new Parser(text, Builtins.names());
    var body = parser.pipe();
    parser.scanner.end();
    return body;
  }

  /// Definitions alone, one after the other; each may use natives and all of them.
  static Map<String, Def> definitions(String text, Set<String> known) {
    var parser = new Parser(text, known);
    var all = new LinkedHashMap<String, Def>();
    while (parser.scanner.word("def")) {
      var def = parser.def();
      all.put(def.key(), def);
    }
    parser.scanner.end();
    return all;
  }

  private Node pipe() {
    if (scanner.word("def")) {
      var def = def();
      names.push(def.key());
      var rest = pipe();
      names.pop();
      return new Node.Defining(def, rest);
    }
    var first = comma();
    return scanner.symbol("|") ? new Node.Pipe(first, pipe()) : first;
  }

  private Def def() {
    String name = scanner.name();
    var parameters = new ArrayList<String>();
    if (scanner.symbol("(")) {
      do {
        parameters.add(scanner.symbol("$") ? "$" + scanner.name() : scanner.name());
      } while (scanner.symbol(";"));
      scanner.expect(")");
    }
    scanner.expect(":");
    names.push(Scope.key(name, parameters));
    for (String parameter : parameters) {
      names.push(parameter.startsWith("$") ? parameter : parameter + "/0");
      if (parameter.startsWith("$")) {
        names.push(parameter.substring(1) + "/0");
      }
    }
    var body = pipe();
    for (String parameter : parameters) {
      names.pop();
      if (parameter.startsWith("$")) {
        names.pop();
      }
    }
    names.pop();
    scanner.expect(";");
    return new Def(name, List.copyOf(parameters), body);
  }

  private Node comma() {
    var first = alternative();
    while (scanner.symbol(",")) {
      first = new Node.Comma(first, alternative());
    }
    return first;
  }

  private Node alternative() {
    var left = or();
    if (scanner.symbol("//")) {
      left = new Node.Alternative(left, alternative());
    }
    String assignment = scanner.assignment();
    return switch (assignment) {
      case "" -> left;
      case "=" -> new Call("_assign", List.of(left, alternative()));
      case "|=" -> new Call("_modify", List.of(left, alternative()));
      default -> updated(left, assignment.substring(0, assignment.length() - 1));
    };
  }

  /// `a += b`: the right side is evaluated once, where the whole stands.
  private Node updated(Node left, String operator) {
    var right = new Node.Variable("$_right");
    Node value =
        operator.equals("//")
            ? new Node.Alternative(new Node.Identity(), right)
            : new Node.Binary(operator, new Node.Identity(), right);
    return new Node.Bind(alternative(), "$_right", new Call("_modify", List.of(left, value)));
  }

  private Node or() {
    var left = and();
    while (scanner.word("or")) {
      left = new Node.Or(left, and());
    }
    return left;
  }

  private Node and() {
    var left = binary(0);
    while (scanner.word("and")) {
      left = new Node.And(left, binary(0));
    }
    return left;
  }

  private Node binary(int level) {
    if (level == LEVELS.size()) {
      return scanner.symbol("-") ? new Node.Negate(postfix()) : postfix();
    }
    var left = binary(level + 1);
    while (true) {
      String operator = scanner.operator(LEVELS.get(level));
      if (operator.isEmpty()) {
        return left;
      }
      left = new Node.Binary(operator, left, binary(level + 1));
    }
  }

  private Node postfix() {
    var term = term();
    while (true) {
      if (scanner.symbol("?")) {
        term = new Node.Try(term, null);
      } else if (scanner.symbol("[")) {
        term = suffix(term);
      } else if (scanner.isDot()) {
        scanner.expect(".");
        term = scanner.symbol("[") ? suffix(term) : new Node.Index(term, member());
      } else if (scanner.word("as")) {
        scanner.expect("$");
        String variable = "$" + scanner.name();
        scanner.expect("|");
        return new Node.Bind(term, variable, within(variable, this::pipe));
      } else {
        return term;
      }
    }
  }

  private Node within(String name, java.util.function.Supplier<Node> part) {
    names.push(name);
    var node = part.get();
    names.pop();
    return node;
  }

  /// What follows a dot.
  private Node member() {
    return scanner.isText() ? text("@text") : new Node.Literal(scanner.name());
  }

  /// What follows an opening bracket.
  private Node suffix(Node of) {
    if (scanner.symbol("]")) {
      return new Node.Each(of);
    }
    if (scanner.symbol(":")) {
      var to = pipe();
      scanner.expect("]");
      return new Node.Slice(of, null, to);
    }
    var key = pipe();
    if (!scanner.symbol(":")) {
      scanner.expect("]");
      return new Node.Index(of, key);
    }
    if (scanner.symbol("]")) {
      return new Node.Slice(of, key, null);
    }
    var to = pipe();
    scanner.expect("]");
    return new Node.Slice(of, key, to);
  }

  private Node term() {
    if (scanner.isText()) {
      return text("@text");
    }
    if (scanner.isNumber()) {
      return new Node.Literal(scanner.number());
    }
    if (scanner.symbol("..")) {
      return new Call("recurse", List.of());
    }
    if (scanner.symbol(".")) {
      if (scanner.isMemberHere()) {
        return new Node.Index(new Node.Identity(), member());
      }
      return scanner.symbol("[") ? suffix(new Node.Identity()) : new Node.Identity();
    }
    if (scanner.symbol("$")) {
      return variable();
    }
    if (scanner.symbol("(")) {
      var inside = pipe();
      scanner.expect(")");
      return inside;
    }
    if (scanner.symbol("[")) {
      if (scanner.symbol("]")) {
        return new Node.ListOf(null);
      }
      var items = pipe();
      scanner.expect("]");
      return new Node.ListOf(items);
    }
    if (scanner.symbol("{")) {
      return object();
    }
    if (scanner.symbol("@")) {
      String format = "@" + scanner.name();
      if (!Builtins.FORMATS.contains(format)) {
        throw scanner.wrong("%s is not known".formatted(format));
      }
      return scanner.isText() ? text(format) : new Node.Format(format);
    }
    return word();
  }

  private Node variable() {
    String name = "$" + scanner.name();
    if (name.equals("$ENV")) {
      return new Node.Literal(Map.of());
    }
    if (!names.contains(name)) {
      throw scanner.wrong("%s is not defined".formatted(name));
    }
    return new Node.Variable(name);
  }

  private Node word() {
    String name = scanner.name();
    return switch (name) {
      case "if" -> condition();
      case "try" -> {
        var body = handled();
        yield new Node.Try(body, scanner.word("catch") ? handled() : null);
      }
      case "reduce" -> {
        var source = source();
        scanner.expect("(");
        var start = pipe();
        scanner.expect(";");
        var update = within(source.variable(), this::pipe);
        scanner.expect(")");
        yield new Node.Reduce(source.node(), source.variable(), start, update);
      }
      case "foreach" -> foreach();
      case "true" -> new Node.Literal(true);
      case "false" -> new Node.Literal(false);
      case "null" -> new Node.Literal(null);
      default -> {
        if (RESERVED.contains(name)) {
          throw scanner.wrong("unexpected %s".formatted(name));
        }
        yield call(name);
      }
    };
  }

  /// What `try` and `catch` take: a term with what follows it, but for `as`.
  private Node handled() {
    return scanner.symbol("-") ? new Node.Negate(postfix()) : postfix();
  }

  private record Source(Node node, String variable) {}

  private Source source() {
    var bound = term();
    while (!scanner.word("as")) {
      if (scanner.symbol("?")) {
        bound = new Node.Try(bound, null);
      } else if (scanner.symbol("[")) {
        bound = suffix(bound);
      } else {
        scanner.expect(".");
        bound = scanner.symbol("[") ? suffix(bound) : new Node.Index(bound, member());
      }
    }
    scanner.expect("$");
    return new Source(bound, "$" + scanner.name());
  }

  private Node foreach() {
    var source = source();
    scanner.expect("(");
    var start = pipe();
    scanner.expect(";");
    var update = within(source.variable(), this::pipe);
    var extract = scanner.symbol(";") ? within(source.variable(), this::pipe) : new Node.Identity();
    scanner.expect(")");
    return new Node.Foreach(source.node(), source.variable(), start, update, extract);
  }

  private Node condition() {
    var condition = pipe();
    scanner.expectWord("then");
    var then = pipe();
    if (scanner.word("elif")) {
      return new Node.If(condition, then, condition());
    }
    Node otherwise = scanner.word("else") ? pipe() : new Node.Identity();
    scanner.expectWord("end");
    return new Node.If(condition, then, otherwise);
  }

  private Node call(String name) {
    var arguments = new ArrayList<Node>();
    if (scanner.symbol("(")) {
      do {
        arguments.add(pipe());
      } while (scanner.symbol(";"));
      scanner.expect(")");
    }
    var call = new Call(name, List.copyOf(arguments));
    if (!names.contains(call.key()) && !functions.contains(call.key())) {
      throw scanner.wrong("function %s is not defined".formatted(call.key()));
    }
    return call;
  }

  private Node text(String format) {
    var parts = new ArrayList<Node>();
    scanner.expect("\"");
    while (true) {
      String plain = scanner.plainText();
      if (!plain.isEmpty() || parts.isEmpty()) {
        parts.add(new Node.Literal(plain));
      }
      if (!scanner.isInterpolation()) {
        return parts.size() == 1 ? parts.getFirst() : new Node.Text(format, List.copyOf(parts));
      }
      parts.add(pipe());
      scanner.expectInText(")");
    }
  }

  private Node object() {
    var members = new ArrayList<Member>();
    if (scanner.symbol("}")) {
      return new Node.ObjectOf(List.of());
    }
    do {
      members.add(objectMember());
    } while (scanner.symbol(","));
    scanner.expect("}");
    return new Node.ObjectOf(List.copyOf(members));
  }

  private Member objectMember() {
    Node key;
    @Nullable Node shorthand = null;
    if (scanner.symbol("$")) {
      String name = scanner.name();
      if (!names.contains("$" + name)) {
        throw scanner.wrong("$%s is not defined".formatted(name));
      }
      return new Member(new Node.Literal(name), new Node.Variable("$" + name));
    } else if (scanner.symbol("(")) {
      key = pipe();
      scanner.expect(")");
    } else {
      key = scanner.isNumber() ? new Node.Literal(scanner.number()) : member();
      shorthand = new Node.Index(new Node.Identity(), key);
    }
    if (shorthand != null && !scanner.symbol(":")) {
      return new Member(key, shorthand);
    }
    if (shorthand == null) {
      scanner.expect(":");
    }
    return new Member(key, memberValue());
  }

  private Node memberValue() {
    var value = alternative();
    return scanner.symbol("|") ? new Node.Pipe(value, memberValue()) : value;
  }
}
