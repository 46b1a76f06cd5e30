package io.tiphys.apiserver.swagger;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parameters of one operation: those of its path, its body, and the rest of the request's
/// fields in the query.
final class Parameters {

  private final RestBinding binding;
  private final Definitions definitions;
  private final Set<String> given = new HashSet<>();
  private final List<Map<String, @Nullable Object>> all = new ArrayList<>();

  private Parameters(RestBinding binding, Definitions definitions) {
    this.binding = binding;
    this.definitions = definitions;
  }

  static List<Map<String, @Nullable Object>> of(RestBinding binding, Definitions definitions) {
    var parameters = new Parameters(binding, definitions);
    parameters.path();
    parameters.body();
    if (binding.hasQuery()) {
      parameters.query(binding.method().getInputType(), "", Set.of());
    }
    return parameters.all;
  }

  private void path() {
    for (String name : binding.pathFields()) {
      given.add(name);
      add(name, "path", true, scalar(field(name)));
    }
  }

  private FieldDescriptor field(String path) {
    Descriptor message = binding.method().getInputType();
    int dot = path.lastIndexOf('.');
    if (dot > 0) {
      message = field(path.substring(0, dot)).getMessageType();
    }
    FieldDescriptor field = message.findFieldByName(path.substring(dot + 1));
    if (field == null) {
      throw new IllegalStateException(binding.path() + " names no field: " + path);
    }
    return field;
  }

  private void body() {
    var field = binding.bodyField();
    if (binding.isWholeBody() || field.isPresent()) {
      Map<String, ?> schema =
          field
              .<Map<String, ?>>map(definitions::property)
              .orElseGet(() -> definitions.refer(binding.method().getInputType()));
      field.ifPresent(it -> given.add(it.getName()));
      add("body", "body", true, Map.of("schema", schema));
    }
  }

  /// @param above messages that these fields are in, to end what contains itself
  private void query(Descriptor message, String prefix, Set<Descriptor> above) {
    for (FieldDescriptor field : message.getFields()) {
      String name = prefix + field.getName();
      if (given.contains(name) || field.isMapField()) {
        continue;
      }
      if (!Definitions.isMessage(field)) {
        add(name, "query", field.isRequired() && prefix.isEmpty(), scalar(field));
      } else if (!field.isRepeated() && !above.contains(message)) {
        var deeper = new HashSet<>(above);
        deeper.add(message);
        definitions.refer(field.getMessageType());
        query(field.getMessageType(), name + ".", deeper);
      }
    }
  }

  private static Map<String, ?> scalar(FieldDescriptor field) {
    Map<String, ?> scalar = Definitions.scalar(field);
    return field.isRepeated()
        ? Map.of("type", "array", "items", scalar, "collectionFormat", "multi")
        : scalar;
  }

  private void add(String name, String place, boolean isRequired, Map<String, ?> type) {
    var parameter = new HashMap<String, @Nullable Object>(type);
    parameter.put("name", name);
    parameter.put("in", place);
    if (isRequired) {
      parameter.put("required", true);
    }
    all.add(parameter);
  }
}
