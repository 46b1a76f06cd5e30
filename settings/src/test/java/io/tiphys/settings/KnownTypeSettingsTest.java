package io.tiphys.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.schema.KnownField;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.testkit.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Behaviour("DIF-08")
class KnownTypeSettingsTest {

  private static final String KEY = "resource.customizations.knownTypeFields.argoproj.io_Rollout";
  private static final GroupKind ROLLOUT = new GroupKind("argoproj.io", "Rollout");

  private final List<SettingsProblem> problems = new ArrayList<>();

  private List<KnownField> read(Map<String, String> data) {
    return ArgocdSettings.of(data, problems::add).knownFields();
  }

  @Test
  void aKindSaysWhichOfItsFieldsHoldWhat() {
    String fields = "- field: spec.template.spec\n  type: core/v1/PodSpec\n";
    assertThat(read(Map.of(KEY, fields)))
        .containsExactly(new KnownField(ROLLOUT, "spec.template.spec", "core/v1/PodSpec"));
    assertThat(problems).isEmpty();
  }

  @Test
  void theOldKeyCountsWhereAKindHasNoneOfItsOwn() {
    String all =
        """
        argoproj.io/Rollout:
          knownTypeFields: [{field: spec.a, type: core/Quantity}]
        Odd:
          health.lua: return {}
          knownTypeFields: [{field: spec.b, type: meta/v1/Duration}]
        """;
    String own = "[{field: spec.c, type: core/v1/ResourceList}]";
    assertThat(read(Map.of("resource.customizations", all, KEY, own)))
        .containsExactlyInAnyOrder(
            new KnownField(ROLLOUT, "spec.c", "core/v1/ResourceList"),
            new KnownField(new GroupKind("", "Odd"), "spec.b", "meta/v1/Duration"));
  }

  @Test
  void whatCannotBeUsedIsNamedAndTheRestCounts() {
    String fields = "[{field: spec.a, type: core/v1/Nonsense}, {field: b, type: core/Quantity}]";
    assertThat(read(Map.of(KEY, fields)))
        .containsExactly(new KnownField(ROLLOUT, "b", "core/Quantity"));
    assertThat(problems)
        .singleElement()
        .asString()
        .contains(KEY, "argoproj.io/Rollout", "spec.a", "\"core/v1/Nonsense\" is not supported");
    problems.clear();
    assertThat(read(Map.of(KEY, "text"))).isEmpty();
    assertThat(problems).singleElement().asString().contains(KEY, "no list");
  }
}
