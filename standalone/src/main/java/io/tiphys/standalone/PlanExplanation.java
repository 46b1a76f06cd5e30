package io.tiphys.standalone;

import io.tiphys.engine.hook.Hook;
import io.tiphys.engine.hook.HookType;
import io.tiphys.engine.hook.SyncWave;
import io.tiphys.engine.sync.PlanOutline;
import io.tiphys.engine.sync.PlanOutline.Line;
import io.tiphys.engine.sync.PlanOutline.Wave;
import io.tiphys.engine.sync.SyncPhase;
import io.tiphys.engine.target.TargetSet;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What `tiphys explain plan` prints.
record PlanExplanation(PlanOutline outline, TargetSet targets) {

  private static final List<HookType> DELETION = List.of(HookType.PRE_DELETE, HookType.POST_DELETE);

  boolean isStopped() {
    return lines().anyMatch(line -> line.refusal().isPresent())
        || targets.conditions().stream().anyMatch(one -> one.type().endsWith("Error"));
  }

  private Stream<Line> lines() {
    return outline.waves().stream().flatMap(wave -> wave.steps().stream());
  }

  String text() {
    var text = new StringBuilder();
    int width = lines().mapToInt(line -> name(line.object()).length()).max().orElse(0);
    SyncPhase phase = null;
    for (Wave wave : outline.waves()) {
      if (wave.phase() != phase) {
        phase = wave.phase();
        text.append(phase.text());
        text.append(phase == SyncPhase.SYNC_FAIL ? " (only when the sync fails)\n" : "\n");
      }
      text.append("  wave ").append(number(wave.number())).append('\n');
      for (Line line : wave.steps()) {
        text.append("    ").append(padded(name(line.object()), width)).append("  ");
        text.append(line.action());
        line.notes().forEach(note -> text.append("; ").append(note));
        line.refusal().ifPresent(reason -> text.append("\n      refused: ").append(reason));
        text.append('\n');
      }
    }
    for (HookType type : DELETION) {
      List<Manifest> hooks = hooks(type);
      if (!hooks.isEmpty()) {
        text.append(type.text()).append(" (when the Application is deleted)\n");
        hooks.forEach(hook ->
            text.append("    ")
                .append(padded(name(hook), width))
                .append("  hook, wave ")
                .append(SyncWave.of(hook))
                .append('\n'));
      }
    }
    if (!targets.ignored().isEmpty()) {
      text.append("Never applied\n");
      targets.ignored().forEach(one -> text.append("    ").append(name(one)).append('\n'));
    }
    targets
        .conditions()
        .forEach(one -> text.append(one.type()).append(": ").append(one.message()).append('\n'));
    return text.isEmpty() ? "Nothing to do\n" : text.toString();
  }

  // the destination's namespace comes before everything
  private static String number(int wave) {
    return wave == Integer.MIN_VALUE ? "before all others" : Integer.toString(wave);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String name(Manifest object) {
    String namespace = object.namespace().isEmpty() ? "" : object.namespace() + "/";
    String made = generated(object);
    return object.gvk().groupKind()
        + " "
        + namespace
        + (made.isEmpty() ? object.name() : made + "*");
  }

  /// The beginning of a name that is made when the hook runs; empty for one that has its own.
  private static String generated(Manifest object) {
    String made = object.text("metadata", "generateName");
    return object.name().startsWith(made) || object.name().isEmpty() ? made : "";
  }

  private List<Manifest> hooks(HookType type) {
    return targets.hooks().stream()
        .filter(hook -> Hook.of(hook) instanceof Hook.Runs runs && runs.types().contains(type))
        .sorted(Comparator.comparingInt(SyncWave::of).thenComparing(Manifest::name))
        .toList();
  }

  String json() {
    var phases = new ArrayList<Map<String, @Nullable Object>>();
    SyncPhase phase = null;
    var waves = new ArrayList<@Nullable Object>();
    for (Wave wave : outline.waves()) {
      if (wave.phase() != phase) {
        phase = wave.phase();
        waves = new ArrayList<>();
        phases.add(JsonTree.object(Map.of("phase", phase.text(), "waves", waves)));
      }
      waves.add(
          Map.of(
              "wave",
              (long) wave.number(),
              "steps",
              wave.steps().stream().map(PlanExplanation::tree).toList()));
    }
    var deletion = new ArrayList<@Nullable Object>();
    for (HookType type : DELETION) {
      for (Manifest hook : hooks(type)) {
        var tree = tree(hook);
        tree.put("phase", type.text());
        tree.put("wave", (long) SyncWave.of(hook));
        deletion.add(tree);
      }
    }
    var all = new LinkedHashMap<String, @Nullable Object>();
    all.put("phases", phases);
    all.put("onDeletion", deletion);
    all.put("neverApplied", targets.ignored().stream().map(PlanExplanation::tree).toList());
    all.put(
        "conditions",
        targets.conditions().stream()
            .map(one -> Map.of("type", one.type(), "message", one.message()))
            .toList());
    return JsonTree.writeString(all) + "\n";
  }

  private static Map<String, @Nullable Object> tree(Line line) {
    var tree = tree(line.object());
    tree.put("action", line.action());
    tree.put("notes", line.notes());
    line.refusal().ifPresent(reason -> tree.put("refusal", reason));
    return tree;
  }

  private static Map<String, @Nullable Object> tree(Manifest object) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("group", object.gvk().group());
    tree.put("version", object.gvk().version());
    tree.put("kind", object.kind());
    tree.put("namespace", object.namespace());
    String made = generated(object);
    tree.put(made.isEmpty() ? "name" : "generateName", made.isEmpty() ? object.name() : made);
    return tree;
  }
}
