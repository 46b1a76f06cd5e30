package io.tiphys.model.json;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A record as a JSON object. Made once per record class, from its components; it trusts the
/// record's constructor to put the zero value where it is given null.
final class RecordCodec {

  private static final ClassValue<RecordCodec> CODECS =
      new ClassValue<>() {
        @Override
        protected RecordCodec computeValue(Class<?> type) {
          return new RecordCodec(type);
        }
      };

  /// One component.
  ///
  /// @param zero what the constructor is given where the JSON has no such member
  /// @param always whether the member is written even when it is empty
  /// @param pointer whether only null is empty
  private record Member(
      String name,
      Codec codec,
      @Nullable Object zero,
      boolean always,
      boolean pointer,
      MethodHandle get) {}

  private final MethodHandle constructor;
  private final List<Member> members;
  private final Map<String, Integer> positions = new HashMap<>();
  private final int[] byName;
  private final int unknown;

  private RecordCodec(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    var lookup = MethodHandles.lookup();
    var found = new ArrayList<Member>();
    int keep = -1;
    try {
      for (int i = 0; i < components.length; i++) {
        if (components[i].getType() == Unknown.class) {
          keep = i;
        } else {
          positions.put(nameOf(components[i]), i);
        }
        found.add(
            member(
                components[i],
                lookup
                    .unreflect(components[i].getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class))));
      }
      var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      constructor =
          lookup
              .unreflectConstructor(type.getDeclaredConstructor(types))
              .asSpreader(Object[].class, components.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot use " + type.getName(), e);
    }
    members = List.copyOf(found);
    unknown = keep;
    // In the order in which they are written, with the unknown ones last.
    byName =
        IntStream.range(0, members.size())
            .boxed()
            .sorted(
                Comparator.<Integer, Boolean>comparing(i -> i == unknown)
                    .thenComparing(i -> members.get(i).name()))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /// @param tree a JSON object
  /// @return the record
  Object read(Object tree) {
    if (!(tree instanceof Map<?, ?> map)) {
      throw Codec.expected("object", tree);
    }
    var values = new @Nullable Object[members.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = members.get(i).zero();
    }
    Map<String, @Nullable Object> others = null;
    for (var entry : JsonTree.object(map).entrySet()) {
      Integer position = positions.get(entry.getKey());
      if (position == null) {
        others = others == null ? new LinkedHashMap<>() : others;
        others.put(entry.getKey(), entry.getValue());
      } else if (entry.getValue() != null) {
        values[position] = read(members.get(position), entry.getValue());
      }
    }
    if (others != null && unknown >= 0) {
      values[unknown] = new Unknown(others);
    }
    return invoke(constructor, values);
  }

  private static Object read(Member member, Object tree) {
    try {
      return member.codec().read(tree);
    } catch (InvalidFieldException e) {
      throw e.within(member.name());
    }
  }

  /// The record as a JSON object.
  Map<String, @Nullable Object> toTree(Record value) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    for (int i : byName) {
      var member = members.get(i);
      Object part = get(member.get(), value);
      if (i == unknown) {
        if (part instanceof Unknown others) {
          others.members().forEach(tree::putIfAbsent);
        }
      } else if (part == null) {
        if (member.always()) {
          tree.put(member.name(), null);
        }
      } else if (member.always() || member.pointer() || !member.codec().isEmpty(part)) {
        tree.put(member.name(), member.codec().write(part));
      }
    }
    return Collections.unmodifiableMap(tree);
  }

  private static Object invoke(MethodHandle constructor, @Nullable Object[] values) {
    try {
      return (Object) constructor.invokeExact(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object get(MethodHandle accessor, Object value) {
    try {
      return (Object) accessor.invokeExact(value);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static RecordCodec of(Class<?> type) {
    return CODECS.get(type);
  }

  /// The JSON name of a component.
  static String nameOf(RecordComponent component) {
    var given = component.getAnnotation(JsonName.class);
    if (given != null) {
      return given.value();
    }
    String name = component.getName();
    return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
  }

  private static Member member(RecordComponent component, MethodHandle get) {
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    Codec codec = codecOf(component.getGenericType());
    return new Member(
        nameOf(component),
        codec,
        component.getType().isPrimitive() ? codec.zero() : null,
        component.isAnnotationPresent(Always.class) || (codec instanceof Codec.Nested && !nullable),
        nullable,
        get);
  }

  private static Codec codecOf(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? new Codec.Items(codecOf(of[0]))
          : new Codec.Members(codecOf(of[1]));
    }
    if (type == String.class) {
      return new Codec.Text();
    }
    if (type == long.class || type == Long.class) {
      return new Codec.Whole();
    }
    if (type == boolean.class || type == Boolean.class) {
      return new Codec.Flag();
    }
    if (type == Instant.class) {
      return new Codec.Time();
    }
    if (type == Bytes.class) {
      return new Codec.Octets();
    }
    if (type == Object.class || type == Unknown.class) {
      return new Codec.Tree();
    }
    return new Codec.Nested((Class<?>) type);
  }
}
