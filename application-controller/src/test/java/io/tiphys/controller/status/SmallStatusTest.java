package io.tiphys.controller.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.access.Answer;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ResourceResult;
import io.tiphys.model.application.ResourceStatus;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallStatusTest {

  private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "413, Request entity too large: limit is 3145728, true",
    "500, etcdserver: request is too large, true",
    "500, 'trying to send message larger than max (2150000 vs. 2097152)', true",
    "500, etcdserver: no leader, false",
    "409, the object has been modified, false"
  })
  void theServersWordsSayThatItIsNeeded(int code, String message, boolean isNeeded) {
    assertThat(SmallStatus.isNeeded(new Answer.Refused(code, "", message))).isEqualTo(isNeeded);
  }

  @Test
  void whatIsWrongAndHooksAreKeptAndTheRestIsLeftOutAndSaid() {
    Application small = SmallStatus.of(app("{}"), app(STATUS), NOW);

    assertThat(small.status().resources())
        .extracting(ResourceStatus::name)
        .containsExactly("different");
    var state = Objects.requireNonNull(small.status().operationState());
    assertThat(Objects.requireNonNull(state.syncResult()).resources())
        .extracting(ResourceResult::name)
        .containsExactly("hook", "failed");
    assertThat(state.message()).isEqualTo("it goes on");
    assertThat(small.status().conditions())
        .singleElement()
        .satisfies(condition -> {
          assertThat(condition.type()).isEqualTo("StatusTooLargeWarning");
          assertThat(condition.message())
              .startsWith("Application has 2 resources, too many for its status");
          assertThat(condition.lastTransitionTime()).isEqualTo(NOW);
        });
    assertThat(SmallStatus.of(small, app(STATUS), NOW.plusSeconds(60)))
        .as("said once, it is not news")
        .isEqualTo(small);
  }

  private static final String STATUS =
      """
      {resources: [{name: same, status: Synced}, {name: different, status: OutOfSync}],
       operationState: {operation: {}, phase: Running, message: it goes on,
        startedAt: '2026-01-01T09:00:00Z', syncResult: {revision: abc, resources: [
         {name: hook, hookType: PreSync, status: Synced}, {name: made, status: Synced},
         {name: failed, status: SyncFailed}]}}}
      """;

  private static Application app(String status) {
    return ModelJson.fromTree(
        YamlTree.parse(
            "test",
            "metadata: {name: a}\nspec: {destination: {}, project: default}\nstatus: " + status,
            YamlLimits.DEFAULT),
        Application.class);
  }
}
