package io.tiphys.apiserver.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.project.Project;
import io.tiphys.model.application.ApplicationBuilder;
import io.tiphys.model.application.ApplicationDestinationBuilder;
import io.tiphys.model.application.ApplicationSourceBuilder;
import io.tiphys.model.application.ApplicationSpecBuilder;
import io.tiphys.model.project.AppProjectSpecBuilder;
import io.tiphys.settings.Clusters;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectRulesTest {

  @Test
  void wordsARefusalAsClientsKnowIt() {
    var app =
        ApplicationBuilder.builder()
            .spec(
                ApplicationSpecBuilder.builder()
                    .source(
                        ApplicationSourceBuilder.builder()
                            .repoURL("https://git/other")
                            .path(".")
                            .build())
                    .destination(ApplicationDestinationBuilder.builder().name("east").build())
                    .build())
            .build();
    var project =
        new Project(
            "team",
            AppProjectSpecBuilder.builder().sourceRepos(List.of("https://git/team")).build());
    var conditions = ProjectRules.check(app, project, Clusters.NONE);
    assertThat(ProjectRules.refusal("guestbook", conditions))
        .isEqualTo(
            "application spec for guestbook is invalid: InvalidSpecError: application repo"
                + " https://git/other is not permitted in project 'team';InvalidSpecError: there"
                + " are no clusters with this name: east");
  }

  @Test
  void aDifferenceNamesItsKeys() {
    var one = AppProjectSpecBuilder.builder().sourceRepos(List.of("a")).description("x").build();
    var other = one.withSourceRepos(List.of("a", "b")).withDescription("");
    assertThat(SpecDifference.refusal("project", one, other))
        .isEqualTo(
            "existing project spec is different; use upsert flag to force update; difference in"
                + " keys \"Description,SourceRepos,1\"");
    assertThat(SpecDifference.refusal("project", one, one))
        .isEqualTo("existing project spec is different; use upsert flag to force update");
  }
}
