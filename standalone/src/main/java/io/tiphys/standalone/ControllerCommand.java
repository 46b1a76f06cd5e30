package io.tiphys.standalone;

import io.tiphys.controller.ApplicationController;
import io.tiphys.controller.desired.RepoServerChannel;
import io.tiphys.controller.options.ControllerOptions;
import io.tiphys.settings.SettingsWatch;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tiphys application-controller`.
@Command(name = "application-controller")
final class ControllerCommand extends Started {

  @Mixin ControllerOptions options = new ControllerOptions();

  ControllerCommand(Map<String, String> env) {
    super(env);
  }

  @Override
  void start(Running running) throws Exception {
    log(options.log.format, options.log.level);
    var home = running.add(Home.find(options.kube, env));
    home.check();
    var settings = running.add(SettingsWatch.start(home.kube(), home.namespace(), home.access()));
    AllServices.awaitSettings(settings, home.namespace());
    var repoServer =
        running.add(
            options.repoServerPlaintext
                ? RepoServerChannel.plain(options.repoServer)
                : RepoServerChannel.secured(options.repoServer, options.trustPath));
    running.add(
        ApplicationController.start(
            options,
            new ApplicationController.Surroundings(
                home.kube(), home.namespace(), settings, repoServer.channel(), env)));
  }
}
