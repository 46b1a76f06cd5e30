package io.tiphys.standalone;

import io.tiphys.apiserver.ApiServer;
import io.tiphys.apiserver.options.ApiServerOptions;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tiphys api-server`.
@Command(name = "api-server")
final class ApiServerCommand extends Started {

  @Mixin ApiServerOptions options = new ApiServerOptions();

  ApiServerCommand(Map<String, String> env) {
    super(env);
  }

  @Override
  void start(Running running) throws Exception {
    log(options.logFormat, options.logLevel);
    var home = running.add(Home.find(options.kube, env));
    running.add(ApiServer.start(options, home.kube(), home.namespace()));
  }
}
