package io.tiphys.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every message has the fields of the contract, with their numbers, types and labels, and no
/// other.
class MessagesContractTest {

  @Test
  void fieldsAreThoseOfTheTable() {
    var expected = new TreeMap<String, TreeSet<String>>();
    for (var row : Wire.table("messages.tsv")) {
      var fields = expected.computeIfAbsent(cell(row, "message"), _ -> new TreeSet<>());
      if (!cell(row, "label").equals("empty")) {
        fields.add(
            String.join(
                " ",
                cell(row, "syntax"),
                cell(row, "label"),
                cell(row, "type"),
                cell(row, "field"),
                cell(row, "number")));
      }
    }

    var actual = new TreeMap<String, TreeSet<String>>();
    Wire.messages().forEach((name, message) -> actual.put(name, fields(message)));

    // A message of another package is written with its package, be it the table's or ours.
    assertThat(actual).isEqualTo(expected);
  }

  private static TreeSet<String> fields(Descriptor message) {
    String syntax = message.getFile().toProto().getSyntax();
    var fields = new TreeSet<String>();
    for (var field : message.getFields()) {
      fields.add(
          String.join(
              " ",
              syntax.isEmpty() ? "proto2" : syntax,
              label(field),
              Wire.type(field),
              field.getName(),
              Integer.toString(field.getNumber())));
    }
    return fields;
  }

  private static String label(FieldDescriptor field) {
    var oneof = field.getRealContainingOneof();
    if (oneof != null) {
      return "oneof:" + oneof.getName();
    }
    if (field.isMapField()) {
      return "singular";
    }
    if (field.isRepeated()) {
      return "repeated";
    }
    if (field.isRequired()) {
      return "required";
    }
    boolean proto3 = field.getFile().toProto().getSyntax().equals("proto3");
    boolean keyword = field.toProto().getProto3Optional();
    return proto3 && !keyword ? "singular" : "optional";
  }

  private static String cell(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }
}
