package io.tiphys.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.options.ControllerOptions;
import io.tiphys.settings.CmdParams;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ParamsAsDefaultsTest {

  private static final CmdParams PARAMS =
      new CmdParams(
          Map.of("controller.status.processors", "7", "controller.operation.processors", "3"));

  @Test
  void countWhereNothingWasGiven() {
    ControllerOptions options = parse(Map.of());
    assertThat(options.statusProcessors).isEqualTo(7);
    assertThat(options.operationProcessors).isEqualTo(3);
    assertThat(options.kubectlParallelism).isEqualTo(20);
  }

  @Test
  void giveWayToFlagsAndVariables() {
    assertThat(parse(Map.of(), "--status-processors=9").statusProcessors).isEqualTo(9);
    var env = Map.of("ARGOCD_APPLICATION_CONTROLLER_STATUS_PROCESSORS", "5");
    assertThat(parse(env).statusProcessors).as("read from the real environment").isEqualTo(20);
  }

  private static ControllerOptions parse(Map<String, String> env, String... flags) {
    var options = new ControllerOptions();
    new CommandLine(options)
        .setDefaultValueProvider(new ParamsAsDefaults(PARAMS, "controller", env))
        .parseArgs(flags);
    return options;
  }
}
