package io.tiphys.proto.json;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.tiphys.proto.go.GoProto;
import io.tiphys.proto.go.Json;

/// How one field is written: the tag of the Go struct's field.
record GoField(FieldDescriptor descriptor, String name, Json mode) {

  static GoField of(FieldDescriptor field) {
    return new GoField(field, name(field), mode(field));
  }

  /// The JSON name that the `.proto` gives, else the field's own: Go's tags have it unchanged.
  private static String name(FieldDescriptor field) {
    return field.toProto().hasJsonName() ? field.getJsonName() : field.getName();
  }

  private static Json mode(FieldDescriptor field) {
    if (field.getOptions().hasExtension(GoProto.json)) {
      return field.getOptions().getExtension(GoProto.json);
    }
    if (field.isRequired()) {
      return Json.ALWAYS;
    }
    boolean pointers = field.getFile().getOptions().getExtension(GoProto.pointers);
    boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    return pointers && !message && !field.isRepeated() ? Json.POINTER : Json.OMIT_EMPTY;
  }

  boolean isMessage() {
    return descriptor.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
  }
}
