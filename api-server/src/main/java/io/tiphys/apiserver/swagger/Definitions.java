package io.tiphys.apiserver.swagger;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.tiphys.proto.k8s.meta.v1.Time;
import io.tiphys.proto.v1alpha1.OptionalArray;
import io.tiphys.proto.v1alpha1.OptionalMap;
import io.tiphys.proto.v1alpha1.ResourceNode;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The messages as schemas, each that is referred to once.
final class Definitions {

  /// Names that stand for two messages, and so have more of their package in front.
  private static final Set<String> AMBIGUOUS = Set.of("EnvEntry", "ResourceStatus");

  /// Its members stand in the object around it, which the original does not say either.
  private static final FieldDescriptor UNTOLD =
      ResourceNode.getDescriptor().findFieldByNumber(ResourceNode.RESOURCEREF_FIELD_NUMBER);

  /// Messages around one collection, which JSON does not have.
  private static final Set<Descriptor> TRANSPARENT =
      Set.of(OptionalArray.getDescriptor(), OptionalMap.getDescriptor());

  private final Map<String, @Nullable Object> all = new TreeMap<>();
  private final Queue<Descriptor> open = new ArrayDeque<>();
  private final Set<Descriptor> known = new HashSet<>();

  Definitions() {
    all.put(
        "protobufAny",
        object(
            Map.of(
                "type_url", Map.of("type", "string"),
                "value", Map.of("type", "string", "format", "byte"))));
    Map<String, ?> details = array(reference("protobufAny"));
    all.put(
        "runtimeError",
        object(
            Map.of(
                "error", Map.of("type", "string"),
                "code", Map.of("type", "integer", "format", "int32"),
                "message", Map.of("type", "string"),
                "details", details)));
    all.put(
        "runtimeStreamError",
        object(
            Map.of(
                "grpc_code", Map.of("type", "integer", "format", "int32"),
                "http_code", Map.of("type", "integer", "format", "int32"),
                "http_status", Map.of("type", "string"),
                "message", Map.of("type", "string"),
                "details", details)));
  }

  /// A reference to a message's schema, which is among the definitions from now on.
  Map<String, ?> refer(Descriptor message) {
    if (known.add(message)) {
      open.add(message);
    }
    return reference(name(message));
  }

  /// All schemas that were referred to, by anything.
  Map<String, @Nullable Object> all() {
    for (var message = open.poll(); message != null; message = open.poll()) {
      all.put(name(message), schema(message));
    }
    return all;
  }

  /// The last part of the package and the message's name.
  static String name(Descriptor message) {
    String[] packages = message.getFile().getPackage().split("\\.");
    String last = packages[packages.length - 1];
    boolean isLonger = packages.length > 1 && AMBIGUOUS.contains(message.getName());
    return (isLonger ? packages[packages.length - 2] + last : last) + message.getName();
  }

  private Map<String, ?> schema(Descriptor message) {
    if (message.equals(Time.getDescriptor())) {
      return Map.of("type", "string", "format", "date-time");
    }
    var properties = new HashMap<String, Object>();
    for (FieldDescriptor field : message.getFields()) {
      // by the name in the .proto: so are clients generated, also in the few places where Go's JSON
      // has another
      if (!field.equals(UNTOLD)) {
        properties.put(field.getName(), property(field));
      }
    }
    return properties.isEmpty() ? Map.of("type", "object") : object(properties);
  }

  Map<String, ?> property(FieldDescriptor field) {
    if (field.isMapField()) {
      var value = field.getMessageType().findFieldByNumber(2);
      return Map.of("type", "object", "additionalProperties", property(value));
    }
    if (field.isRepeated()) {
      return array(isMessage(field) ? refer(field.getMessageType()) : scalar(field));
    }
    if (isMessage(field)) {
      var message = field.getMessageType();
      return TRANSPARENT.contains(message)
          ? property(message.getFields().getFirst())
          : refer(message);
    }
    return field.getJavaType() == FieldDescriptor.JavaType.LONG
        ? Map.of("type", "integer", "format", "int64") // Go's JSON has a number
        : scalar(field);
  }

  static boolean isMessage(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
  }

  static Map<String, ?> scalar(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case STRING -> Map.of("type", "string");
      case BOOLEAN -> Map.of("type", "boolean");
      case INT -> Map.of("type", "integer", "format", "int32");
      case LONG -> Map.of("type", "string", "format", "int64");
      case FLOAT -> Map.of("type", "number", "format", "float");
      case DOUBLE -> Map.of("type", "number", "format", "double");
      case BYTE_STRING -> Map.of("type", "string", "format", "byte");
      case ENUM ->
          Map.of(
              "type",
              "string",
              "enum",
              field.getEnumType().getValues().stream().map(value -> value.getName()).toList());
      case MESSAGE -> throw new IllegalArgumentException(field + " is a message");
    };
  }

  static Map<String, ?> reference(String name) {
    return Map.of("$ref", "#/definitions/" + name);
  }

  static Map<String, ?> array(Map<String, ?> items) {
    return Map.of("type", "array", "items", items);
  }

  static Map<String, ?> object(Map<String, ?> properties) {
    return Map.of("type", "object", "properties", properties);
  }
}
