package io.tiphys.standalone;

import io.tiphys.engine.health.Health;
import io.tiphys.engine.health.HealthRules;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tiphys explain health`: one line an object. Exit code 0, whatever the health is; 2 when a file
/// cannot be used.
@Command(
    name = "health",
    description = "Says how live objects are doing, by the rules of the controller.",
    footer = {
      "",
      "One line an object; as JSON {\"status\": ..., \"message\": ...}, both empty for no health.",
      "Example: kubectl get deploy web -o yaml > web.yaml",
      "         tiphys explain health web.yaml --settings argocd-cm.yaml -o json"
    },
    mixinStandardHelpOptions = true)
final class ExplainHealthCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Live objects in YAML or JSON, any number in a file.")
  List<Path> files = List.of();

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "The ConfigMap argocd-cm, whose rules hold.")
  @Nullable Path settings;

  @Mixin OutputFormat format = new OutputFormat();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    boolean isJson = format.isJson();
    var rules = HealthRules.of(OfflineFiles.overrides(settings), OfflineFiles::limits);
    var out = spec.commandLine().getOut();
    for (Path file : files) {
      for (Manifest object : OfflineFiles.objects(file)) {
        Optional<Health> health = rules.of(object);
        out.println(isJson ? json(health) : text(object, health));
      }
    }
    out.flush();
    return 0;
  }

  private static String json(Optional<Health> health) {
    return JsonTree.writeString(
        Map.of(
            "status", health.map(it -> it.code().text()).orElse(""),
            "message", health.map(Health::message).orElse("")));
  }

  private static String text(Manifest object, Optional<Health> health) {
    return object.key()
        + ": "
        + health.map(it -> (it.code().text() + " " + it.message()).strip()).orElse("has no health");
  }
}
