package io.tiphys.standalone;

import io.tiphys.engine.action.ActionList;
import io.tiphys.engine.action.ActionResult;
import io.tiphys.engine.action.ActionResult.Change;
import io.tiphys.engine.action.ResourceActions;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.override.ResourceAction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tiphys explain actions`: what can be done to an object, or with `--run` what would be written.
/// Exit code 1 when an action cannot be run, 2 when a file cannot be used.
@Command(
    name = "actions",
    description = "Says which actions a live object has, and what one would write.",
    footer = {
      "",
      "Exit code 0: as asked for; 1: there is no such action, or it fails; 2: a file cannot be used.",
      "Example: tiphys explain actions web.yaml --run scale --param replicas=3"
    },
    mixinStandardHelpOptions = true)
final class ExplainActionsCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "A live object in YAML or JSON.")
  Path file = Path.of("");

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "The ConfigMap argocd-cm, whose actions count.")
  @Nullable Path settings;

  @Option(names = "--run", paramLabel = "ACTION", description = "Show what it would write.")
  String action = "";

  @Option(names = "--param", paramLabel = "NAME=VALUE", description = "Of the action.")
  Map<String, String> params = Map.of();

  @Mixin OutputFormat format = new OutputFormat();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    boolean isJson = format.isJson();
    var objects = OfflineFiles.objects(file);
    if (objects.size() != 1) {
      throw new IllegalArgumentException(file + ": expected one object, got " + objects.size());
    }
    Manifest object = objects.getFirst();
    var actions = new ResourceActions(OfflineFiles.overrides(settings), OfflineFiles::limits);
    return action.isEmpty()
        ? list(actions.discover(object), isJson)
        : run(actions.run(object, action, params));
  }

  private int list(ActionList list, boolean isJson) {
    return switch (list) {
      case ActionList.Failed(var message) -> failed(message);
      case ActionList.Found(var found) -> {
        print(
            isJson
                ? JsonTree.writeString(found.stream().map(ModelJson::toTree).toList()) + "\n"
                : found.stream().map(ExplainActionsCommand::text).collect(Collectors.joining()));
        yield 0;
      }
    };
  }

  private static String text(ResourceAction action) {
    String params =
        action.params().stream()
            .map(param -> " " + param.name() + "=")
            .collect(Collectors.joining());
    return action.name() + params + (action.disabled() ? " (disabled)" : "") + "\n";
  }

  private int run(ActionResult result) {
    return switch (result) {
      case ActionResult.NotFound() -> failed("action \"" + action + "\" not found");
      case ActionResult.Failed(var message) -> failed(message);
      case ActionResult.Changes(var changes) -> {
        print(changes.stream().map(ExplainActionsCommand::text).collect(Collectors.joining()));
        yield 0;
      }
    };
  }

  /// One line of JSON a write, as actions of scripts return them.
  private static String text(Change change) {
    String operation =
        switch (change) {
          case Change.Patch ignored -> "patch";
          case Change.Create ignored -> "create";
        };
    return JsonTree.writeString(
            Map.of("operation", operation, "resource", change.object().content()))
        + "\n";
  }

  private int failed(String message) {
    spec.commandLine().getErr().println("tiphys: " + message);
    return 1;
  }

  private void print(String text) {
    var out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }
}
