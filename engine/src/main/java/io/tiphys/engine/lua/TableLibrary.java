package io.tiphys.engine.lua;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `table`.
final class TableLibrary {

  static final Map<String, LuaFunction.BuiltIn.Body> FUNCTIONS =
      Map.of(
          "concat", TableLibrary::concat,
          "foreach", TableLibrary::forEach,
          "foreachi", TableLibrary::forEachItem,
          "getn", args -> Args.one((double) args.table(1).length()),
          "insert", TableLibrary::insert,
          "maxn", TableLibrary::maxn,
          "remove", TableLibrary::remove,
          "sort", TableLibrary::sort);

  private TableLibrary() {}

  private static @Nullable Object[] concat(Args args) {
    LuaTable table = args.table(1);
    String separator = args.text(2, "");
    long from = args.integer(3, 1);
    long to = args.get(4) == null ? table.length() : args.integer(4);
    var made = new StringBuilder();
    for (long i = from; i <= to; i++) {
      Object item = table.item((int) i);
      String text =
          switch (item) {
            case String string -> string;
            case Double number -> LuaValue.text(number);
            case null, default ->
                throw args.state()
                    .error(
                        "invalid value (%s) at index %d in table for 'concat'"
                            .formatted(LuaValue.type(item), i));
          };
      args.state().budget().allocate(2L * (text.length() + separator.length()) + 8);
      made.append(text);
      if (i < to) {
        made.append(separator);
      }
    }
    return Args.one(made.toString());
  }

  private static @Nullable Object[] forEach(Args args) {
    LuaTable table = args.table(1);
    LuaFunction function = args.function(2);
    for (LuaTable.Entry entry = table.next(null); entry != null; entry = table.next(entry.key())) {
      args.state().budget().step();
      Object value = LuaState.first(args.state().call(function, entry.key(), entry.value()));
      if (value != null) {
        return Args.one(value);
      }
    }
    return LuaState.NOTHING;
  }

  private static @Nullable Object[] forEachItem(Args args) {
    LuaTable table = args.table(1);
    LuaFunction function = args.function(2);
    int length = table.length();
    for (int i = 1; i <= length; i++) {
      args.state().budget().step();
      Object value = LuaState.first(args.state().call(function, (double) i, table.item(i)));
      if (value != null) {
        return Args.one(value);
      }
    }
    return LuaState.NOTHING;
  }

  private static @Nullable Object[] insert(Args args) {
    LuaTable table = args.table(1);
    int end = table.length() + 1;
    int position;
    switch (args.count()) {
      case 2 -> position = end;
      case 3 -> {
        position = args.integer(2);
        end = Math.max(end, position);
        for (int i = end; i > position; i--) {
          args.state().budget().step();
          table.set(args.state().budget(), (double) i, table.item(i - 1));
        }
      }
      default -> throw args.state().error("wrong number of arguments to 'insert'");
    }
    table.set(args.state().budget(), (double) position, args.get(args.count()));
    return LuaState.NOTHING;
  }

  private static @Nullable Object[] remove(Args args) {
    LuaTable table = args.table(1);
    int end = table.length();
    int position = args.integer(2, end);
    if (position < 1 || position > end) {
      return LuaState.NOTHING;
    }
    Object removed = table.item(position);
    for (int i = position; i < end; i++) {
      args.state().budget().step();
      table.set(args.state().budget(), (double) i, table.item(i + 1));
    }
    table.set(args.state().budget(), (double) end, null);
    return Args.one(removed);
  }

  private static @Nullable Object[] maxn(Args args) {
    LuaTable table = args.table(1);
    double max = 0;
    for (LuaTable.Entry entry = table.next(null); entry != null; entry = table.next(entry.key())) {
      args.state().budget().step();
      if (entry.key() instanceof Double number && number > max) {
        max = number;
      }
    }
    return Args.one(max);
  }

  private static @Nullable Object[] sort(Args args) {
    LuaTable table = args.table(1);
    LuaState state = args.state();
    LuaFunction order = args.get(2) == null ? null : args.function(2);
    int length = table.length();
    state.budget().allocate(16L * length);
    @Nullable Object[] items = new @Nullable Object[length];
    for (int i = 0; i < length; i++) {
      items[i] = table.item(i + 1);
    }
    Comparator<@Nullable Object> comparator =
        (a, b) -> isBefore(state, order, a, b) ? -1 : isBefore(state, order, b, a) ? 1 : 0;
    try {
      Arrays.sort(items, comparator);
    } catch (IllegalArgumentException contradiction) {
      throw state.error("invalid order function for sorting");
    }
    for (int i = 0; i < length; i++) {
      table.set(state.budget(), (double) (i + 1), items[i]);
    }
    return LuaState.NOTHING;
  }

  private static boolean isBefore(
      LuaState state, @Nullable LuaFunction order, @Nullable Object a, @Nullable Object b) {
    state.budget().step();
    return order == null
        ? state.isLess(a, b)
        : LuaValue.isTrue(LuaState.first(state.call(order, a, b)));
  }
}
