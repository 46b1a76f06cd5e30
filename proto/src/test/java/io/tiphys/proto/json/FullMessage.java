package io.tiphys.proto.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.Random;

/// A message with every field set, each to a value of its own.
final class FullMessage {

  private final Random random;

  FullMessage(long seed) {
    random = new Random(seed);
  }

  Message of(Descriptor type) {
    var builder = DynamicMessage.newBuilder(type);
    for (var field : type.getFields()) {
      if (field.getRealContainingOneof() != null
          && builder.hasOneof(field.getRealContainingOneof())) {
        continue;
      }
      if (!field.isRepeated()) {
        builder.setField(field, value(field));
      } else {
        builder.addRepeatedField(field, value(field));
        builder.addRepeatedField(field, value(field));
      }
    }
    return builder.build();
  }

  private Object value(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case STRING -> "text-" + random.nextInt(1_000_000);
      case BOOLEAN -> true;
      case INT -> 1 + random.nextInt(1000);
      case LONG -> 1L + random.nextInt(1000) + (1L << 40);
      case BYTE_STRING -> ByteString.copyFromUtf8("bytes-" + random.nextInt(1000));
      case MESSAGE -> message(field.getMessageType());
      case DOUBLE, FLOAT, ENUM ->
          throw new IllegalStateException("the contract has no such field: " + field);
    };
  }

  private Message message(Descriptor type) {
    var builder = DynamicMessage.newBuilder(type);
    switch (type.getName()) {
      case "Time" -> clock(builder, 0);
      case "MicroTime" -> clock(builder, 123_456_000);
      case "RawExtension", "JSON", "FieldsV1" ->
          builder.setField(
              type.findFieldByNumber(1),
              ByteString.copyFromUtf8("{\"a\":[1,\"b\",null],\"c\":{\"d\":1.5}}"));
      case "IntOrString" ->
          builder
              .setField(type.findFieldByNumber(1), 1L)
              .setField(type.findFieldByNumber(2), 0)
              .setField(type.findFieldByNumber(3), "25%");
      default -> {
        return of(type);
      }
    }
    return builder.build();
  }

  private void clock(DynamicMessage.Builder builder, int nanos) {
    var type = builder.getDescriptorForType();
    builder
        .setField(type.findFieldByNumber(1), 1_700_000_000L + random.nextInt(1000))
        .setField(type.findFieldByNumber(2), nanos);
  }
}
