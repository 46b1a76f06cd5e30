package io.tiphys.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.oracle.TestingSchemas;
import io.tiphys.engine.schema.Schema.ListType;
import io.tiphys.model.manifest.GroupVersionKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OpenApiV3Test {

  @Test
  void fieldsOfBuiltInKinds() {
    var pod = at(kind("apps/v1", "Deployment"), "spec", "template", "spec");
    var containers = at(pod, "containers");
    assertThat(containers.patchMergeKey()).isEqualTo("name");
    assertThat(containers.mergesInPatch()).isTrue();
    assertThat(containers.listType()).isEqualTo(ListType.MAP);
    assertThat(containers.mapKeys()).containsExactly("name");
    var container = items(containers);
    assertThat(at(container, "resources", "limits", "cpu").isQuantity()).isTrue();
    assertThat(at(items(at(container, "ports")), "protocol").defaultValue()).isEqualTo("TCP");
    assertThat(at(container, "ports").mapKeys()).containsExactly("containerPort", "protocol");
    assertThat(at(pod, "volumes").retainsKeysInPatch()).isTrue();
    assertThat(at(pod, "restartPolicy").defaultValue()).isEqualTo("Always");
    assertThat(at(pod, "hostNetwork").dropsZero()).isTrue();
    assertThat(at(pod, "shareProcessNamespace").dropsZero()).isFalse();
    assertThat(at(pod, "nodeSelector").isMap()).isTrue();
    assertThat(at(kind("v1", "Secret"), "data", "any").isBytes()).isTrue();
  }

  @Test
  void aTypeThatContainsItselfIsACycle() {
    var versions =
        at(kind("apiextensions.k8s.io/v1", "CustomResourceDefinition"), "spec", "versions");
    var properties = at(items(versions), "schema", "openAPIV3Schema", "properties");
    var deep = at(properties, "a", "properties", "b", "items", "properties", "c");
    assertThat(at(deep, "nullable").dropsZero()).isTrue();
    assertThat(deep.members()).isSameAs(at(properties, "a").members());
  }

  @Test
  void customResourcesTakeNoStrategicMergePatch() {
    assertThat(kind("apps/v1", "Deployment").isStrategic()).isTrue();
    var widget = kind("example.tiphys.io/v1", "Widget");
    assertThat(widget.isStrategic()).isFalse();
    assertThat(at(widget, "spec").isTyped()).isFalse();
    assertThat(at(widget, "metadata", "labels").isTyped()).isTrue();
    assertThat(at(widget, "spec", "parts").mapKeys()).containsExactly("name", "kind");
    assertThat(at(widget, "spec", "memory").isQuantity()).isTrue();
    assertThat(at(widget, "spec", "memory").isIntOrString()).isTrue();
    assertThat(at(widget, "spec", "inner").isEmbeddedResource()).isTrue();
    assertThat(at(widget, "spec", "free").preservesUnknown()).isTrue();
    assertThat(at(widget, "spec", "color").defaultValue()).isEqualTo("red");
  }

  @Test
  void aDocumentWithoutKindsHasNone() {
    for (var document : new String[] {"{}", "{\"components\":{\"schemas\":{\"x\":{}}}}"}) {
      assertThat(OpenApiV3.parse(document.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
  }

  @Test
  void aReferenceToNothingIsAFieldOfWhichNothingIsKnown() {
    var document =
        """
        {"components":{"schemas":{"a":{"properties":{"b":{"$ref":"#/components/schemas/gone"}},
        "x-kubernetes-group-version-kind":[{"group":"g","version":"v","kind":"K"}]}}}}
        """;
    var kinds = OpenApiV3.parse(document.getBytes(StandardCharsets.UTF_8));
    var kind = SchemaLookup.of(kinds).of(new GroupVersionKind("g", "v", "K")).orElseThrow();
    assertThat(at(kind, "b").members()).isEmpty();
  }

  private static Schema kind(String apiVersion, String kind) {
    return TestingSchemas.all().of(GroupVersionKind.of(apiVersion, kind)).orElseThrow();
  }

  private static Schema at(Schema schema, String... path) {
    var node = schema;
    for (var name : path) {
      var member = name.equals("items") ? node.items() : null;
      member = member == null ? node.member(name) : member;
      if (member == null) {
        throw new AssertionError("nothing is known of " + name);
      }
      node = member;
    }
    return node;
  }

  private static Schema items(Schema list) {
    var items = list.items();
    if (items == null) {
      throw new AssertionError("nothing is known of the items");
    }
    return items;
  }
}
