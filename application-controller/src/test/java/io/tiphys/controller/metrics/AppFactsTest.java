package io.tiphys.controller.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.application.AppKey;
import io.tiphys.model.application.Application;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppFactsTest {

  @Test
  void saysUnknownOfWhatWasNeverJudged() {
    AppFacts facts = facts("spec: {}");

    assertThat(facts.sync()).isEqualTo("Unknown");
    assertThat(facts.health()).isEqualTo("Unknown");
    assertThat(facts.project()).isEqualTo("default");
    assertThat(facts.operation()).isEmpty();
    assertThat(facts.repo()).isEmpty();
    assertThat(facts.autosync()).isFalse();
  }

  @Test
  void keepsAutomationThatIsSwitchedOffApart() {
    assertThat(facts("spec: {syncPolicy: {automated: {}}}").autosync()).isTrue();
    assertThat(facts("spec: {syncPolicy: {automated: {enabled: false}}}").autosync()).isFalse();
  }

  @Test
  void showsTheRepositoryAsItIsComparedAndWithoutItsPassword() {
    assertThat(
            facts("spec: {source: {repoURL: \"https://me:secret@Git.example/Shop.git\"}}").repo())
        .isEqualTo("https://me@git.example/shop");
    assertThat(facts("spec: {source: {repoURL: \"git@git.example:Shop.git\"}}").repo())
        .isEqualTo("git@git.example/shop");
  }

  @Test
  void showsTheFirstOfSeveralSources() {
    assertThat(
            facts("spec: {sources: [{repoURL: \"https://a\"}, {repoURL: \"https://b\"}]}").repo())
        .isEqualTo("https://a");
  }

  @Test
  void saysWhatIsUnderWay() {
    assertThat(facts("operation: {sync: {revision: main}}").operation()).isEqualTo("sync");
    assertThat(facts("metadata: {deletionTimestamp: \"2026-01-01T00:00:00Z\"}").operation())
        .isEqualTo("delete");
  }

  @Test
  void countsConditionsAndOrphans() {
    AppFacts facts =
        facts(
            """
            status:
              conditions:
                - {type: SyncError, message: one}
                - {type: SyncError, message: two}
                - {type: OrphanedResourceWarning, message: Application has 12 orphaned resources}
            """);

    assertThat(facts.conditions()).isEqualTo(Map.of("SyncError", 2, "OrphanedResourceWarning", 1));
    assertThat(facts.orphaned()).isEqualTo(12);
  }

  @Test
  void keepsOnlyTheLabelsThatAreShown() {
    var names = LabelNames.of(List.of("team-name", "team_name", "app.kubernetes.io/part-of"));
    AppFacts facts =
        AppFacts.of(
            "1",
            new AppKey("argocd", "shop"),
            app("metadata: {labels: {team-name: blue, other: x}}"),
            names);

    assertThat(names.after("name"))
        .containsExactly("name", "label_team_name", "label_app_kubernetes_io_part_of");
    assertThat(names.values(facts.labels())).containsExactly("blue", "");
    assertThat(facts.labels()).doesNotContainKey("other");
  }

  private static AppFacts facts(String yaml) {
    return AppFacts.of("1", new AppKey("argocd", "shop"), app(yaml), LabelNames.of(List.of()));
  }

  static Application app(String yaml) {
    return ModelJson.read(
        JsonTree.write(YamlTree.parse("shop", yaml, YamlLimits.DEFAULT)), Application.class);
  }
}
