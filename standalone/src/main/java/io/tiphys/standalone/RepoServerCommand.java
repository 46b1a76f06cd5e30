package io.tiphys.standalone;

import io.tiphys.reposerver.RepoServer;
import io.tiphys.reposerver.RepoServerOptions;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tiphys repo-server`.
@Command(name = "repo-server")
final class RepoServerCommand extends Started {

  @Mixin RepoServerOptions options = new RepoServerOptions();

  RepoServerCommand(Map<String, String> env) {
    super(env);
  }

  @Override
  void start(Running running) {
    log(options.logFormat, options.logLevel);
    running.add(RepoServer.start(options, env));
  }
}
