package io.tiphys.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.BackoffBuilder;
import io.tiphys.model.application.OperationBuilder;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.OperationStateBuilder;
import io.tiphys.model.application.RetryStrategy;
import io.tiphys.model.application.RetryStrategyBuilder;
import io.tiphys.model.application.SyncOperationResultBuilder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryTest {

  private static final Instant NOW = Instant.parse("2026-01-01T13:04:00Z");

  private static OperationState failed(RetryStrategy retry, long retries) {
    return OperationStateBuilder.builder()
        .operation(OperationBuilder.builder().retry(retry).build())
        .phase("Failed")
        .message("one or more objects failed to apply")
        .syncResult(SyncOperationResultBuilder.builder().revision("abc").build())
        .retryCount(retries)
        .build();
  }

  private static RetryStrategy limit(long limit) {
    return RetryStrategyBuilder.builder().limit(limit).build();
  }

  @Test
  void withoutRetriesItIsTheEnd() {
    OperationState end = Retry.after(failed(limit(0), 0), NOW);
    assertThat(end.phase()).isEqualTo("Failed");
    assertThat(end.message()).isEqualTo("one or more objects failed to apply");
    assertThat(end.finishedAt()).isEqualTo(NOW);
    assertThat(Retry.dueAt(end)).isEmpty();
  }

  @Test
  void successIsNotRetried() {
    OperationState ended =
        OperationStateBuilder.builder(failed(limit(5), 1)).phase("Succeeded").message("ok").build();
    assertThat(Retry.after(ended, NOW).phase()).isEqualTo("Succeeded");
    assertThat(Retry.after(ended, NOW).message()).isEqualTo("ok");
  }

  @Test
  void nextAttemptIsAnnouncedAndBeginsAfresh() {
    OperationState waiting = Retry.after(failed(limit(2), 0), NOW);
    assertThat(waiting.phase()).isEqualTo("Running");
    assertThat(waiting.retryCount()).isEqualTo(1);
    assertThat(waiting.message())
        .isEqualTo("one or more objects failed to apply. Retrying attempt #1 at 1:04PM.");
    assertThat(Retry.dueAt(waiting)).contains(NOW.plusSeconds(5));
    OperationState again = Retry.again(waiting);
    assertThat(again.message()).isEqualTo("Retrying operation. Attempt #1");
    assertThat(again.syncResult()).isNull();
    assertThat(again.finishedAt()).isNull();
    assertThat(Retry.dueAt(again)).isEmpty();
  }

  @Test
  void lastAttemptSaysHowManyThereWere() {
    assertThat(Retry.after(failed(limit(5), 5), NOW).message())
        .isEqualTo("one or more objects failed to apply (retried 5 times).");
    assertThat(Retry.after(failed(limit(-1), 500), NOW).phase()).isEqualTo("Running");
  }

  @Test
  void pausesGrowToABound() {
    assertThat(Retry.pause(limit(5), 0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(Retry.pause(limit(5), 2)).isEqualTo(Duration.ofSeconds(20));
    assertThat(Retry.pause(limit(5), 900)).isEqualTo(Duration.ofMinutes(3));
    RetryStrategy own =
        RetryStrategyBuilder.builder()
            .backoff(BackoffBuilder.builder().duration("7").factor(3L).maxDuration("1m").build())
            .build();
    assertThat(Retry.pause(own, 1)).isEqualTo(Duration.ofSeconds(21));
    assertThat(Retry.pause(own, 2)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void pauseThatIsNoDurationIsAnError() {
    RetryStrategy broken =
        RetryStrategyBuilder.builder()
            .limit(5)
            .backoff(BackoffBuilder.builder().duration("soon").build())
            .build();
    OperationState end = Retry.after(failed(broken, 0), NOW);
    assertThat(end.phase()).isEqualTo("Error");
    assertThat(end.message()).contains("unable to parse soon as a duration");
  }

  @Test
  void anAttemptTakesTheLatestRevisionWhenThePolicySaysSo() {
    OperationState first = failed(RetryStrategyBuilder.builder().limit(2).refresh(true).build(), 0);
    assertThat(Retry.takesLatest(first)).isFalse();
    OperationState again = Retry.again(Retry.after(first, NOW));
    assertThat(Retry.takesLatest(again)).isTrue();
    assertThat(again.message()).isEqualTo("Retrying operation with latest revisions. Attempt #1");
  }
}
