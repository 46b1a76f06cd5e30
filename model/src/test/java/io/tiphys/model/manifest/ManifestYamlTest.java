package io.tiphys.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestYamlTest {

  private static List<Manifest> parse(String text) {
    return ManifestYaml.parse("all.yaml", text, YamlLimits.DEFAULT);
  }

  @Test
  void readsTheObjectsOfAllDocumentsInOrder() {
    var manifests =
        parse(
            """
            # first
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a}
            ---
            ---
            # nothing here
            ---
            {}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: b, namespace: n}
            """);

    assertThat(manifests)
        .extracting(Manifest::name, Manifest::kind)
        .containsExactly(tuple("a", "ConfigMap"), tuple("b", "Deployment"));
  }

  @Test
  void takesListsApart() {
    var manifests =
        parse(
            """
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: Secret, metadata: {name: a}}
            - apiVersion: v1
              kind: List
              items: [{apiVersion: v1, kind: Service, metadata: {name: b}}]
            ---
            apiVersion: v1
            kind: ConfigMapList
            items: [{metadata: {name: c}}]
            ---
            apiVersion: v1
            kind: SecretList
            items:
            """);

    assertThat(manifests)
        .extracting(m -> m.apiVersion() + " " + m.kind() + " " + m.name())
        .containsExactly("v1 Secret a", "v1 Service b", "v1 ConfigMap c");
  }

  @Test
  void refusesWhatIsNoObject() {
    assertThatThrownBy(() -> parse("just text"))
        .hasMessage("all.yaml: expected a Kubernetes object");
    assertThatThrownBy(() -> parse("kind: A\n---\n- a\n"))
        .hasMessage("all.yaml: document 2: expected a Kubernetes object");
    assertThatThrownBy(() -> parse("a: b"))
        .isInstanceOf(InvalidYamlException.class)
        .hasMessage("all.yaml: Object 'Kind' is missing");
    assertThatThrownBy(() -> parse("kind: List\nitems: [1]\n"))
        .hasMessage("all.yaml: items[0]: expected a Kubernetes object");
  }
}
