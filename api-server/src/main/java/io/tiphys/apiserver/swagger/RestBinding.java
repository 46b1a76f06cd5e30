package io.tiphys.apiserver.swagger;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// One way to call a method by REST.
///
/// @param id of the operation: `Service_Method`, with a number for a method's further ways
/// @param verb of HTTP, in lower case
/// @param path with the names of fields in braces
/// @param body a field's name, `*` for the whole request, or empty for none
record RestBinding(String id, MethodDescriptor method, String verb, String path, String body) {

  private static final Pattern VARIABLE = Pattern.compile("\\{([^}=]+)(?:=[^}]*)?}");

  static List<RestBinding> of(ServiceDescriptor service) {
    var bindings = new ArrayList<RestBinding>();
    for (MethodDescriptor method : service.getMethods()) {
      if (method.getOptions().hasExtension(AnnotationsProto.http)) {
        HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
        String id = service.getName() + "_" + method.getName();
        bindings.add(of(id, method, rule));
        int number = 2;
        for (HttpRule other : rule.getAdditionalBindingsList()) {
          bindings.add(of(id + number++, method, other));
        }
      }
    }
    return bindings;
  }

  private static RestBinding of(String id, MethodDescriptor method, HttpRule rule) {
    var pattern = rule.getPatternCase();
    String path =
        switch (pattern) {
          case GET -> rule.getGet();
          case PUT -> rule.getPut();
          case POST -> rule.getPost();
          case DELETE -> rule.getDelete();
          case PATCH -> rule.getPatch();
          case CUSTOM -> rule.getCustom().getPath();
          case PATTERN_NOT_SET -> "";
        };
    return new RestBinding(
        id,
        method,
        pattern.name().toLowerCase(Locale.ROOT),
        VARIABLE.matcher(path).replaceAll("{$1}"),
        rule.getBody());
  }

  /// Names of the fields that the path gives, with dots in them.
  List<String> pathFields() {
    return VARIABLE.matcher(path).results().map(found -> found.group(1)).toList();
  }

  /// The field that the body gives; none for no body or the whole request.
  Optional<FieldDescriptor> bodyField() {
    return Optional.ofNullable(method.getInputType().findFieldByName(body));
  }

  boolean isWholeBody() {
    return body.equals("*");
  }

  /// Whether the other fields may stand in the query.
  boolean hasQuery() {
    return verb.equals("get") || verb.equals("delete") || bodyField().isPresent();
  }
}
