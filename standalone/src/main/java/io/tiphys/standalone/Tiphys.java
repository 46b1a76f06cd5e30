package io.tiphys.standalone;

import io.tiphys.apiserver.version.Build;
import io.tiphys.flags.GoFlags;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// The program: one service of Tiphys, or all of them.
@Command(
    name = "tiphys",
    description = {
      "GitOps continuous delivery for Kubernetes: a drop-in for Argo CD.",
      "",
      "Each service takes the flags and the ARGOCD_* variables of its counterpart;"
          + " 'tiphys SERVICE --help' lists them.",
      ""
    },
    synopsisSubcommandLabel = "SERVICE",
    commandListHeading = "Services:%n",
    footer = {
      "",
      "Outside a cluster the kubeconfig's current context says which cluster is meant, and its"
          + " namespace is where Applications are looked for.",
      "For a first try: 'make demo' in a clone of the project."
    },
    subcommands = {
      StandaloneCommand.class,
      ApiServerCommand.class,
      RepoServerCommand.class,
      ControllerCommand.class,
      ExplainCommand.class,
      VersionCommand.class,
      TrainCommand.class
    },
    versionProvider = Tiphys.Version.class,
    mixinStandardHelpOptions = true)
public final class Tiphys {

  private Tiphys() {}

  /// @param arguments the service's name and its flags
  public static void main(String[] arguments) {
    System.exit(command(System.getenv()).execute(arguments));
  }

  static CommandLine command(Map<String, String> env) {
    var failures = new Failures();
    var command = new CommandLine(new Tiphys(), new Commands(env));
    GoFlags.applyTo(command);
    command
        .getSubcommands()
        .values()
        .forEach(service -> service.getCommandSpec().usageMessage().abbreviateSynopsis(true));
    return command
        .setUsageHelpWidth(110)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  /// Gives each command the environment.
  private record Commands(Map<String, String> env) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (Started.class.isAssignableFrom(type)) {
        return type.getDeclaredConstructor(Map.class).newInstance(env);
      }
      return CommandLine.defaultFactory().create(type);
    }
  }

  /// `--version`.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"tiphys " + Build.current().version()};
    }
  }
}
