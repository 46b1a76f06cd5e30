package io.tiphys.standalone;

import io.tiphys.apiserver.ApiServer;
import io.tiphys.apiserver.Surroundings;
import io.tiphys.apiserver.options.ApiServerOptions;
import io.tiphys.apiserver.web.Listener;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.trust.seal.Seal;
import io.tiphys.trust.seal.SealedCache;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `tiphys api-server`.
@Command(name = "api-server")
final class ApiServerCommand extends Started {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ApiServerOptions options = new ApiServerOptions();

  ApiServerCommand(Map<String, String> env) {
    super(env);
  }

  @Override
  public Integer call() throws Exception {
    if (options.listen.tlsCiphers.equals("list")) {
      var out = spec.commandLine().getOut();
      out.println("Supported TLS ciphers:");
      Listener.cipherSuites().forEach(suite -> out.println("* " + suite));
      return 0;
    }
    return super.call();
  }

  @Override
  void start(Running running) throws Exception {
    log(options.logFormat, options.logLevel);
    var home = running.add(Home.find(options.kube, env));
    var settings = running.add(SettingsWatch.start(home.kube(), home.namespace(), home.access()));
    AllServices.awaitSettings(settings, home.namespace());
    var repoServer = running.add(options.repoServer.channel(options.trust.path));
    var metrics = ApiServer.metrics();
    var cache =
        running.add(
            new SealedCache(
                options.redis.address(env),
                Seal.loadOrCreate(options.trust.path),
                options.redis.cache(env, 0, Duration.ZERO),
                ApiServer.requestsOfCache(metrics)));
    running.add(
        ApiServer.start(
            options,
            new Surroundings(
                home.kube(), home.namespace(), settings, repoServer.channel(), cache, env),
            metrics));
  }
}
