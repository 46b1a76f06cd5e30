package io.tiphys.apiserver.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.project.AppProjectSpecBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecDifferenceTest {

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
