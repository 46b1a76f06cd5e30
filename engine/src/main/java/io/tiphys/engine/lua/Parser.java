package io.tiphys.engine.lua;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a text of Lua 5.1, with `goto` and labels, which Argo CD's interpreter knows, too.
final class Parser {

  private static final int DEPTH = 200; // as in Lua itself
  private static final int UNARY = 8;
  private static final Set<String> BLOCK_ENDS = Set.of("end", "else", "elseif", "until");

  private final String chunk;
  private final Lexer lexer;
  private Token token;
  private @Nullable Token ahead;
  private Scope scope = new Scope(null, true);
  private int depth;

  private Parser(String chunk, String text) {
    this.chunk = chunk;
    this.lexer = new Lexer(chunk, text);
    this.token = lexer.next();
  }

  /// @param text of which each char is a byte
  /// @throws LuaSyntaxException when it is no Lua
  static Prototype parse(String chunk, String text) {
    Parser parser = new Parser(chunk, text);
    try {
      Block body = parser.block(false);
      if (parser.token.kind() != Token.Kind.END) {
        throw parser.expected("<eof>");
      }
      return new Prototype(chunk, List.of(), true, parser.scope.slots(), List.of(), body);
    } catch (IllegalArgumentException e) {
      throw parser.lexer.error(String.valueOf(e.getMessage()), "");
    }
  }

  private LuaSyntaxException expected(String what) {
    return error("'" + what + "' expected");
  }

  private LuaSyntaxException error(String message) {
    return new LuaSyntaxException(
        "%s:%d: %s near '%s'".formatted(chunk, token.line(), message, token.shown()));
  }

  private void advance() {
    token = ahead == null ? lexer.next() : ahead;
    ahead = null;
  }

  private Token peek() {
    if (ahead == null) {
      ahead = lexer.next();
    }
    return ahead;
  }

  private boolean accept(String symbol) {
    if (token.is(symbol)) {
      advance();
      return true;
    }
    return false;
  }

  private void expect(String symbol) {
    if (!accept(symbol)) {
      throw expected(symbol);
    }
  }

  private void close(String symbol, String opened, int line) {
    if (!accept(symbol)) {
      throw line == token.line()
          ? expected(symbol)
          : error("'%s' expected (to close '%s' at line %d)".formatted(symbol, opened, line));
    }
  }

  private String name() {
    if (token.kind() != Token.Kind.NAME) {
      throw expected("<name>");
    }
    String name = token.text();
    advance();
    return name;
  }

  private void deeper() {
    if (++depth > DEPTH) {
      throw new LuaSyntaxException(
          "%s:%d: chunk has too many syntax levels".formatted(chunk, token.line()));
    }
  }

  private Block block(boolean isLoop) {
    scope.open(isLoop);
    var statements = statements();
    return new Block(statements, scope.close());
  }

  private List<Statement> statements() {
    deeper();
    var statements = new ArrayList<Statement>();
    while (token.kind() != Token.Kind.END
        && !(token.kind() == Token.Kind.SYMBOL && BLOCK_ENDS.contains(token.text()))) {
      if (token.is("return")) {
        statements.add(returned());
        break;
      }
      boolean isLast = token.is("break");
      Statement statement = statement(statements.size());
      if (statement != null) {
        statements.add(statement);
      }
      accept(";");
      if (isLast) {
        break;
      }
    }
    depth--;
    return statements;
  }

  private Statement returned() {
    int line = token.line();
    advance();
    boolean isBare =
        token.kind() == Token.Kind.END
            || token.is(";")
            || token.kind() == Token.Kind.SYMBOL && BLOCK_ENDS.contains(token.text());
    var values = isBare ? List.<Expression>of() : expressions();
    accept(";");
    return new Statement.Return(line, values);
  }

  private @Nullable Statement statement(int index) {
    int line = token.line();
    if (token.kind() == Token.Kind.NAME
        && token.text().equals("goto")
        && peek().kind() == Token.Kind.NAME) {
      advance();
      return new Statement.Leave(line, scope.leave(name(), line));
    }
    if (token.kind() != Token.Kind.SYMBOL) {
      return expressionStatement();
    }
    switch (token.text()) {
      case "::" -> {
        advance();
        scope.label(name(), index);
        expect("::");
        return null;
      }
      case "if" -> {
        return conditional();
      }
      case "while" -> {
        advance();
        Expression condition = expression();
        expect("do");
        Block body = block(true);
        close("end", "while", line);
        return new Statement.Loop(line, condition, body, false);
      }
      case "do" -> {
        advance();
        Block body = block(false);
        close("end", "do", line);
        return new Statement.Do(line, body);
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
        advance();
        return local(line);
      }
      case "break" -> {
        if (!scope.isInLoop()) {
          throw error("no loop to break");
        }
        advance();
        return new Statement.Leave(line, Signal.BREAK);
      }
      default -> {
        return expressionStatement();
      }
    }
  }

  private Statement conditional() {
    int line = token.line();
    var branches = new ArrayList<Statement.If.Branch>();
    do {
      advance();
      Expression condition = expression();
      expect("then");
      branches.add(new Statement.If.Branch(condition, block(false)));
    } while (token.is("elseif"));
    Block otherwise = accept("else") ? block(false) : null;
    close("end", "if", line);
    return new Statement.If(line, branches, otherwise);
  }

  private Statement repeat() {
    int line = token.line();
    advance();
    scope.open(true);
    var statements = statements();
    close("until", "repeat", line);
    Expression condition = expression(); // it sees the variables of the body
    return new Statement.Loop(line, condition, new Block(statements, scope.close()), true);
  }

  private Statement loop() {
    int line = token.line();
    advance();
    String first = name();
    if (accept("=")) {
      Expression from = expression();
      expect(",");
      Expression to = expression();
      Expression by = accept(",") ? expression() : null;
      expect("do");
      scope.open(true);
      LocalVariable variable = scope.declare(first);
      Block body = block(false);
      scope.close();
      close("end", "for", line);
      return new Statement.Count(line, variable, from, to, by, body);
    }
    var names = new ArrayList<String>(List.of(first));
    while (accept(",")) {
      names.add(name());
    }
    if (!token.is("in")) {
      throw error("'=' or 'in' expected");
    }
    advance();
    var source = expressions();
    expect("do");
    scope.open(true);
    var variables = names.stream().map(scope::declare).toList();
    Block body = block(false);
    scope.close();
    close("end", "for", line);
    return new Statement.Each(line, variables, source, body);
  }

  private Statement functionStatement() {
    int line = token.line();
    advance();
    Expression.Variable target = scope.find(name(), line);
    boolean isMethod = false;
    while (token.is(".") || token.is(":")) {
      isMethod = token.is(":");
      advance();
      target = new Expression.Member(line, target, new Expression.Constant(line, name()));
      if (isMethod) {
        break;
      }
    }
    return new Statement.Assign(line, List.of(target), List.of(function(line, isMethod)));
  }

  private Statement local(int line) {
    if (accept("function")) {
      LocalVariable variable = scope.declare(name());
      return new Statement.DeclareFunction(line, variable, function(line, false));
    }
    var names = new ArrayList<String>();
    do {
      names.add(name());
    } while (accept(","));
    var values = accept("=") ? expressions() : List.<Expression>of();
    return new Statement.Declare(line, names.stream().map(scope::declare).toList(), values);
  }

  private Statement expressionStatement() {
    int line = token.line();
    Expression first = suffixed();
    if (token.is("=") || token.is(",")) {
      var targets = new ArrayList<Expression.Variable>();
      targets.add(variable(first));
      while (accept(",")) {
        targets.add(variable(suffixed()));
      }
      expect("=");
      return new Statement.Assign(line, targets, expressions());
    }
    if (first instanceof Expression.Call call) {
      return new Statement.CallOnly(line, call);
    }
    throw error("syntax error");
  }

  private Expression.Variable variable(Expression expression) {
    if (expression instanceof Expression.Variable variable) {
      return variable;
    }
    throw error("syntax error");
  }

  private List<Expression> expressions() {
    var list = new ArrayList<Expression>();
    do {
      list.add(expression());
    } while (accept(","));
    return list;
  }

  private Expression expression() {
    return expression(0);
  }

  /// @param limit operators that bind less tightly end it
  private Expression expression(int limit) {
    deeper();
    int line = token.line();
    Expression left;
    if (token.is("not") || token.is("-") || token.is("#")) {
      String operator = token.text();
      advance();
      left = new Expression.Unary(line, operator, expression(UNARY));
    } else {
      left = simple();
    }
    while (token.kind() == Token.Kind.SYMBOL) {
      Operator operator = Operator.of(token.text());
      if (operator == null || operator.left <= limit) {
        break;
      }
      int at = token.line();
      advance();
      Expression right = expression(operator.right);
      left =
          switch (operator) {
            case AND -> new Expression.And(at, left, right);
            case OR -> new Expression.Or(at, left, right);
            default -> new Expression.Binary(at, operator, left, right);
          };
    }
    depth--;
    return left;
  }

  private Expression simple() {
    int line = token.line();
    Token now = token;
    switch (now.kind()) {
      case NUMBER -> {
        advance();
        return new Expression.Constant(line, now.number());
      }
      case STRING -> {
        advance();
        return new Expression.Constant(line, now.text());
      }
      case SYMBOL -> {
        switch (now.text()) {
          case "nil" -> {
            advance();
            return new Expression.Constant(line, null);
          }
          case "true", "false" -> {
            advance();
            return new Expression.Constant(line, now.text().equals("true"));
          }
          case "..." -> {
            if (!scope.isVararg) {
              throw error("cannot use '...' outside a vararg function");
            }
            advance();
            return new Expression.Varargs(line);
          }
          case "{" -> {
            return table();
          }
          case "function" -> {
            advance();
            return function(line, false);
          }
          default -> {
            return suffixed();
          }
        }
      }
      case NAME, END -> {
        return suffixed();
      }
    }
    throw error("unexpected symbol");
  }

  private Expression suffixed() {
    int line = token.line();
    Expression at;
    if (accept("(")) {
      at = new Expression.Single(expression());
      close(")", "(", line);
    } else if (token.kind() == Token.Kind.NAME) {
      at = scope.find(name(), line);
    } else {
      throw error("unexpected symbol");
    }
    while (true) {
      int here = token.line();
      if (accept(".")) {
        at = new Expression.Member(here, at, new Expression.Constant(here, name()));
      } else if (accept("[")) {
        Expression key = expression();
        expect("]");
        at = new Expression.Member(here, at, key);
      } else if (accept(":")) {
        String method = name();
        at = new Expression.Call(here, at, method, args());
      } else if (token.is("(") || token.is("{") || token.kind() == Token.Kind.STRING) {
        at = new Expression.Call(here, at, null, args());
      } else {
        return at;
      }
    }
  }

  private List<Expression> args() {
    int line = token.line();
    if (token.kind() == Token.Kind.STRING) {
      var text = new Expression.Constant(line, token.text());
      advance();
      return List.of(text);
    }
    if (token.is("{")) {
      return List.of(table());
    }
    if (!accept("(")) {
      throw error("function arguments expected");
    }
    if (accept(")")) {
      return List.of();
    }
    var list = expressions();
    close(")", "(", line);
    return list;
  }

  private Expression table() {
    int line = token.line();
    expect("{");
    var fields = new ArrayList<Expression.TableOf.Field>();
    var items = new ArrayList<Expression>();
    while (!token.is("}")) {
      if (accept("[")) {
        Expression key = expression();
        expect("]");
        expect("=");
        fields.add(new Expression.TableOf.Field(key, expression()));
      } else if (token.kind() == Token.Kind.NAME && peek().is("=")) {
        var key = new Expression.Constant(token.line(), name());
        expect("=");
        fields.add(new Expression.TableOf.Field(key, expression()));
      } else {
        items.add(expression());
      }
      if (!accept(",") && !accept(";")) {
        break;
      }
    }
    close("}", "{", line);
    return new Expression.TableOf(line, fields, items);
  }

  private Expression function(int line, boolean isMethod) {
    deeper();
    expect("(");
    var names = new ArrayList<String>();
    if (isMethod) {
      names.add("self");
    }
    boolean isVararg = false;
    if (!token.is(")")) {
      do {
        if (accept("...")) {
          isVararg = true;
          break;
        }
        names.add(name());
      } while (accept(","));
    }
    close(")", "(", line);
    scope = new Scope(scope, isVararg);
    Scope own = scope;
    own.open(false);
    var parameters = names.stream().map(own::declare).toList();
    Block body = block(false);
    own.close();
    close("end", "function", line);
    if (own.around != null) {
      scope = own.around;
    }
    depth--;
    return new Expression.Function(
        line,
        new Prototype(chunk, parameters, isVararg, own.slots(), List.copyOf(own.captures), body));
  }
}
