package io.tiphys.standalone;

import io.tiphys.engine.sync.Admission;
import io.tiphys.engine.sync.ManagedNamespace;
import io.tiphys.engine.sync.PlanOutline;
import io.tiphys.engine.sync.Selection;
import io.tiphys.engine.sync.SyncOptions;
import io.tiphys.engine.sync.SyncPlan;
import io.tiphys.engine.sync.SyncRequest;
import io.tiphys.engine.sync.SyncTarget;
import io.tiphys.engine.target.BuiltInKinds;
import io.tiphys.engine.target.TargetSet;
import io.tiphys.engine.target.Targets;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tiphys explain plan`: exit code 0 when the manifests can be synced, 1 when something in them
/// stops a sync, 2 when they cannot be read.
@Command(
    name = "plan",
    description = "Says in which phases, waves and order a sync applies manifests.",
    footer = {
      "",
      "Exit code 0: they can be synced; 1: something in them stops the sync; 2: they cannot be read.",
      "Example: helm template web . | tiphys explain plan - --namespace web"
    },
    mixinStandardHelpOptions = true)
final class ExplainPlanCommand implements Callable<Integer> {

  private static final int FINE = 0;
  private static final int STOPPED = 1;

  /// Every built-in kind is there; of others nobody knows, and that is not the question.
  private static final Admission ANY_CLUSTER =
      new Admission() {
        @Override
        public boolean serves(GroupVersionKind kind) {
          return true;
        }

        @Override
        public Optional<String> refusal(Manifest object) {
          return Optional.empty();
        }
      };

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "YAML or JSON; - for the input.")
  List<Path> files = List.of();

  @Option(
      names = "--live",
      paramLabel = "FILE",
      description = "Objects of the Application that are there; may be repeated.")
  List<Path> live = List.of();

  @Option(names = "--namespace", description = "The destination's namespace.")
  String namespace = "";

  @Option(
      names = "--sync-option",
      paramLabel = "OPTION",
      description = "Such as PruneLast=true; may be repeated.")
  List<String> options = List.of();

  @Option(names = "--prune", description = "Delete what is there and not wanted.")
  boolean prune;

  @Option(names = "--force", description = "Delete and create again what cannot be changed.")
  boolean force;

  @Mixin OutputFormat format = new OutputFormat();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    boolean isJson = format.isJson();
    List<Manifest> wanted = read(files);
    TargetSet targets = Targets.of(wanted, namespace, BuiltInKinds::scope);
    SyncPlan plan = SyncPlan.of(request(targets), ANY_CLUSTER);
    var explanation = new PlanExplanation(PlanOutline.of(plan), targets);
    var out = spec.commandLine().getOut();
    out.print(isJson ? explanation.json() : explanation.text());
    out.flush();
    return explanation.isStopped() ? STOPPED : FINE;
  }

  private SyncRequest request(TargetSet targets) throws IOException {
    Map<ResourceKey, Manifest> there =
        Targets.of(read(live), namespace, BuiltInKinds::scope).targets().stream()
            .collect(
                Collectors.toMap(
                    Manifest::key, Function.identity(), (one, other) -> other, LinkedHashMap::new));
    var objects = new ArrayList<SyncTarget>();
    for (Manifest target : targets.targets()) {
      Optional<Manifest> known = Optional.ofNullable(there.remove(target.key()));
      objects.add(new SyncTarget(Optional.of(target), known, true));
    }
    there
        .values()
        .forEach(extra -> objects.add(new SyncTarget(Optional.empty(), Optional.of(extra), true)));
    var all = new SyncOptions(options);
    return new SyncRequest(
        objects,
        targets.hooks(),
        ManagedNamespace.of(namespace, all, null, Optional.empty()),
        new SyncRequest.Settings(
            all,
            prune,
            false,
            false,
            force,
            false,
            Selection.ALL,
            "",
            Instant.EPOCH,
            0,
            SyncRequest.Settings.DEFAULT_MIGRATION_MANAGER));
  }

  private static List<Manifest> read(List<Path> files) throws IOException {
    var all = new ArrayList<Manifest>();
    for (Path file : files) {
      for (Object tree : YamlTree.parseAll(file.toString(), text(file), YamlLimits.DEFAULT)) {
        add(file, tree, all);
      }
    }
    return all;
  }

  private static void add(Path file, @Nullable Object tree, List<Manifest> all) {
    if (tree == null) {
      return; // an empty document
    }
    var content = JsonTree.objectOrEmpty(tree);
    if (!(content.get("kind") instanceof String kind)
        || !(content.get("apiVersion") instanceof String)) {
      throw new IllegalArgumentException(file + ": a manifest has an apiVersion and a kind");
    }
    if (kind.equals("List") && content.get("items") instanceof List<?> items) {
      items.forEach(item -> add(file, item, all));
    } else {
      all.add(new Manifest(content));
    }
  }

  private static String text(Path file) throws IOException {
    return file.toString().equals("-")
        ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
        : OfflineFiles.text(file.toString(), file);
  }
}
