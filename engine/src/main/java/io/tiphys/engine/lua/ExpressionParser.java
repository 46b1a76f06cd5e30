package io.tiphys.engine.lua;

import java.util.ArrayList;
import java.util.List;

/// Reads expressions; the bodies of functions in them are its [Parser]'s.
final class ExpressionParser {

  private static final int UNARY = 8;

  private final Parser parser;
  private final TokenReader tokens;

  ExpressionParser(Parser parser, TokenReader tokens) {
    this.parser = parser;
    this.tokens = tokens;
  }

  List<Expression> list() {
    var list = new ArrayList<Expression>();
    do {
      list.add(expression());
    } while (tokens.accept(","));
    return list;
  }

  Expression expression() {
    return expression(0);
  }

  /// @param limit operators that bind less tightly end it
  private Expression expression(int limit) {
    tokens.deeper();
    int line = tokens.line();
    Expression left;
    if (tokens.is("not") || tokens.is("-") || tokens.is("#")) {
      String operator = tokens.now().text();
      tokens.advance();
      left = new Expression.Unary(line, operator, expression(UNARY));
    } else {
      left = simple();
    }
    while (tokens.now().kind() == Token.Kind.SYMBOL) {
      Operator operator = Operator.of(tokens.now().text());
      if (operator == null || operator.left <= limit) {
        break;
      }
      int at = tokens.line();
      tokens.advance();
      Expression right = expression(operator.right);
      left =
          switch (operator) {
            case AND -> new Expression.And(left, right);
            case OR -> new Expression.Or(left, right);
            default -> new Expression.Binary(at, operator, left, right);
          };
    }
    tokens.shallower();
    return left;
  }

  private Expression simple() {
    int line = tokens.line();
    Token now = tokens.now();
    switch (now.kind()) {
      case NUMBER -> {
        tokens.advance();
        return new Expression.Constant(now.number());
      }
      case STRING -> {
        tokens.advance();
        return new Expression.Constant(now.text());
      }
      case SYMBOL -> {
        switch (now.text()) {
          case "nil" -> {
            tokens.advance();
            return new Expression.Constant(null);
          }
          case "true", "false" -> {
            tokens.advance();
            return new Expression.Constant(now.text().equals("true"));
          }
          case "..." -> {
            if (!parser.scope().isVararg) {
              throw tokens.error("cannot use '...' outside a vararg function");
            }
            tokens.advance();
            return new Expression.Varargs();
          }
          case "{" -> {
            return table();
          }
          case "function" -> {
            tokens.advance();
            return parser.function(line, false);
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
    throw tokens.error("unexpected symbol");
  }

  Expression suffixed() {
    int line = tokens.line();
    Expression at;
    if (tokens.accept("(")) {
      at = new Expression.Single(expression());
      tokens.close(")", "(", line);
    } else if (tokens.isName()) {
      at = parser.scope().find(tokens.name(), line);
    } else {
      throw tokens.error("unexpected symbol");
    }
    while (true) {
      int here = tokens.line();
      if (tokens.accept(".")) {
        at = new Expression.Member(here, at, new Expression.Constant(tokens.name()));
      } else if (tokens.accept("[")) {
        Expression key = expression();
        tokens.expect("]");
        at = new Expression.Member(here, at, key);
      } else if (tokens.accept(":")) {
        String method = tokens.name();
        at = new Expression.Call(here, at, method, args());
      } else if (tokens.is("(") || tokens.is("{") || tokens.now().kind() == Token.Kind.STRING) {
        at = new Expression.Call(here, at, null, args());
      } else {
        return at;
      }
    }
  }

  private List<Expression> args() {
    int line = tokens.line();
    if (tokens.now().kind() == Token.Kind.STRING) {
      var text = new Expression.Constant(tokens.now().text());
      tokens.advance();
      return List.of(text);
    }
    if (tokens.is("{")) {
      return List.of(table());
    }
    if (!tokens.accept("(")) {
      throw tokens.error("function arguments expected");
    }
    if (tokens.accept(")")) {
      return List.of();
    }
    var list = list();
    tokens.close(")", "(", line);
    return list;
  }

  private Expression table() {
    int line = tokens.line();
    tokens.expect("{");
    var fields = new ArrayList<Expression.TableOf.Field>();
    var items = new ArrayList<Expression>();
    while (!tokens.is("}")) {
      if (tokens.accept("[")) {
        Expression key = expression();
        tokens.expect("]");
        tokens.expect("=");
        fields.add(new Expression.TableOf.Field(key, expression()));
      } else if (tokens.isName() && tokens.peek().is("=")) {
        var key = new Expression.Constant(tokens.name());
        tokens.expect("=");
        fields.add(new Expression.TableOf.Field(key, expression()));
      } else {
        items.add(expression());
      }
      if (!tokens.accept(",") && !tokens.accept(";")) {
        break;
      }
    }
    tokens.close("}", "{", line);
    return new Expression.TableOf(line, fields, items);
  }
}
