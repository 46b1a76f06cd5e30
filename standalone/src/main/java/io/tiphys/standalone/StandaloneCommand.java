package io.tiphys.standalone;

import io.tiphys.apiserver.options.ApiServerOptions;
import io.tiphys.settings.CmdParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tiphys standalone`.
@Command(
    name = "standalone",
    description = {
      "All services in one process, with a Redis of their own unless --redis names one.",
      "Takes the flags of the API server and the environment variables of all services."
    })
final class StandaloneCommand extends Started {

  @Mixin ApiServerOptions options = new ApiServerOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--controller-metrics-port",
      defaultValue = "8082",
      description = "The application controller's /metrics (default ${DEFAULT-VALUE}).")
  int controllerMetricsPort;

  @Option(
      names = "--repo-server-metrics-port",
      defaultValue = "8084",
      description = "The repo server's /metrics (default ${DEFAULT-VALUE}).")
  int repoServerMetricsPort;

  StandaloneCommand(Map<String, String> env) {
    super(env);
  }

  @Override
  void start(Running running) throws Exception {
    log(options.logFormat, options.logLevel);
    var home = running.add(Home.find(options.kube, env));
    home.check();
    new AllServices(options, home, env, isRedisGiven(), this::take)
        .start(running, this::controllerFlags, List.of("--metrics-port=" + repoServerMetricsPort));
  }

  /// Reads the command line once more, with these parameters where it says nothing.
  void take(CmdParams params) {
    List<String> given = spec.root().commandLine().getParseResult().originalArgs();
    new ParamsAsDefaults(params, "server", env)
        .parse(spec.commandLine(), given.subList(given.indexOf(spec.name()) + 1, given.size()));
    log(options.logFormat, options.logLevel);
  }

  private List<String> controllerFlags() {
    var flags = new ArrayList<>(List.of("--metrics-port=" + controllerMetricsPort));
    if (!options.apps.namespaces.isEmpty()) { // else argocd-cmd-params-cm may say it
      flags.add("--application-namespaces=" + String.join(",", options.apps.namespaces));
    }
    return flags;
  }

  private boolean isRedisGiven() {
    return spec.commandLine().getParseResult().hasMatchedOption("--redis")
        || !env.getOrDefault("REDIS_SERVER", "").isEmpty();
  }
}
