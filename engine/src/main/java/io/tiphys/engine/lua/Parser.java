package io.tiphys.engine.lua;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a text of Lua 5.1, with `goto` and labels, which Argo CD's interpreter knows, too.
final class Parser {

  private static final Set<String> BLOCK_ENDS = Set.of("end", "else", "elseif", "until");

  private final TokenReader tokens;
  private final ExpressionParser expressions;
  private Scope scope = new Scope(null, true);

  private Parser(TokenReader tokens) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(this, tokens);
  }

  /// @param text of which each char is a byte
  /// @throws LuaSyntaxException when it is no Lua
  static Prototype parse(String chunk, String text) {
    var tokens = new TokenReader(chunk, text);
    var parser = new Parser(tokens);
    try {
      Block body = parser.block(false);
      if (!tokens.isEnd()) {
        throw tokens.expected("<eof>");
      }
      return new Prototype(chunk, List.of(), true, parser.scope.slots(), List.of(), body);
    } catch (IllegalArgumentException e) {
      throw tokens.error(e);
    }
  }

  /// The variables that are visible now.
  Scope scope() {
    return scope;
  }

  private Block block(boolean isLoop) {
    scope.open(isLoop);
    var statements = statements();
    return new Block(statements, scope.close());
  }

  private boolean isAtEnd() {
    Token now = tokens.now();
    return tokens.isEnd() || now.kind() == Token.Kind.SYMBOL && BLOCK_ENDS.contains(now.text());
  }

  private List<Statement> statements() {
    tokens.deeper();
    var statements = new ArrayList<Statement>();
    while (!isAtEnd()) {
      if (tokens.is("return")) {
        statements.add(returned());
        break;
      }
      boolean isLast = tokens.is("break");
      Statement statement = statement(statements.size());
      if (statement != null) {
        statements.add(statement);
      }
      tokens.accept(";");
      if (isLast) {
        break;
      }
    }
    tokens.shallower();
    return statements;
  }

  private Statement returned() {
    int line = tokens.line();
    tokens.advance();
    boolean isBare = isAtEnd() || tokens.is(";");
    var values = isBare ? List.<Expression>of() : expressions.list();
    tokens.accept(";");
    return new Statement.Return(line, values);
  }

  private @Nullable Statement statement(int index) {
    int line = tokens.line();
    if (tokens.isName()
        && tokens.now().text().equals("goto")
        && tokens.peek().kind() == Token.Kind.NAME) {
      tokens.advance();
      return new Statement.Leave(scope.leave(tokens.name(), line));
    }
    if (tokens.now().kind() != Token.Kind.SYMBOL) {
      return expressionStatement();
    }
    switch (tokens.now().text()) {
      case "::" -> {
        tokens.advance();
        scope.label(tokens.name(), index);
        tokens.expect("::");
        return null;
      }
      case "if" -> {
        return conditional();
      }
      case "while" -> {
        tokens.advance();
        Expression condition = expressions.expression();
        tokens.expect("do");
        Block body = block(true);
        tokens.close("end", "while", line);
        return new Statement.Loop(condition, body, false);
      }
      case "do" -> {
        tokens.advance();
        Block body = block(false);
        tokens.close("end", "do", line);
        return new Statement.Do(body);
      }
      case "for" -> {
        return loop();
      }
      case "repeat" -> {
        return repeat();
      }
      case "function" -> {
        return functionStatement();
      }
      case "local" -> {
        tokens.advance();
        return local(line);
      }
      case "break" -> {
        if (!scope.isInLoop()) {
          throw tokens.error("no loop to break");
        }
        tokens.advance();
        return new Statement.Leave(Signal.BREAK);
      }
      default -> {
        return expressionStatement();
      }
    }
  }

  private Statement conditional() {
    int line = tokens.line();
    var branches = new ArrayList<Statement.If.Branch>();
    do {
      tokens.advance();
      Expression condition = expressions.expression();
      tokens.expect("then");
      branches.add(new Statement.If.Branch(condition, block(false)));
    } while (tokens.is("elseif"));
    Block otherwise = tokens.accept("else") ? block(false) : null;
    tokens.close("end", "if", line);
    return new Statement.If(branches, otherwise);
  }

  private Statement repeat() {
    int line = tokens.line();
    tokens.advance();
    scope.open(true);
    var statements = statements();
    tokens.close("until", "repeat", line);
    Expression condition = expressions.expression(); // it sees the variables of the body
    return new Statement.Loop(condition, new Block(statements, scope.close()), true);
  }

  private Statement loop() {
    int line = tokens.line();
    tokens.advance();
    String first = tokens.name();
    if (tokens.accept("=")) {
      Expression from = expressions.expression();
      tokens.expect(",");
      Expression to = expressions.expression();
      Expression by = tokens.accept(",") ? expressions.expression() : null;
      tokens.expect("do");
      scope.open(true);
      LocalVariable variable = scope.declare(first);
      Block body = block(false);
      scope.close();
      tokens.close("end", "for", line);
      return new Statement.Count(line, variable, from, to, by, body);
    }
    var names = new ArrayList<String>(List.of(first));
    while (tokens.accept(",")) {
      names.add(tokens.name());
    }
    if (!tokens.is("in")) {
      throw tokens.error("'=' or 'in' expected");
    }
    tokens.advance();
    var source = expressions.list();
    tokens.expect("do");
    scope.open(true);
    var variables = names.stream().map(scope::declare).toList();
    Block body = block(false);
    scope.close();
    tokens.close("end", "for", line);
    return new Statement.Each(line, variables, source, body);
  }

  private Statement functionStatement() {
    int line = tokens.line();
    tokens.advance();
    Expression.Variable target = scope.find(tokens.name(), line);
    boolean isMethod = false;
    while (tokens.is(".") || tokens.is(":")) {
      isMethod = tokens.is(":");
      tokens.advance();
      target = new Expression.Member(line, target, new Expression.Constant(tokens.name()));
      if (isMethod) {
        break;
      }
    }
    return new Statement.Assign(List.of(target), List.of(function(line, isMethod)));
  }

  private Statement local(int line) {
    if (tokens.accept("function")) {
      LocalVariable variable = scope.declare(tokens.name());
      return new Statement.DeclareFunction(variable, function(line, false));
    }
    var names = new ArrayList<String>();
    do {
      names.add(tokens.name());
    } while (tokens.accept(","));
    var values = tokens.accept("=") ? expressions.list() : List.<Expression>of();
    return new Statement.Declare(names.stream().map(scope::declare).toList(), values);
  }

  private Statement expressionStatement() {
    Expression first = expressions.suffixed();
    if (tokens.is("=") || tokens.is(",")) {
      var targets = new ArrayList<Expression.Variable>();
      targets.add(variable(first));
      while (tokens.accept(",")) {
        targets.add(variable(expressions.suffixed()));
      }
      tokens.expect("=");
      return new Statement.Assign(targets, expressions.list());
    }
    if (first instanceof Expression.Call call) {
      return new Statement.CallOnly(call);
    }
    throw tokens.error("syntax error");
  }

  private Expression.Variable variable(Expression expression) {
    if (expression instanceof Expression.Variable variable) {
      return variable;
    }
    throw tokens.error("syntax error");
  }

  /// What comes after the word `function` and a name.
  Expression function(int line, boolean isMethod) {
    tokens.deeper();
    tokens.expect("(");
    var names = new ArrayList<String>();
    if (isMethod) {
      names.add("self");
    }
    boolean isVararg = false;
    if (!tokens.is(")")) {
      do {
        if (tokens.accept("...")) {
          isVararg = true;
          break;
        }
        names.add(tokens.name());
      } while (tokens.accept(","));
    }
    tokens.close(")", "(", line);
    scope = new Scope(scope, isVararg);
    Scope own = scope;
    own.open(false);
    var parameters = names.stream().map(own::declare).toList();
    Block body = block(false);
    own.close();
    tokens.close("end", "function", line);
    if (own.around != null) {
      scope = own.around;
    }
    tokens.shallower();
    return new Expression.Function(
        new Prototype(
            tokens.chunk(), parameters, isVararg, own.slots(), List.copyOf(own.captures), body));
  }
}
