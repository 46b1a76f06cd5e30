package io.tiphys.engine.action;

import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Pipelines of Numaflow, and Numaplane's rollouts of them, are paused by a phase that they are to
/// have (https://numaflow.numaproj.io/user-guide/reference/pipeline-operations/).
final class NumaActions {

  private static final String STRATEGY = "numaflow.numaproj.io/resume-strategy";
  private static final String ALLOWED = "numaflow.numaproj.io/allowed-resume-strategies";
  private static final String DATA_LOSS = "numaplane.numaproj.io/allow-data-loss";
  private static final String DELETION = "numaplane.numaproj.io/marked-for-deletion";
  private static final String FORCE = "numaplane.numaproj.io/force-promote";

  private NumaActions() {}

  static void addTo(Map<String, List<BuiltInAction>> actions) {
    var own = new ArrayList<>(phases(List.of("spec"), List.of("metadata")));
    own.add(forcePromote());
    actions.put("numaflow.numaproj.io/MonoVertex", List.copyOf(own));
    own.add(
        BuiltInAction.of(
            "delete",
            live -> !live.annotation(DELETION).orElse("").equals("true"),
            (live, now) -> BuiltInActions.annotate(live, DELETION, "true")));
    actions.put("numaflow.numaproj.io/Pipeline", List.copyOf(own));
    actions.put("numaflow.numaproj.io/InterStepBufferService", List.of(forcePromote()));
    var pipeline = List.of("spec", "pipeline");
    var rollout = new ArrayList<>(phases(path(pipeline, "spec"), path(pipeline, "metadata")));
    rollout.add(
        BuiltInAction.of(
                "allow-data-loss",
                live -> live.text("status", "upgradeInProgress").equals("PipelinePauseAndDrain"),
                (live, now) -> BuiltInActions.annotate(live, DATA_LOSS, "true"))
            .shownAs("fa-solid fa-fw fa-unlock", "Allow (Possible) Data Loss"));
    rollout.add(
        BuiltInAction.of(
                "disallow-data-loss",
                live -> live.annotation(DATA_LOSS).orElse("").equals("true"),
                (live, now) -> BuiltInActions.annotate(live, DATA_LOSS, "false"))
            .shownAs("fa-solid fa-fw fa-lock", "Disallow Data Loss"));
    actions.put("numaplane.numaproj.io/PipelineRollout", List.copyOf(rollout));
    var vertex = List.of("spec", "monoVertex");
    actions.put(
        "numaplane.numaproj.io/MonoVertexRollout",
        phases(path(vertex, "spec"), path(vertex, "metadata")));
  }

  private static List<String> path(List<String> above, String... below) {
    return Stream.concat(above.stream(), Stream.of(below)).toList();
  }

  private static String[] names(List<String> above, String... below) {
    return path(above, below).toArray(String[]::new);
  }

  /// @param spec where the phase stands
  /// @param metadata where the annotations stand that go with it
  private static List<BuiltInAction> phases(List<String> spec, List<String> metadata) {
    String[] phase = names(spec, "lifecycle", "desiredPhase");
    String[] allowed = names(metadata, "annotations", ALLOWED);
    String[] strategy = names(metadata, "annotations", STRATEGY);
    return List.of(
        BuiltInAction.of(
                "pause",
                live -> !live.text(phase).equals("Paused"),
                (live, now) -> live.with("Paused", phase))
            .shownAs("fa-solid fa-fw fa-pause", ""),
        BuiltInAction.of(
                "unpause-gradual",
                live -> live.text(phase).equals("Paused") && !live.text(allowed).equals("fast"),
                (live, now) -> live.with("Running", phase).with("slow", strategy))
            .shownAs("fa-solid fa-fw fa-play", "Unpause (gradual)"),
        BuiltInAction.of(
                "unpause-fast",
                live -> live.text(phase).equals("Paused") && live.text(allowed).contains("fast"),
                (live, now) -> live.with("Running", phase).with("fast", strategy))
            .shownAs("fa-solid fa-fw fa-play", "Unpause (fast)"));
  }

  private static BuiltInAction forcePromote() {
    return BuiltInAction.of(
            "force-promote",
            NumaActions::isInUpgrade,
            (live, now) -> live.with("true", "metadata", "labels", FORCE))
        .shownAs("fa-solid fa-fw fa-forward", "Force Promote");
  }

  private static boolean isInUpgrade(Manifest live) {
    return live.label("numaplane.numaproj.io/upgrade-state").orElse("").equals("in-progress")
        && !live.label(FORCE).orElse("").equals("true");
  }
}
