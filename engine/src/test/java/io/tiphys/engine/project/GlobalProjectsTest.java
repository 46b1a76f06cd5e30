package io.tiphys.engine.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.model.json.InvalidFieldException;
import io.tiphys.model.manifest.InvalidYamlException;
import io.tiphys.model.meta.ObjectMetaBuilder;
import io.tiphys.model.project.AppProject;
import io.tiphys.model.project.AppProjectBuilder;
import io.tiphys.model.project.AppProjectSpecBuilder;
import io.tiphys.model.project.GroupKindItemBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GlobalProjectsTest {

  private static AppProject project(String name, Map<String, String> labels, String... repos) {
    return AppProjectBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().name(name).labels(labels).build())
        .spec(AppProjectSpecBuilder.builder().sourceRepos(List.of(repos)).build())
        .build();
  }

  private static List<String> globals(String yaml, AppProject heir) {
    var known = Map.of("base", project("base", Map.of()), "more", project("more", Map.of()));
    return GlobalProjects.parse(yaml)
        .of(heir, name -> Optional.ofNullable(known.get(name)))
        .stream()
        .map(one -> one.metadata().name())
        .toList();
  }

  @Test
  void heirsAreChosenByTheirLabels() {
    var gold = project("team", Map.of("tier", "gold"));
    var plain = project("team", Map.of());
    record Case(String selector, boolean ofGold, boolean ofPlain) {}
    for (var one :
        List.of(
            new Case("{matchLabels: {tier: gold}}", true, false),
            new Case("{matchLabels: {tier: silver}}", false, false),
            new Case(
                "{matchExpressions: [{key: tier, operator: In, values: [gold, x]}]}", true, false),
            new Case(
                "{matchExpressions: [{key: tier, operator: NotIn, values: [gold]}]}", false, true),
            new Case("{matchExpressions: [{key: tier, operator: Exists}]}", true, false),
            new Case("{matchExpressions: [{key: tier, operator: DoesNotExist}]}", false, true),
            new Case("{matchExpressions: [{key: tier, operator: Near}]}", false, false),
            new Case("{}", true, true))) {
      String yaml = "- projectName: base\n  labelSelector: " + one.selector();
      assertThat(globals(yaml, gold)).as(one.selector()).hasSize(one.ofGold() ? 1 : 0);
      assertThat(globals(yaml, plain)).as(one.selector()).hasSize(one.ofPlain() ? 1 : 0);
    }
  }

  @Test
  void severalAreInheritedFromInTheirOrder() {
    String yaml = "- projectName: more\n- projectName: missing\n- projectName: base\n";
    assertThat(globals(yaml, project("team", Map.of()))).containsExactly("more", "base");
    assertThat(globals(yaml, project("more", Map.of()))).containsExactly("base");
  }

  @Test
  void whatCannotBeReadIsSaid() {
    assertThatThrownBy(() -> GlobalProjects.parse("- projectName: ["))
        .isInstanceOf(InvalidYamlException.class);
    assertThatThrownBy(
            () -> GlobalProjects.parse("- {projectName: base, labelSelector: {matchLabels: 7}}"))
        .isInstanceOf(InvalidFieldException.class);
    assertThat(globals("", project("team", Map.of()))).isEmpty();
  }

  @Test
  void whatIsInheritedIsTakenOutOfWhatIsSent() {
    var secret = GroupKindItemBuilder.builder().group("").kind("Secret").build();
    var base =
        AppProjectBuilder.builder()
            .spec(
                AppProjectSpecBuilder.builder()
                    .sourceRepos(List.of("https://git/base"))
                    .namespaceResourceBlacklist(List.of(secret))
                    .build())
            .build();
    var team = project("team", Map.of(), "https://git/team");
    var merged = GlobalProjects.merged(team, List.of(base));
    assertThat(merged.spec().sourceRepos()).containsExactly("https://git/team", "https://git/base");
    assertThat(merged.spec().namespaceResourceBlacklist()).containsExactly(secret);
    assertThat(GlobalProjects.withoutInherited(merged, List.of(base))).isEqualTo(team);
  }
}
