package io.tiphys.controller.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class MetricsOptionsTest {

  @Test
  void hasTheOriginalsDefaults() {
    ControllerOptions options = parse();

    assertThat(options.metricsPort).isEqualTo(8082);
    assertThat(options.metricsExpiration).isZero();
    assertThat(options.apps.events).containsExactly("all");
  }

  @Test
  void takesTheOriginalsFlags() {
    ControllerOptions options =
        parse(
            "--metrics-port=1",
            "--metrics-cache-expiration=24h",
            "--metrics-application-labels=team,tier",
            "--metrics-application-conditions=SyncError",
            "--metrics-cluster-labels=region",
            "--enable-k8s-event=OperationStarted,OperationCompleted");

    assertThat(options.metricsPort).isEqualTo(1);
    assertThat(options.metricsExpiration).isEqualTo(Duration.ofHours(24));
    assertThat(options.metricsLabels).containsExactly("team", "tier");
    assertThat(options.metricsConditions).containsExactly("SyncError");
    assertThat(options.metricsClusterLabels).containsExactly("region");
    assertThat(options.apps.events).containsExactly("OperationStarted", "OperationCompleted");
  }

  @Test
  void refusesAnExpirationThatIsNone() {
    assertThatThrownBy(() -> parse("--metrics-cache-expiration=soon"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("such as 90s");
  }

  private static ControllerOptions parse(String... arguments) {
    return CommandLine.populateCommand(new ControllerOptions(), arguments);
  }
}
