package io.tiphys.standalone;

import io.tiphys.apiserver.rbac.Explanation;
import io.tiphys.apiserver.rbac.Policy;
import io.tiphys.apiserver.rbac.PolicyFile;
import io.tiphys.apiserver.rbac.PolicyProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tiphys explain rbac`: exit code 0 when a policy allows a request, 1 when it does not, 2 when
/// the policy cannot be used.
@Command(
    name = "rbac",
    description = "Says whether a policy allows a request, and which line decides.",
    footer = {
      "",
      "Exit code 0: allowed; 1: denied; 2: the policy cannot be used.",
      "Example: tiphys explain rbac alice sync applications team/web --policy policy.csv"
    },
    mixinStandardHelpOptions = true)
final class ExplainRbacCommand implements Callable<Integer> {

  private static final int ALLOWED = 0;
  private static final int DENIED = 1;

  @Parameters(paramLabel = "SUBJECT", description = "A user or a role, such as role:readonly.")
  String subject = "";

  @Parameters(paramLabel = "ACTION", description = "Such as get, or delete/*/Pod/*/*.")
  String action = "";

  @Parameters(paramLabel = "RESOURCE", description = "Such as applications.")
  String resource = "";

  @Parameters(paramLabel = "OBJECT", description = "Such as default/guestbook.")
  String object = "";

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "FILE",
      description = "A policy.csv, or the ConfigMap argocd-rbac-cm in YAML.")
  Path policy = Path.of("");

  @Option(names = "--group", description = "A group that the user is in; may be repeated.")
  List<String> groups = List.of();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var settings =
        PolicyFile.read(
            policy.getFileName().toString(), OfflineFiles.text("--policy " + policy, policy));
    return switch (Policy.compile(settings)) {
      case Policy.Result.Bad(var problems) -> throw new IllegalArgumentException(words(problems));
      case Policy.Result.Good(var compiled, var hints) -> {
        var command = spec.commandLine();
        hints.forEach(hint -> command.getErr().println("note: " + hint));
        var request = new Explanation.Request(action, resource, object);
        var explanation = Explanation.of(compiled, subject, groups, request);
        command.getOut().print(explanation.text());
        command.getOut().flush();
        yield explanation.isAllowed() ? ALLOWED : DENIED;
      }
    };
  }

  private static String words(List<PolicyProblem> problems) {
    return problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n  "));
  }
}
