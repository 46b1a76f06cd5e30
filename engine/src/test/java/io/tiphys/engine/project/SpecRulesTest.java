package io.tiphys.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.ApplicationDestinationBuilder;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.application.ApplicationSourceBuilder;
import io.tiphys.model.application.ApplicationSpec;
import io.tiphys.model.application.ApplicationSpecBuilder;
import io.tiphys.model.application.DrySource;
import io.tiphys.model.application.SourceHydrator;
import io.tiphys.model.application.SyncSource;
import io.tiphys.model.project.AppProjectSpecBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecRulesTest {

  private static final SpecRules.Destination HERE =
      new SpecRules.Destination.Found("https://here", "here");

  private static final Project PROJECT =
      new Project(
          "team",
          AppProjectSpecBuilder.builder()
              .sourceRepos(List.of("https://git/team"))
              .destinations(
                  List.of(
                      ApplicationDestinationBuilder.builder()
                          .name("here")
                          .namespace("web")
                          .build()))
              .build());

  private static ApplicationSource source(String repo, String path) {
    return ApplicationSourceBuilder.builder().repoURL(repo).path(path).build();
  }

  private static ApplicationSpec spec(ApplicationSource... sources) {
    var spec =
        ApplicationSpecBuilder.builder()
            .destination(
                ApplicationDestinationBuilder.builder()
                    .server("https://here")
                    .namespace("web")
                    .build());
    return sources.length == 1
        ? spec.source(sources[0]).build()
        : spec.sources(List.of(sources)).build();
  }

  private static List<String> check(ApplicationSpec spec) {
    return SpecRules.check(spec, PROJECT, HERE);
  }

  @Test
  void nothingIsSaidOfWhatIsPermitted() {
    assertThat(check(spec(source("https://git/team", ".")))).isEmpty();
    assertThat(
            check(
                spec(
                    source("https://git/team", "a"),
                    source("https://git/team", "").withRef("values"))))
        .isEmpty();
  }

  @Test
  void whatTheProjectDoesNotPermitIsSaid() {
    assertThat(check(spec(source("https://git/other", "."))))
        .containsExactly("application repo https://git/other is not permitted in project 'team'");
    var elsewhere = spec(source("https://git/team", "."));
    elsewhere = elsewhere.withDestination(elsewhere.destination().withNamespace("other"));
    assertThat(check(elsewhere))
        .containsExactly(
            "application destination server 'https://here' and namespace 'other' do not match any"
                + " of the allowed destinations in project 'team'");
  }

  @Test
  void whatIsNotCompleteIsSaid() {
    assertThat(check(spec(source("https://git/team", ""))))
        .containsExactly(
            "spec.source.repoURL and either spec.source.path or spec.source.chart are required");
    assertThat(check(spec(source("https://git/team", "a"), source("https://git/team", ""))))
        .containsExactly(
            "spec.source.repoURL and either source.path, source.chart, or source.ref are required"
                + " for source https://git/team");
    assertThat(check(spec(source("https://git/team", "").withChart("nginx"))))
        .containsExactly(
            "spec.source.targetRevision is required if the manifest source is a helm chart");
    assertThat(check(ApplicationSpec.EMPTY)).hasSize(3);
  }

  @Test
  void aClusterThatIsNotThereIsSaid() {
    var missing = new SpecRules.Destination.Missing("there are no clusters with this name: x");
    assertThat(SpecRules.check(spec(source("https://git/team", ".")), PROJECT, missing))
        .containsExactly("there are no clusters with this name: x");
  }

  @Test
  void bothRepositoriesOfAHydratorAreJudged() {
    var hydrated =
        spec(source("https://git/team", "."))
            .withSourceHydrator(
                SourceHydrator.EMPTY
                    .withDrySource(DrySource.EMPTY.withRepoURL("https://git/team"))
                    .withSyncSource(
                        SyncSource.EMPTY
                            .withPath("a")
                            .withTargetBranch("env/a")
                            .withRepoURL("https://git/other")));
    assertThat(check(hydrated))
        .containsExactly("application repo https://git/other is not permitted in project 'team'");
  }
}
