package io.tiphys.controller.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StateOptionsTest {

  @Test
  void whatNobodyTendsIsKeptForAnHourUnlessAFlagSaysOtherwise() {
    assertThat(parse().appStateExpiration).isEqualTo(Duration.ofHours(1));
    assertThat(parse("--app-state-cache-expiration=90s").appStateExpiration)
        .isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void redisIsWhereTheOriginalsFlagsSay() {
    ControllerOptions options = parse("--redis=cache:6380", "--redisdb=2", "--redis-use-tls");
    assertThat(options.redis.address(Map.of()).toString()).isEqualTo("rediss://cache:6380/2");
  }

  private static ControllerOptions parse(String... arguments) {
    return CommandLine.populateCommand(new ControllerOptions(), arguments);
  }
}
