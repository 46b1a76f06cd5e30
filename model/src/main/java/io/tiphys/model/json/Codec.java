package io.tiphys.model.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How one Java type stands in a JSON tree.
sealed interface Codec
    permits Codec.Text,
        Codec.Whole,
        Codec.Flag,
        Codec.Time,
        Codec.Octets,
        Codec.Tree,
        Codec.Items,
        Codec.Members,
        Codec.Nested {

  /// @param tree a tree, not null
  /// @return a value of the Java type
  /// @throws InvalidFieldException when the tree has another form
  Object read(Object tree);

  /// @param value a value of the Java type
  /// @return its tree
  @Nullable Object write(Object value);

  /// Whether `omitempty` leaves the value out.
  default boolean isEmpty(Object value) {
    return false;
  }

  /// What stands for JSON null inside a list or a map.
  @Nullable Object zero();

  static InvalidFieldException expected(String type, @Nullable Object got) {
    return new InvalidFieldException("", "expected " + type + ", got " + typeOf(got));
  }

  private static String typeOf(@Nullable Object tree) {
    return switch (tree) {
      case null -> "null";
      case String _ -> "string";
      case Boolean _ -> "boolean";
      case Number _ -> "number";
      case List<?> _ -> "array";
      default -> "object";
    };
  }

  /// `string`.
  record Text() implements Codec {
    @Override
    public Object read(Object tree) {
      if (tree instanceof String) {
        return tree;
      }
      throw expected("string", tree);
    }

    @Override
    public Object write(Object value) {
      return value;
    }

    @Override
    public boolean isEmpty(Object value) {
      return ((String) value).isEmpty();
    }

    @Override
    public Object zero() {
      return "";
    }
  }

  /// `int64`.
  record Whole() implements Codec {
    @Override
    public Object read(Object tree) {
      return switch (tree) {
        case Long _ -> tree;
        case Integer number -> number.longValue();
        case Double number when number == Math.rint(number) && Math.abs(number) < 0x1p63 ->
            number.longValue();
        case Double _ -> throw new InvalidFieldException("", "expected a whole number of 64 bits");
        default -> throw expected("number", tree);
      };
    }

    @Override
    public Object write(Object value) {
      return value;
    }

    @Override
    public boolean isEmpty(Object value) {
      return (Long) value == 0;
    }

    @Override
    public Object zero() {
      return 0L;
    }
  }

  /// `bool`.
  record Flag() implements Codec {
    @Override
    public Object read(Object tree) {
      if (tree instanceof Boolean) {
        return tree;
      }
      throw expected("boolean", tree);
    }

    @Override
    public Object write(Object value) {
      return value;
    }

    @Override
    public boolean isEmpty(Object value) {
      return !(Boolean) value;
    }

    @Override
    public Object zero() {
      return false;
    }
  }

  /// Kubernetes' `Time`: RFC 3339, written in UTC and whole seconds.
  record Time() implements Codec {
    @Override
    public Object read(Object tree) {
      if (!(tree instanceof String text)) {
        throw expected("string", tree);
      }
      try {
        return text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw new InvalidFieldException("", "expected a time such as 2006-01-02T15:04:05Z");
      }
    }

    @Override
    public Object write(Object value) {
      return ((Instant) value).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public @Nullable Object zero() {
      return null;
    }
  }

  /// `[]byte`: base64.
  record Octets() implements Codec {
    @Override
    public Object read(Object tree) {
      if (!(tree instanceof String text)) {
        throw expected("string", tree);
      }
      try {
        return Bytes.ofBase64(text);
      } catch (IllegalArgumentException e) {
        throw new InvalidFieldException("", "expected base64");
      }
    }

    @Override
    public Object write(Object value) {
      return ((Bytes) value).toBase64();
    }

    @Override
    public boolean isEmpty(Object value) {
      return ((Bytes) value).isEmpty();
    }

    @Override
    public Object zero() {
      return Bytes.EMPTY;
    }
  }

  /// Any JSON value.
  record Tree() implements Codec {
    @Override
    public Object read(Object tree) {
      return tree;
    }

    @Override
    public Object write(Object value) {
      return value;
    }

    @Override
    public @Nullable Object zero() {
      return null;
    }
  }

  /// A list of one type. Null as an item is the zero value of that type.
  record Items(Codec item) implements Codec {
    @Override
    public Object read(Object tree) {
      if (!(tree instanceof List<?> list)) {
        throw expected("array", tree);
      }
      var items = new ArrayList<@Nullable Object>(list.size());
      for (Object each : list) {
        try {
          items.add(each == null ? item.zero() : item.read(each));
        } catch (InvalidFieldException e) {
          throw e.within("[" + items.size() + "]");
        }
      }
      return items;
    }

    @Override
    public Object write(Object value) {
      var items = new ArrayList<@Nullable Object>(((List<?>) value).size());
      for (Object each : (List<?>) value) {
        items.add(each == null ? null : item.write(each));
      }
      return Collections.unmodifiableList(items);
    }

    @Override
    public boolean isEmpty(Object value) {
      return ((List<?>) value).isEmpty();
    }

    @Override
    public Object zero() {
      return List.of();
    }
  }

  /// A map of one type by text. Null as a value is the zero value of that type.
  record Members(Codec member) implements Codec {
    @Override
    public Object read(Object tree) {
      if (!(tree instanceof Map<?, ?> map)) {
        throw expected("object", tree);
      }
      var members = new LinkedHashMap<String, @Nullable Object>();
      JsonTree.object(map)
          .forEach((name, each) -> {
            try {
              members.put(name, each == null ? member.zero() : member.read(each));
            } catch (InvalidFieldException e) {
              throw e.within(name);
            }
          });
      return members;
    }

    @Override
    public Object write(Object value) {
      var members = new LinkedHashMap<String, @Nullable Object>();
      JsonTree.object((Map<?, ?>) value)
          .forEach((name, each) -> members.put(name, each == null ? null : member.write(each)));
      return Collections.unmodifiableMap(members);
    }

    @Override
    public boolean isEmpty(Object value) {
      return ((Map<?, ?>) value).isEmpty();
    }

    @Override
    public Object zero() {
      return Map.of();
    }
  }

  /// A record. Its codec is looked up with each use, because records may hold themselves.
  record Nested(Class<?> type) implements Codec {
    @Override
    public Object read(Object tree) {
      return RecordCodec.of(type).read(tree);
    }

    @Override
    public Object write(Object value) {
      return RecordCodec.of(type).toTree((Record) value);
    }

    @Override
    public Object zero() {
      return read(Map.of());
    }
  }
}
