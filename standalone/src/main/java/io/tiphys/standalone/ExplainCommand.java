package io.tiphys.standalone;

import picocli.CommandLine.Command;

/// `tiphys explain`: answers questions without a cluster.
@Command(
    name = "explain",
    description = "Says why something is as it is.",
    subcommands = {ExplainRbacCommand.class, ExplainDiffCommand.class, ExplainPlanCommand.class},
    mixinStandardHelpOptions = true)
final class ExplainCommand {}
