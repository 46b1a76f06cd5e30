package io.tiphys.engine.lua;

import org.jspecify.annotations.Nullable;

/// What stands between two operands, with how tightly it binds.
enum Operator {
  ADD("+", 6, 6, "__add"),
  SUBTRACT("-", 6, 6, "__sub"),
  MULTIPLY("*", 7, 7, "__mul"),
  DIVIDE("/", 7, 7, "__div"),
  MODULO("%", 7, 7, "__mod"),
  POWER("^", 10, 9, "__pow"),
  CONCAT("..", 5, 4, "__concat"),
  EQUAL("==", 3, 3, "__eq"),
  UNEQUAL("~=", 3, 3, "__eq"),
  LESS("<", 3, 3, "__lt"),
  LESS_OR_EQUAL("<=", 3, 3, "__le"),
  MORE(">", 3, 3, "__lt"),
  MORE_OR_EQUAL(">=", 3, 3, "__le"),
  AND("and", 2, 2, ""),
  OR("or", 1, 1, "");

  final String token;
  final int left;
  final int right;
  private final String event;

  Operator(String token, int left, int right, String event) {
    this.token = token;
    this.left = left;
    this.right = right;
    this.event = event;
  }

  /// @return null for a token that is none
  static @Nullable Operator of(String token) {
    for (Operator operator : values()) {
      if (operator.token.equals(token)) {
        return operator;
      }
    }
    return null;
  }

  @Nullable Object apply(
      LuaState state, @Nullable Object a, @Nullable Object b, Expression left, Expression right) {
    return switch (this) {
      case EQUAL -> state.areEqual(a, b);
      case UNEQUAL -> !state.areEqual(a, b);
      case LESS -> state.isLess(a, b);
      case LESS_OR_EQUAL -> state.isLessOrEqual(a, b);
      case MORE -> state.isLess(b, a);
      case MORE_OR_EQUAL -> state.isLessOrEqual(b, a);
      case CONCAT -> state.concat(a, b, left.name(), right.name());
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER -> {
        Double one = LuaValue.number(a);
        Double other = LuaValue.number(b);
        yield one == null || other == null
            ? state.arithmetic(event, a, b, left.name(), right.name())
            : (Object) compute(one, other);
      }
      case AND, OR -> throw new IllegalStateException(token); // they do not compute both sides
    };
  }

  private double compute(double a, double b) {
    return switch (this) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MODULO -> a - Math.floor(a / b) * b;
      default -> Math.pow(a, b);
    };
  }
}
