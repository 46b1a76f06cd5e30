package io.tiphys.engine.schema;

import static io.tiphys.engine.TestingManifests.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.diff.Diff;
import io.tiphys.engine.diff.DiffRules;
import io.tiphys.engine.oracle.TestingSchemas;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.Behaviour;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Behaviour("DIF-08")
class KnownFieldsTest {

  private static final GroupKind KIND = new GroupKind("x.tiphys.io", "Thing");

  private static Manifest thing(String spec) {
    return manifest("{'apiVersion':'x.tiphys.io/v1','kind':'Thing','spec':%s}".formatted(spec));
  }

  private static boolean same(KnownFields known, Manifest target, Manifest live) {
    var schema = known.in(live.gvk().groupKind(), TestingSchemas.all().of(live.gvk()));
    boolean modified = Diff.compare(target, live, schema, DiffRules.defaults()).modified();
    assertThat(Diff.compareStructured(target, live, schema, DiffRules.defaults()).modified())
        .isEqualTo(modified);
    return !modified;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "core/Quantity          | '100m'        | 0.1",
        "core/Quantity          | '1Gi'         | '1024Mi'",
        "meta/v1/Duration       | '90m'         | '1h30m0s'",
        "core/v1/ResourceList   | {'cpu':'1'}   | {'cpu':1}",
        "core/v1/PodSpec        | {'tolerations':[],'hostPID':false}         | {}",
        "core/v1/PodTemplateSpec| {'spec':{'volumes':[{'name':'v','emptyDir':{'sizeLimit':'1Gi'}}]}}"
            + " | {'spec':{'volumes':[{'name':'v','emptyDir':{'sizeLimit':'1024Mi'}}]}}",
        "core/v1/VolumeSource   | {'emptyDir':{'sizeLimit':'1Gi'}} | {'emptyDir':{'sizeLimit':'1024Mi'}}",
      })
  void aValueIsComparedAsItsTypeIs(String type, String one, String other) {
    var known = KnownFields.of(List.of(new KnownField(KIND, "spec.a.b", type)));
    for (String spec : List.of("{'a':{'b':%s}}", "{'a':[{'b':%s}]}")) {
      var target = thing(spec.formatted(one));
      var live = thing(spec.formatted(other));
      assertThat(same(known, target, live)).as(spec).isTrue();
      assertThat(same(KnownFields.DEFAULT, target, live)).as(spec).isFalse();
    }
  }

  @Test
  void whatTheApiServerWouldFillInIsNoPartOfACustomResource() {
    var known = KnownFields.of(List.of(new KnownField(KIND, "spec", "core/v1/PodSpec")));
    var target = thing("{'containers':[{'name':'a'}]}");
    var live =
        thing("{'containers':[{'name':'a','terminationMessagePolicy':'File'}],'dnsPolicy':'x'}");
    assertThat(same(known, target, live)).isFalse();
    assertThat(same(known, target, target)).isTrue();
  }

  @Test
  void itMergesAsTheClusterSays() {
    var widget = new GroupVersionKind("example.tiphys.io", "v1", "Widget");
    var known =
        KnownFields.of(
            List.of(new KnownField(widget.groupKind(), "spec.parts.weight", "core/Quantity")));
    var schema = known.in(widget.groupKind(), TestingSchemas.all().of(widget));
    var target =
        manifest(
            "{'apiVersion':'example.tiphys.io/v1','kind':'Widget',"
                + "'spec':{'parts':[{'name':'a','weight':'7'}]}}");
    var live =
        manifest(
            "{'apiVersion':'example.tiphys.io/v1','kind':'Widget','spec':{'parts':["
                + "{'name':'b','kind':'plain','weight':1},{'name':'a','kind':'plain','weight':7}]}}");
    var rules = DiffRules.defaults();
    assertThat(Diff.compareStructured(target, live, schema, rules).modified()).isFalse();
    assertThat(
            Diff.compareStructured(target, live, TestingSchemas.all().of(widget), rules).modified())
        .isTrue();
  }

  @Test
  void podsOfRolloutsAreKnownUnlessSomebodySaysOtherwise() {
    var rollout = new GroupKind("argoproj.io", "Rollout");
    var quantity = List.of("spec", "template", "spec", "overhead", "cpu");
    assertThat(isQuantity(KnownFields.DEFAULT.in(rollout, Optional.empty()), quantity)).isTrue();
    var other = KnownFields.of(List.of(new KnownField(rollout, "spec.x", "core/v1/PodSpec")));
    assertThat(isQuantity(other.in(rollout, Optional.empty()), quantity)).isFalse();
    assertThat(KnownFields.DEFAULT.in(KIND, Optional.empty())).isEmpty();
  }

  private static boolean isQuantity(Optional<Schema> schema, List<String> path) {
    var at = schema;
    for (var member : path) {
      at = at.flatMap(node -> Optional.ofNullable(node.member(member)));
    }
    return at.map(Schema::isQuantity).orElse(false);
  }

  @Test
  void aKindIsLookedAtOnceAndOtherFieldsAreAnotherQuestion() {
    var fields = List.of(new KnownField(KIND, "spec", "core/v1/PodSpec"));
    var known = KnownFields.of(fields);
    assertThat(known.in(KIND, Optional.empty()).orElseThrow())
        .isSameAs(known.in(KIND, Optional.empty()).orElseThrow());
    assertThat(known.digest())
        .isEqualTo(KnownFields.of(fields).digest())
        .isNotEqualTo(KnownFields.DEFAULT.digest());
    assertThat(KnownFields.isSupported("core/v1/Pod")).isTrue();
    assertThat(KnownFields.isSupported("apps/v1/Deployment")).isFalse();
  }
}
