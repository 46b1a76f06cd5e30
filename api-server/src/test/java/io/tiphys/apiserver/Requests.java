package io.tiphys.apiserver;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Makes requests of any operation, with words by the names of fields.
///
/// @param words for fields, by `Message.field` or by `field`; an empty one leaves the field out
/// @param other for each other text that is not repeated
record Requests(Map<String, String> words, String other) {

  /// The messages that requests are filled down to; others say more than a test wants.
  private static final Set<String> INNER =
      Set.of(
          "application",
          "applicationset",
          "applicationSet",
          "project",
          "repo",
          "cluster",
          "creds",
          "metadata",
          "spec",
          "template",
          "source",
          "destination",
          "id",
          "query",
          "chunk",
          "config",
          "tlsClientConfig",
          "execProviderConfig",
          "awsAuthConfig",
          "publickey",
          "certificates");

  private static final int DEPTH = 6;

  Requests {
    words = Map.copyOf(words);
  }

  /// All that the operation can be asked with.
  Message of(MethodDescriptor<?, ?> method) {
    var marshaller = (MethodDescriptor.PrototypeMarshaller<?>) method.getRequestMarshaller();
    var prototype = (Message) Objects.requireNonNull(marshaller.getMessagePrototype());
    var builder = prototype.newBuilderForType();
    fill(builder, DEPTH);
    return builder.buildPartial();
  }

  /// What a field gets; empty for nothing.
  String word(FieldDescriptor field) {
    String name = field.getName();
    String unless = field.isRepeated() ? "" : other;
    return words.getOrDefault(
        field.getContainingType().getName() + "." + name, words.getOrDefault(name, unless));
  }

  private void fill(Message.Builder builder, int depth) {
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      if (field.getRealContainingOneof() != null
          && builder.hasOneof(field.getRealContainingOneof())) {
        continue;
      }
      switch (field.getJavaType()) {
        case STRING -> text(builder, field);
        case MESSAGE -> message(builder, field, depth);
        case INT, LONG, FLOAT, DOUBLE, BOOLEAN, BYTE_STRING -> {
          if (field.isRequired()) {
            builder.setField(field, builder.getField(field));
          }
        }
        case ENUM -> {}
      }
    }
  }

  private void text(Message.Builder builder, FieldDescriptor field) {
    String word = word(field);
    if (word.isEmpty()) {
      return;
    }
    if (field.isRepeated()) {
      builder.addRepeatedField(field, word);
    } else {
      builder.setField(field, word);
    }
  }

  private void message(Message.Builder builder, FieldDescriptor field, int depth) {
    if (field.isRepeated() || depth == 0) {
      return;
    }
    if (field.isRequired() || INNER.contains(field.getName())) {
      fill(builder.getFieldBuilder(field), depth - 1);
    }
  }
}
