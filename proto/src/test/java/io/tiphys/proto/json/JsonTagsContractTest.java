package io.tiphys.proto.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import io.tiphys.proto.Wire;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Members have the names of the tags, and an empty message writes those that Go always writes.
class JsonTagsContractTest {

  /// Go's name of the member, and whether Go writes it when it is empty.
  private record Tag(String json, boolean inline, boolean always, boolean pointer) {}

  private static Map<String, Map<Integer, Tag>> tags() {
    var tags = new LinkedHashMap<String, Map<Integer, Tag>>();
    for (var row : Wire.table("json-tags.tsv")) {
      String number = Objects.requireNonNull(row.get("number"));
      if (!number.isEmpty()) {
        String json = Objects.requireNonNull(row.get("json"));
        tags.computeIfAbsent(Objects.requireNonNull(row.get("type")), _ -> new LinkedHashMap<>())
            .put(
                Integer.valueOf(number),
                new Tag(
                    json,
                    json.equals("(inline)"),
                    "always".equals(row.get("presence")),
                    Objects.requireNonNull(row.get("goType")).startsWith("*")));
      }
    }
    return tags;
  }

  static Stream<Arguments> tagged() {
    return tags().entrySet().stream()
        // Their JSON is the collection itself: Shape.Transparent.
        .filter(it -> !it.getKey().equals("OptionalMap") && !it.getKey().equals("OptionalArray"))
        .map(it ->
            Arguments.of(
                Named.of(it.getKey(), Wire.messages().get("v1alpha1." + it.getKey())),
                it.getValue()));
  }

  @ParameterizedTest
  @MethodSource("tagged")
  void membersAreThoseOfTheTags(Descriptor type, Map<Integer, Tag> tags) {
    var names = new TreeSet<String>();
    var whenEmpty = new TreeSet<String>();
    for (var field : type.getFields()) {
      var tag = tags.get(field.getNumber());
      if (tag == null) {
        // Written by Go's own method for the plugin parameter, under the name of the field.
        assertThat(field.getFullName()).contains("ApplicationSourcePluginParameter");
        names.add(field.getName());
      } else if (tag.inline()) {
        names.addAll(full(field.getMessageType()));
        whenEmpty.addAll(empty(field.getMessageType()));
      } else {
        names.add(tag.json());
        boolean struct =
            !tag.pointer()
                && !field.isRepeated()
                && field.getJavaType()
                    == com.google.protobuf.Descriptors.FieldDescriptor.JavaType.MESSAGE;
        if (tag.always() || struct) {
          whenEmpty.add(tag.json());
        }
      }
    }

    assertThat(full(type)).isEqualTo(names);
    assertThat(empty(type)).isEqualTo(whenEmpty);
  }

  private static TreeSet<String> full(Descriptor type) {
    return new TreeSet<>(GoJson.toTree(new FullMessage(7).of(type)).keySet());
  }

  private static TreeSet<String> empty(Descriptor type) {
    return new TreeSet<>(GoJson.toTree(DynamicMessage.getDefaultInstance(type)).keySet());
  }
}
