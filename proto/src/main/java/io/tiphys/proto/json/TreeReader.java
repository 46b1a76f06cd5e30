package io.tiphys.proto.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.tiphys.model.json.JsonTree;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a tree into a message.
final class TreeReader {

  private TreeReader() {}

  static void members(Map<String, @Nullable Object> tree, Message.Builder builder) {
    var fields = GoFields.of(builder.getDescriptorForType());
    for (var inlined : fields.inlined()) {
      var inner = ((Message) builder.getField(inlined.descriptor())).toBuilder();
      members(tree, inner);
      builder.setField(inlined.descriptor(), inner.buildPartial());
    }
    for (var member : tree.entrySet()) {
      var value = member.getValue();
      var field = value == null ? null : fields.find(member.getKey());
      if (value != null && field != null) {
        read(field.descriptor(), value, builder);
      }
    }
  }

  private static void read(FieldDescriptor field, Object value, Message.Builder builder) {
    if (field.isMapField()) {
      builder.clearField(field);
      var entryType = field.getMessageType();
      for (var item : JsonTree.object(expect(field, value, Map.class)).entrySet()) {
        var entry = builder.newBuilderForField(field);
        entry.setField(entryType.findFieldByNumber(1), item.getKey());
        var valueField = entryType.findFieldByNumber(2);
        entry.setField(valueField, one(valueField, item.getValue(), entry, field));
        builder.addRepeatedField(field, entry.build());
      }
    } else if (field.isRepeated()) {
      builder.clearField(field);
      for (var item : expect(field, value, List.class)) {
        builder.addRepeatedField(field, one(field, item, builder, field));
      }
    } else if (isPlainMessage(field)) {
      var inner = ((Message) builder.getField(field)).toBuilder();
      members(JsonTree.object(expect(field, value, Map.class)), inner);
      builder.setField(field, inner.buildPartial());
    } else {
      builder.setField(field, one(field, value, builder, field));
    }
  }

  private static boolean isPlainMessage(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && Shape.of(field.getMessageType()) == null
        && !OverrideText.isFor(field);
  }

  /// @param named the field that an error names: a map's value has none of its own
  private static Object one(
      FieldDescriptor field,
      @Nullable Object value,
      Message.Builder parent,
      FieldDescriptor named) {
    return switch (field.getJavaType()) {
      case STRING -> value == null ? "" : expect(named, value, String.class);
      case BOOLEAN -> value == null ? false : expect(named, value, Boolean.class);
      case LONG -> value == null ? 0L : integer(named, value);
      case INT -> value == null ? 0 : Math.toIntExact(bounded(named, integer(named, value)));
      case DOUBLE -> value == null ? 0d : expect(named, value, Number.class).doubleValue();
      case FLOAT -> value == null ? 0f : expect(named, value, Number.class).floatValue();
      case BYTE_STRING -> value == null ? ByteString.EMPTY : bytes(named, value);
      case ENUM -> enumValue(field, value == null ? 0L : integer(named, value));
      case MESSAGE -> message(field, value, parent.newBuilderForField(field), named);
    };
  }

  private static Message message(
      FieldDescriptor field,
      @Nullable Object value,
      Message.Builder builder,
      FieldDescriptor named) {
    var shape = Shape.of(field.getMessageType());
    if (shape != null) {
      try {
        shape.read(value, builder);
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(named.getFullName() + ": " + e.getMessage(), e);
      }
    } else if (value != null) {
      var tree = OverrideText.isFor(field) ? OverrideText.read(value) : value;
      members(JsonTree.object(expect(named, tree, Map.class)), builder);
    }
    return builder.buildPartial();
  }

  private static long integer(FieldDescriptor field, Object value) {
    return switch (value) {
      case Long number -> number;
      case Integer number -> number;
      case Double number when number == Math.rint(number) && Math.abs(number) < 0x1p53 ->
          number.longValue();
      default -> throw wrongType(field, "an integer", value);
    };
  }

  private static long bounded(FieldDescriptor field, long number) {
    if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(field.getFullName() + ": does not fit 32 bits: " + number);
    }
    return number;
  }

  private static ByteString bytes(FieldDescriptor field, Object value) {
    try {
      return ByteString.copyFrom(Base64.getDecoder().decode(expect(field, value, String.class)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field.getFullName() + ": expected base64", e);
    }
  }

  private static EnumValueDescriptor enumValue(FieldDescriptor field, long number) {
    return field.getEnumType().findValueByNumberCreatingIfUnknown((int) number);
  }

  private static <T> T expect(FieldDescriptor field, Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw wrongType(field, name(type), value);
    }
    return type.cast(value);
  }

  /// Names the member and both types, never the value: it may be a secret.
  private static IllegalArgumentException wrongType(
      FieldDescriptor field, String expected, Object value) {
    return new IllegalArgumentException(
        field.getFullName() + ": expected " + expected + ", found " + name(value.getClass()));
  }

  private static String name(Class<?> type) {
    if (Map.class.isAssignableFrom(type)) {
      return "an object";
    }
    if (List.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    return type == Boolean.class ? "a boolean" : "a string";
  }
}
