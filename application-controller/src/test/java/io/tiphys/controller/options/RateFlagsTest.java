package io.tiphys.controller.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.queue.RateLimits;
import io.tiphys.testkit.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@Behaviour("REF-14")
class RateFlagsTest {

  private static RateLimits parse(String... arguments) {
    return CommandLine.populateCommand(new ControllerOptions(), arguments).rates.limits();
  }

  @Test
  void nothingIsHeldUpUnlessAFlagSaysSo() {
    assertThat(parse()).isEqualTo(RateLimits.NONE);
  }

  @Test
  void timesAreNanosecondsOrDurations() {
    assertThat(
            parse(
                "--wq-bucket-size=20",
                "--wq-bucket-qps=5.5",
                "--wq-cooldown-ns=10000000000",
                "--wq-basedelay-ns=1000",
                "--wq-maxdelay-ns=3s",
                "--wq-backoff-factor=2"))
        .isEqualTo(
            new RateLimits(
                20, 5.5, Duration.ofSeconds(10), Duration.ofNanos(1000), Duration.ofSeconds(3), 2));
  }
}
