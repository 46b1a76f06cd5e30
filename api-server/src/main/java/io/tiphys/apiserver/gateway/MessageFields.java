package io.tiphys.apiserver.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Sets a message's fields from the texts of a URL, as the original's gateway does: by their names
/// in the `.proto` with dots between, repeated ones once for each value.
final class MessageFields {

  private static final int DEEPEST = 12;

  private MessageFields() {}

  /// @param path such as `application.metadata.name`
  /// @return false when there is no such field
  /// @throws IllegalArgumentException when the text is no value of the field's type
  static boolean set(Message.Builder message, String path, String text) {
    return set(message, path, path, text, DEEPEST);
  }

  private static boolean set(
      Message.Builder message, String path, String whole, String text, int depth) {
    int dot = path.indexOf('.');
    String name = dot < 0 ? path : path.substring(0, dot);
    var field = field(message, name);
    if (field == null || depth == 0) {
      return false;
    }
    if (dot >= 0) {
      return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
          && !field.isRepeated()
          && set(message.getFieldBuilder(field), path.substring(dot + 1), whole, text, depth - 1);
    }
    if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      return false;
    }
    Object value = value(field, whole, text);
    if (field.isRepeated()) {
      message.addRepeatedField(field, value);
    } else {
      message.setField(field, value);
    }
    return true;
  }

  private static @Nullable FieldDescriptor field(Message.Builder message, String name) {
    var type = message.getDescriptorForType();
    var field = type.findFieldByName(name);
    if (field != null) {
      return field;
    }
    for (var candidate : type.getFields()) {
      if (candidate.getJsonName().equals(name)) {
        return candidate;
      }
    }
    return null;
  }

  private static Object value(FieldDescriptor field, String path, String text) {
    try {
      return switch (field.getJavaType()) {
        case STRING -> text;
        case BOOLEAN -> bool(text);
        case INT -> Integer.valueOf(text);
        case LONG -> Long.valueOf(text);
        case FLOAT -> Float.valueOf(text);
        case DOUBLE -> Double.valueOf(text);
        case BYTE_STRING -> ByteString.copyFrom(Base64.getDecoder().decode(text));
        case ENUM -> enumValue(field, text);
        case MESSAGE -> throw new IllegalArgumentException("an object");
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "type mismatch, parameter: "
              + path
              + ", error: \""
              + text
              + "\" is no "
              + field.getType().name().toLowerCase(Locale.ROOT),
          e);
    }
  }

  private static Object enumValue(FieldDescriptor field, String text) {
    var value = field.getEnumType().findValueByName(text);
    if (value == null) {
      value = field.getEnumType().findValueByNumber(Integer.parseInt(text));
    }
    if (value == null) {
      throw new IllegalArgumentException("unknown");
    }
    return value;
  }

  /// As Go's `strconv.ParseBool`.
  private static boolean bool(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw new IllegalArgumentException("no boolean");
    };
  }
}
