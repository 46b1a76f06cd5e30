package io.tiphys.engine.patch;

import static io.tiphys.engine.TestingManifests.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastAppliedTest {

  @Test
  void isWrittenAsKubectlWritesIt() {
    var target =
        manifest(
            "{'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'a'},'data':{'x':'<&>'}}");
    assertThat(LastApplied.annotate(target).annotation(LastApplied.ANNOTATION))
        .contains(
            "{\"apiVersion\":\"v1\",\"data\":{\"x\":\"\\u003c\\u0026\\u003e\"},\"kind\":\"ConfigMap\","
                + "\"metadata\":{\"annotations\":{},\"name\":\"a\"}}\n");
  }

  @Test
  void doesNotContainItself() {
    var once = LastApplied.annotate(manifest("{'metadata':{'annotations':{'b':'c'}}}"));
    assertThat(LastApplied.annotate(once)).isEqualTo(once);
    assertThat(LastApplied.of(once).orElseThrow())
        .isEqualTo(manifest("{'metadata':{'annotations':{'b':'c'}}}"));
  }

  @Test
  void textThatIsNoObjectIsAsNone() {
    for (var text : new String[] {"", "[]", "null", "{", "x"}) {
      var live = manifest("{}").with(text, "metadata", "annotations", LastApplied.ANNOTATION);
      assertThat(LastApplied.of(live)).isEmpty();
    }
  }
}
