package io.tiphys.standalone;

import picocli.CommandLine.Command;

/// `tiphys explain`: answers questions without a cluster.
@Command(
    name = "explain",
    description = "Says why something is as it is.",
    subcommands = {
      ExplainActionsCommand.class,
      ExplainDiffCommand.class,
      ExplainHealthCommand.class,
      ExplainPlanCommand.class,
      ExplainRbacCommand.class
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand {}
