package io.tiphys.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.controller.options.ControllerOptions;
import io.tiphys.controller.reconcile.Polling;
import io.tiphys.flags.GoFlags;
import io.tiphys.settings.ArgocdSettings;
import io.tiphys.settings.CmdParams;
import java.time.Duration;
import java.util.List;
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

  /// As a platform team starts it: flags for the queues, a parameter for self-heal, settings of Go.
  @Test
  void countBesideFlagsForWhatIsNotGiven() {
    var params = new CmdParams(Map.of("controller.self.heal.timeout.seconds", "5"));
    var env = Map.of("GOMEMLIMIT", "900MiB", "GOGC", "80");
    ControllerOptions options =
        parse(
            params,
            env,
            "--app-resync=3600",
            "--app-hard-resync=0",
            "--status-processors=10",
            "--operation-processors=5");
    assertThat(options.selfHeal.pauses().fixed()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.selfHeal.pauses().first()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.statusProcessors).isEqualTo(10);
    assertThat(options.operationProcessors).isEqualTo(5);
    assertThat(
            options.resync.polling(
                ArgocdSettings.of(Map.of("timeout.reconciliation", "0"), problem -> {})))
        .isEqualTo(new Polling(Duration.ofHours(1), Duration.ofSeconds(60), Duration.ZERO));
  }

  @Test
  void areNamedWhenTheyHaveNoSense() {
    var params = new CmdParams(Map.of("controller.status.processors", "many"));
    assertThatThrownBy(() -> parse(params, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("argocd-cmd-params-cm")
        .hasMessageContaining("--status-processors")
        .hasMessageContaining("many");
  }

  @Test
  void countForTheApiServerOfStandaloneToo() {
    var command = new StandaloneCommand(Map.of());
    var line = new CommandLine(command);
    GoFlags.applyTo(line);
    line.parseArgs("--port=9090");
    assertThat(command.options.listen.insecure).isFalse();

    command.take(
        new CmdParams(Map.of("server.insecure", "true", "application.namespaces", "team-*")));

    assertThat(command.options.listen.insecure).isTrue();
    assertThat(command.options.listen.port).isEqualTo(9090);
    assertThat(command.options.apps.namespaces).containsExactly("team-*");
  }

  private static ControllerOptions parse(Map<String, String> env, String... flags) {
    return parse(PARAMS, env, flags);
  }

  private static ControllerOptions parse(
      CmdParams params, Map<String, String> env, String... flags) {
    var options = new ControllerOptions();
    new ParamsAsDefaults(params, "controller", env).parse(new CommandLine(options), List.of(flags));
    return options;
  }
}
