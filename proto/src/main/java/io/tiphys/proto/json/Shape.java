package io.tiphys.proto.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.k8s.apiextensions.v1.JSON;
import io.tiphys.proto.k8s.intstr.IntOrString;
import io.tiphys.proto.k8s.meta.v1.FieldsV1;
import io.tiphys.proto.k8s.meta.v1.MicroTime;
import io.tiphys.proto.k8s.meta.v1.Time;
import io.tiphys.proto.k8s.runtime.RawExtension;
import io.tiphys.proto.v1alpha1.OptionalArray;
import io.tiphys.proto.v1alpha1.OptionalMap;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message that Go writes as something other than an object of its fields.
sealed interface Shape {

  Map<Descriptor, Shape> ALL =
      Map.of(
          Time.getDescriptor(), new Clock(DateTimeFormatter.ISO_INSTANT, 1_000_000_000),
          MicroTime.getDescriptor(), new Clock(Clock.MICROS, 1_000),
          RawExtension.getDescriptor(), new Raw(),
          JSON.getDescriptor(), new Raw(),
          FieldsV1.getDescriptor(), new Raw(),
          IntOrString.getDescriptor(), new NumberOrText(),
          OptionalMap.getDescriptor(), new Transparent(),
          OptionalArray.getDescriptor(), new Transparent());

  static @Nullable Shape of(Descriptor message) {
    return ALL.get(message);
  }

  @Nullable Object write(Message message);

  void read(@Nullable Object value, Message.Builder builder);

  /// A time: an RFC 3339 text in UTC, `null` for Go's zero time.
  ///
  /// @param unit the nanoseconds of the finest digit that is kept
  record Clock(DateTimeFormatter format, int unit) implements Shape {

    static final DateTimeFormatter MICROS =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// 0001-01-01T00:00:00Z, which Go takes for no time at all.
    private static final long ZERO = -62_135_596_800L;

    @Override
    public @Nullable String write(Message message) {
      var type = message.getDescriptorForType();
      long seconds = (Long) message.getField(type.findFieldByNumber(1));
      int nanos = (Integer) message.getField(type.findFieldByNumber(2));
      nanos = nanos / unit * unit;
      if (seconds == 0 && nanos == 0 || seconds == ZERO) {
        return null;
      }
      return format.format(Instant.ofEpochSecond(seconds, nanos));
    }

    @Override
    public void read(@Nullable Object value, Message.Builder builder) {
      if (value == null) {
        return;
      }
      if (!(value instanceof String text)) {
        throw new IllegalArgumentException("expected a time as text");
      }
      Instant time = parse(text);
      if (time.getEpochSecond() == ZERO) {
        return;
      }
      var type = builder.getDescriptorForType();
      builder.setField(type.findFieldByNumber(1), time.getEpochSecond());
      builder.setField(type.findFieldByNumber(2), time.getNano() / unit * unit);
    }

    private static Instant parse(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("expected a time as RFC 3339 has it", e);
      }
    }
  }

  /// Bytes that are JSON themselves and stand in place.
  record Raw() implements Shape {

    @Override
    public @Nullable Object write(Message message) {
      var raw = (ByteString) message.getField(only(message.getDescriptorForType()));
      return raw.isEmpty() ? null : JsonTree.parse(raw.toByteArray());
    }

    @Override
    public void read(@Nullable Object value, Message.Builder builder) {
      if (value != null) {
        builder.setField(
            only(builder.getDescriptorForType()), ByteString.copyFrom(JsonTree.write(value)));
      }
    }
  }

  /// Kubernetes' number or text.
  record NumberOrText() implements Shape {

    @Override
    public Object write(Message message) {
      var type = message.getDescriptorForType();
      boolean number = message.getField(type.findFieldByNumber(1)).equals(0L);
      return number
          ? (Object) ((Integer) message.getField(type.findFieldByNumber(2))).longValue()
          : message.getField(type.findFieldByNumber(3));
    }

    @Override
    public void read(@Nullable Object value, Message.Builder builder) {
      switch (value) {
        case null -> {}
        case String text -> set(builder, 1, 0, text);
        case Long number -> set(builder, 0, Math.toIntExact(number), "");
        default -> throw new IllegalArgumentException("expected an integer or a text");
      }
    }

    private static void set(Message.Builder builder, long kind, int number, String text) {
      var type = builder.getDescriptorForType();
      builder
          .setField(type.findFieldByNumber(1), kind)
          .setField(type.findFieldByNumber(2), number)
          .setField(type.findFieldByNumber(3), text);
    }
  }

  /// A message around one collection, there to tell an empty one from none.
  record Transparent() implements Shape {

    @Override
    public Object write(Message message) {
      var field = only(message.getDescriptorForType());
      var value = TreeWriter.members(message).get(field.getName());
      if (value != null) {
        return value;
      }
      return field.isMapField() ? Map.of() : java.util.List.of();
    }

    @Override
    public void read(@Nullable Object value, Message.Builder builder) {
      if (value != null) {
        TreeReader.members(Map.of(only(builder.getDescriptorForType()).getName(), value), builder);
      }
    }
  }

  private static FieldDescriptor only(Descriptor message) {
    return message.getFields().getFirst();
  }
}
