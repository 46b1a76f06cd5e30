package io.tiphys.model.contract;

import io.tiphys.model.json.Always;
import io.tiphys.model.json.Bytes;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.json.Unknown;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Makes records with all kinds of values in all their components.
public final class RandomRecords {

  private static final List<String> TEXTS =
      List.of(
          "a",
          "main",
          "https://example.com/repo.git",
          "1",
          "true",
          "two\nlines",
          "é😀",
          "<&>",
          " ");

  /// What the definitions say of some fields beyond their type.
  private static final Map<String, List<String>> ALLOWED =
      Map.of(
          "SyncSource.path", List.of("environments/dev"),
          "HydrateOperation.phase", List.of("Hydrating", "Failed", "Hydrated"),
          "ApplicationSetSyncPolicy.applicationsSync", List.of("sync", "create-only"));

  private final Random random;
  private final boolean valid;

  private RandomRecords(Random random, boolean valid) {
    this.random = random;
    this.valid = valid;
  }

  /// Any values, and members that no record knows.
  public static RandomRecords any(long seed) {
    return new RandomRecords(new Random(seed), false);
  }

  /// Values that the definitions of the custom resources allow.
  public static RandomRecords valid(long seed) {
    return new RandomRecords(new Random(seed), true);
  }

  public <T extends Record> T next(Class<T> type) {
    return type.cast(record(type, 0));
  }

  private Object record(Class<?> type, int depth) {
    RecordComponent[] components = type.getRecordComponents();
    var types = new Class<?>[components.length];
    var values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = component(components[i], depth);
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }

  private @Nullable Object component(RecordComponent component, int depth) {
    boolean needed = component.isAnnotationPresent(Always.class) && valid;
    boolean empty = random.nextInt(depth + 2) > 0;
    if (RecordTypes.isNullable(component) && empty && !needed) {
      return null;
    }
    String place = component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    var allowed = valid ? ALLOWED.get(place) : null;
    if (allowed != null) {
      return allowed.get(random.nextInt(allowed.size()));
    }
    if (component.getType() == Object.class && valid) {
      return component.getName().equals("valuesObject")
          ? members(depth)
          : random.nextBoolean() ? (Object) 3L : "50%";
    }
    return value(component.getGenericType(), depth, empty);
  }

  private @Nullable Object value(Type type, int depth, boolean empty) {
    if (type == String.class) {
      return empty ? "" : TEXTS.get(random.nextInt(TEXTS.size()));
    }
    if (type == long.class || type == Long.class) {
      return empty ? 0L : random.nextLong();
    }
    if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    }
    if (type == Instant.class) {
      return Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE));
    }
    if (type == Bytes.class) {
      var octets = new byte[random.nextInt(5)];
      random.nextBytes(octets);
      return Bytes.of(octets);
    }
    if (type == Unknown.class) {
      return valid || random.nextInt(3) > 0 ? Unknown.NONE : new Unknown(Map.of("x-new", tree(2)));
    }
    if (type instanceof ParameterizedType generic) {
      return collection(generic, depth, empty);
    }
    return type instanceof Class<?> record && record.isRecord()
        ? record(record, depth + 1)
        : tree(2);
  }

  private Object collection(ParameterizedType type, int depth, boolean empty) {
    int size = empty ? 0 : random.nextInt(3);
    Type[] of = type.getActualTypeArguments();
    if (type.getRawType() == List.class) {
      var items = new ArrayList<@Nullable Object>();
      for (int i = 0; i < size; i++) {
        items.add(value(of[0], depth + 1, false));
      }
      return items;
    }
    var members = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < size; i++) {
      members.put("k" + i, value(of[1], depth + 1, false));
    }
    return members;
  }

  private Map<String, @Nullable Object> members(int depth) {
    var members = new LinkedHashMap<String, @Nullable Object>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      members.put("m" + i, tree(depth > 3 ? 0 : 2));
    }
    return members;
  }

  private Object tree(int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextInt(1000) + 0.5;
      case 2 -> random.nextBoolean();
      case 3 -> TEXTS.get(random.nextInt(TEXTS.size()));
      case 4 -> List.of(tree(depth - 1), tree(depth - 1));
      default -> Map.of("m", tree(depth - 1), "n", List.of());
    };
  }

  /// The record that is left of a record when it went through JSON.
  public static <T extends Record> T through(T value, Class<T> type) {
    return ModelJson.read(ModelJson.write(value), type);
  }
}
