package io.tiphys.engine.lua;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// `math`. Its random numbers are the same in each run.
final class MathLibrary {

  private static final Map<String, DoubleUnaryOperator> PLAIN =
      Map.ofEntries(
          Map.entry("abs", Math::abs),
          Map.entry("acos", Math::acos),
          Map.entry("asin", Math::asin),
          Map.entry("atan", Math::atan),
          Map.entry("ceil", Math::ceil),
          Map.entry("cos", Math::cos),
          Map.entry("cosh", Math::cosh),
          Map.entry("deg", Math::toDegrees),
          Map.entry("exp", Math::exp),
          Map.entry("floor", Math::floor),
          Map.entry("log", Math::log),
          Map.entry("log10", Math::log10),
          Map.entry("rad", Math::toRadians),
          Map.entry("sin", Math::sin),
          Map.entry("sinh", Math::sinh),
          Map.entry("sqrt", Math::sqrt),
          Map.entry("tan", Math::tan),
          Map.entry("tanh", Math::tanh));

  private MathLibrary() {}

  static Map<String, LuaFunction.BuiltIn.Body> functions() {
    var functions = new HashMap<String, LuaFunction.BuiltIn.Body>();
    PLAIN.forEach((name, function) ->
        functions.put(name, args -> Args.one(function.applyAsDouble(args.number(1)))));
    functions.put("atan2", args -> Args.one(Math.atan2(args.number(1), args.number(2))));
    functions.put("pow", args -> Args.one(Math.pow(args.number(1), args.number(2))));
    functions.put("fmod", args -> Args.one(args.number(1) % args.number(2)));
    functions.put("mod", args -> Args.one(args.number(1) % args.number(2)));
    functions.put("ldexp", args -> Args.one(args.number(1) * Math.pow(2, args.number(2))));
    functions.put("modf", args -> modf(args.number(1)));
    functions.put("frexp", args -> frexp(args.number(1)));
    functions.put("max", args -> extreme(args, true));
    functions.put("min", args -> extreme(args, false));
    Random random = new Random(0);
    functions.put("random", args -> random(args, random));
    functions.put(
        "randomseed",
        args -> {
          random.setSeed((long) args.number(1));
          return LuaState.NOTHING;
        });
    return functions;
  }

  private static @Nullable Object[] modf(double number) {
    double whole = number < 0 ? Math.ceil(number) : Math.floor(number);
    return Libraries.pair(whole, Double.isInfinite(number) ? 0.0 : (Object) (number - whole));
  }

  private static @Nullable Object[] frexp(double number) {
    if (number == 0 || Double.isNaN(number) || Double.isInfinite(number)) {
      return Libraries.pair(number, 0.0);
    }
    int exponent = Math.getExponent(number) + 1;
    return Libraries.pair(number / Math.pow(2, exponent), (double) exponent);
  }

  private static @Nullable Object[] extreme(Args args, boolean isMax) {
    double found = args.number(1);
    for (int i = 2; i <= args.count(); i++) {
      double next = args.number(i);
      found = isMax ? (next > found ? next : found) : next < found ? next : found;
    }
    return Args.one(found);
  }

  private static @Nullable Object[] random(Args args, Random random) {
    double drawn = random.nextDouble();
    if (args.count() == 0) {
      return Args.one(drawn);
    }
    double from = args.count() == 1 ? 1 : args.integer(1);
    double to = args.count() == 1 ? args.integer(1) : args.integer(2);
    if (from > to) {
      throw args.bad(args.count() == 1 ? 1 : 2, "interval is empty");
    }
    return Args.one(Math.floor(drawn * (to - from + 1)) + from);
  }
}
