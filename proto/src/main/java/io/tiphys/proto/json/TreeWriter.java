package io.tiphys.proto.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a message as a tree.
final class TreeWriter {

  private TreeWriter() {}

  static Map<String, @Nullable Object> members(Message message) {
    var members = new LinkedHashMap<String, @Nullable Object>();
    for (var field : GoFields.of(message.getDescriptorForType()).all()) {
      write(message, field, members);
    }
    return members;
  }

  private static void write(Message message, GoField field, Map<String, @Nullable Object> members) {
    var descriptor = field.descriptor();
    if (descriptor.isRepeated()) {
      boolean empty = message.getRepeatedFieldCount(descriptor) == 0;
      switch (field.mode()) {
        case OMIT_EMPTY, POINTER, INLINE -> {
          if (!empty) {
            members.put(field.name(), collection(message, descriptor));
          }
        }
        // Go has no empty slice after it read a message, only a nil one.
        case ALWAYS, NULLABLE ->
            members.put(field.name(), empty ? null : collection(message, descriptor));
      }
      return;
    }
    switch (field.mode()) {
      case INLINE -> members.putAll(members((Message) message.getField(descriptor)));
      case ALWAYS ->
          members.put(
              field.name(),
              isNil(message, descriptor) ? null : one(descriptor, message.getField(descriptor)));
      case NULLABLE ->
          members.put(
              field.name(),
              message.hasField(descriptor) ? one(descriptor, message.getField(descriptor)) : null);
      case POINTER -> {
        if (message.hasField(descriptor)) {
          members.put(field.name(), one(descriptor, message.getField(descriptor)));
        }
      }
      case OMIT_EMPTY -> {
        if (isPresent(message, field)) {
          var value = one(descriptor, message.getField(descriptor));
          if (value != null) {
            members.put(field.name(), value);
          }
        }
      }
    }
  }

  /// Bytes that a message has not are a nil slice to Go, which it writes as null.
  private static boolean isNil(Message message, FieldDescriptor descriptor) {
    return descriptor.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING
        && descriptor.hasPresence()
        && !message.hasField(descriptor);
  }

  private static boolean isPresent(Message message, GoField field) {
    var descriptor = field.descriptor();
    if (field.isMessage()) {
      return message.hasField(descriptor) || OverrideText.isFor(descriptor);
    }
    return !message.getField(descriptor).equals(zero(descriptor));
  }

  private static Object zero(FieldDescriptor descriptor) {
    return switch (descriptor.getJavaType()) {
      case INT -> 0;
      case LONG -> 0L;
      case FLOAT -> 0f;
      case DOUBLE -> 0d;
      case BOOLEAN -> false;
      case STRING -> "";
      case BYTE_STRING -> ByteString.EMPTY;
      case ENUM -> descriptor.getDefaultValue();
      case MESSAGE -> throw new IllegalStateException("a message has no zero: " + descriptor);
    };
  }

  private static Object collection(Message message, FieldDescriptor descriptor) {
    var items = (List<?>) message.getField(descriptor);
    if (!descriptor.isMapField()) {
      var list = new ArrayList<@Nullable Object>(items.size());
      for (var item : items) {
        list.add(one(descriptor, item));
      }
      return list;
    }
    var key = descriptor.getMessageType().findFieldByNumber(1);
    var value = descriptor.getMessageType().findFieldByNumber(2);
    var map = new LinkedHashMap<String, @Nullable Object>();
    for (var item : items) {
      var entry = (Message) item;
      map.put(String.valueOf(entry.getField(key)), one(value, entry.getField(value)));
    }
    return map;
  }

  private static @Nullable Object one(FieldDescriptor descriptor, Object value) {
    return switch (descriptor.getJavaType()) {
      case INT -> ((Integer) value).longValue();
      case LONG, DOUBLE, BOOLEAN, STRING -> value;
      case FLOAT -> ((Float) value).doubleValue();
      case BYTE_STRING -> Base64.getEncoder().encodeToString(((ByteString) value).toByteArray());
      case ENUM -> (long) ((EnumValueDescriptor) value).getNumber();
      case MESSAGE -> message(descriptor, (Message) value);
    };
  }

  private static @Nullable Object message(FieldDescriptor descriptor, Message value) {
    if (OverrideText.isFor(descriptor)) {
      return OverrideText.write(members(value));
    }
    var shape = Shape.of(value.getDescriptorForType());
    if (shape == null) {
      return members(value);
    }
    try {
      return shape.write(value);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          descriptor.getFullName() + ": cannot be written as JSON: " + e.getMessage(), e);
    }
  }
}
