package io.tiphys.standalone;

import io.tiphys.engine.diff.Comparison;
import io.tiphys.engine.diff.Diff;
import io.tiphys.engine.diff.DiffRules;
import io.tiphys.engine.diff.FieldChange;
import io.tiphys.engine.ignore.IgnoreRules;
import io.tiphys.engine.ownership.ManagedFields;
import io.tiphys.engine.patch.LastApplied;
import io.tiphys.engine.schema.KnownFields;
import io.tiphys.engine.schema.Schema;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.settings.ArgocdSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tiphys explain diff`: exit code 0 when a sync would change nothing, 1 when it would, 2 when a
/// file or a rule cannot be used.
@Command(
    name = "diff",
    description = "Says whether an object is as Git says, which fields differ and who wrote them.",
    footer = {
      "",
      "Exit code 0: in sync; 1: out of sync; 2: a file or a rule cannot be used.",
      "Example: kubectl get deploy web -o yaml --show-managed-fields > live.yaml",
      "         tiphys explain diff --live live.yaml --target web.yaml --settings argocd-cm.yaml"
    },
    mixinStandardHelpOptions = true)
final class ExplainDiffCommand implements Callable<Integer> {

  private static final int SAME = 0;
  private static final int DIFFERENT = 1;

  @Option(
      names = "--live",
      required = true,
      paramLabel = "FILE",
      description = "The object as the cluster has it, in YAML or JSON.")
  Path live = Path.of("");

  @Option(
      names = "--target",
      required = true,
      paramLabel = "FILE",
      description = "The object as Git has it.")
  Path target = Path.of("");

  @Option(
      names = "--last",
      paramLabel = "FILE",
      description = "What was applied last (default: as the live object's annotation says).")
  @Nullable Path last;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "The ConfigMap argocd-cm, whose rules hold.")
  @Nullable Path settings;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "An OpenAPI v3 document of the cluster, for custom kinds; may be repeated.")
  List<Path> schemas = List.of();

  @Option(names = "--server-side", description = "Compare as for ServerSideApply=true.")
  boolean serverSide;

  @Mixin OutputFormat format = new OutputFormat();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    boolean isJson = format.isJson();
    var command = spec.commandLine();
    Manifest found = OfflineFiles.one("--live", live);
    Manifest wanted = OfflineFiles.one("--target", target);
    ArgocdSettings argocd = argocd();
    var ignored = IgnoreRules.of(argocd.ignored().differences());
    var fields = ManagedFields.of(found);
    var left = ignored.apply(wanted, found, fields, IgnoreRules.NO_DEADLINE);
    var problems = new ArrayList<>(ignored.problems(found.gvk().groupKind()));
    problems.addAll(left.problems());
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.getFirst().toString());
    }
    Optional<Schema> published = OfflineSchemas.of(wanted.gvk(), schemas);
    if (published.isEmpty()) {
      command
          .getErr()
          .printf("note: the schema of %s is not known; --schema gives it%n", wanted.gvk());
    }
    Optional<Schema> schema =
        KnownFields.of(argocd.knownFields()).in(wanted.gvk().groupKind(), published);
    Comparison comparison = compare(left, found, schema, argocd);
    var changes = FieldChange.of(comparison, schema, fields);
    var out = command.getOut();
    out.print(isJson ? json(wanted, comparison, changes) : text(wanted, comparison, changes));
    out.flush();
    return comparison.modified() ? DIFFERENT : SAME;
  }

  private Comparison compare(
      IgnoreRules.Left left, Manifest found, Optional<Schema> schema, ArgocdSettings argocd)
      throws IOException {
    var rules =
        new DiffRules(
            DiffRules.IgnoreStatus.of(argocd.compare().ignoreResourceStatusField()),
            argocd.compare().ignoreAggregatedRoles());
    if (serverSide) {
      return Diff.compareStructured(left.target(), left.live(), schema, rules);
    }
    Optional<Manifest> before =
        last == null ? LastApplied.of(found) : Optional.of(OfflineFiles.one("--last", last));
    return Diff.compare(before, left.target(), left.live(), schema, rules);
  }

  private ArgocdSettings argocd() throws IOException {
    if (settings == null) {
      return ArgocdSettings.DEFAULT;
    }
    return ArgocdSettings.of(
        OfflineFiles.data(OfflineFiles.one("--settings", settings)),
        problem -> {
          throw new IllegalArgumentException("--settings: " + problem);
        });
  }

  private static String text(Manifest wanted, Comparison comparison, List<FieldChange> changes) {
    var text = new StringBuilder();
    text.append(wanted.kind()).append(' ').append(wanted.name()).append(": ");
    text.append(comparison.modified() ? "OutOfSync\n" : "Synced\n");
    for (FieldChange change : changes) {
      text.append("  ").append(change.change().text()).append(' ').append(change).append('\n');
    }
    return text.toString();
  }

  private static String json(Manifest wanted, Comparison comparison, List<FieldChange> changes) {
    Map<String, Object> answer = new TreeMap<>();
    answer.put("group", wanted.gvk().group());
    answer.put("kind", wanted.kind());
    answer.put("name", wanted.name());
    answer.put("status", comparison.modified() ? "OutOfSync" : "Synced");
    answer.put("fields", changes.stream().map(FieldChange::asTree).toList());
    return JsonTree.writeString(answer) + "\n";
  }
}
