package io.tiphys.engine.action;

import static io.tiphys.engine.action.BuiltInAction.creating;

import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The actions that come with Tiphys, by kind; the names are Argo CD's
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/resource_actions_builtin/).
final class BuiltInActions {

  private static final int MOST_REPLICAS = Integer.MAX_VALUE;

  private static final List<String> RECONCILED_BY_FLUX =
      List.of(
          "helm.toolkit.fluxcd.io/HelmRelease",
          "kustomize.toolkit.fluxcd.io/Kustomization",
          "image.toolkit.fluxcd.io/ImageRepository",
          "image.toolkit.fluxcd.io/ImageUpdateAutomation",
          "notification.toolkit.fluxcd.io/Receiver",
          "source.toolkit.fluxcd.io/Bucket",
          "source.toolkit.fluxcd.io/GitRepository",
          "source.toolkit.fluxcd.io/HelmChart",
          "source.toolkit.fluxcd.io/HelmRepository",
          "source.toolkit.fluxcd.io/OCIRepository");

  private static final Map<String, List<BuiltInAction>> BY_KIND = byKind();

  private BuiltInActions() {}

  static List<BuiltInAction> of(GroupKind kind) {
    return BY_KIND.getOrDefault(kind.toString(), List.of());
  }

  private static BuiltInAction of(
      String name, Predicate<Manifest> isEnabled, BuiltInAction.Edit edit) {
    return BuiltInAction.of(name, isEnabled, edit);
  }

  private static Map<String, List<BuiltInAction>> byKind() {
    var actions = new HashMap<String, List<BuiltInAction>>();
    actions.put(
        "apps/Deployment",
        List.of(
            restart(),
            scale(),
            of("pause", live -> !is(live, "paused"), (live, now) -> set(live, "paused", true)),
            of(
                "resume",
                live -> is(live, "paused"),
                (live, now) -> live.without("spec", "paused"))));
    actions.put("apps/StatefulSet", List.of(restart(), scale()));
    actions.put("apps/DaemonSet", List.of(restart()));
    actions.put("batch/CronJob", cronJob());
    actions.put("batch/Job", JobActions.ALL);
    actions.put("argoproj.io/Rollout", RolloutActions.ALL);
    actions.put(
        "argoproj.io/AnalysisRun",
        List.of(
            of(
                "terminate",
                live ->
                    !is(live, "terminate")
                        && !List.of("Successful", "Failed", "Error", "Inconclusive")
                            .contains(live.text("status", "phase")),
                (live, now) -> set(live, "terminate", true))));
    actions.put(
        "argoproj.io/WorkflowTemplate",
        List.of(creating("create-workflow", "Create Workflow", Creations::fromTemplate)));
    actions.put(
        "argoproj.io/CronWorkflow",
        List.of(creating("create-workflow", "Create Workflow", Creations::fromCronWorkflow)));
    actions.put(
        "external-secrets.io/ExternalSecret",
        List.of(of("refresh", BuiltInActions::isRefreshed, BuiltInActions::forceSync)));
    actions.put(
        "external-secrets.io/PushSecret",
        List.of(of("push", live -> true, BuiltInActions::forceSync)));
    actions.put("keda.sh/ScaledObject", keda());
    actions.put("keda.sh/ScaledJob", keda());
    for (String kind : RECONCILED_BY_FLUX) {
      var all = new ArrayList<>(suspension());
      all.add(
          of(
              "reconcile",
              live -> !is(live, "suspend"),
              (live, now) -> annotate(live, "reconcile.fluxcd.io/requestedAt", time(now))));
      actions.put(kind, List.copyOf(all));
    }
    actions.put("notification.toolkit.fluxcd.io/Alert", suspension());
    actions.put("notification.toolkit.fluxcd.io/Provider", suspension());
    NumaActions.addTo(actions);
    return actions;
  }

  private static BuiltInAction restart() {
    return of(
        "restart",
        live -> true,
        (live, now) ->
            live.with(
                time(now),
                "spec",
                "template",
                "metadata",
                "annotations",
                "kubectl.kubernetes.io/restartedAt"));
  }

  private static BuiltInAction scale() {
    return new BuiltInAction(
        "scale",
        "",
        "",
        List.of("replicas"),
        live -> true,
        live -> true,
        (live, params, now) -> {
          String text = params.getOrDefault("replicas", "").strip();
          try {
            long replicas = Long.parseLong(text);
            return replicas < 0 || replicas > MOST_REPLICAS
                ? new ActionResult.Failed("invalid number: " + text)
                : ActionResult.patch(live.with(replicas, "spec", "replicas"));
          } catch (NumberFormatException notANumber) {
            return new ActionResult.Failed("invalid number: " + text);
          }
        });
  }

  private static List<BuiltInAction> cronJob() {
    return List.of(
        creating("create-job", "Create Job", Creations::fromCronJob),
        suspend().shownAs("fa fa-fw fa-pause", "").onlyWhenEnabled(),
        resume().shownAs("fa fa-fw fa-play", "").onlyWhenEnabled());
  }

  private static List<BuiltInAction> suspension() {
    return List.of(suspend(), resume());
  }

  private static BuiltInAction suspend() {
    return of("suspend", live -> !is(live, "suspend"), (live, now) -> set(live, "suspend", true));
  }

  private static BuiltInAction resume() {
    return of("resume", live -> is(live, "suspend"), (live, now) -> set(live, "suspend", false));
  }

  private static List<BuiltInAction> keda() {
    String paused = "autoscaling.keda.sh/paused";
    String replicas = "autoscaling.keda.sh/paused-replicas";
    Predicate<Manifest> isPaused =
        live ->
            live.annotation(paused).orElse("").equals("true")
                || live.annotation(replicas).isPresent();
    return List.of(
        of("pause", isPaused.negate(), (live, now) -> annotate(live, paused, "true")),
        of(
            "resume",
            isPaused,
            (live, now) ->
                live.without("metadata", "annotations", paused)
                    .without("metadata", "annotations", replicas)));
  }

  /// One that is fetched once for all is not fetched again.
  private static boolean isRefreshed(Manifest live) {
    String interval = live.text("spec", "refreshInterval");
    boolean isOnce =
        live.at("spec", "refreshInterval") instanceof Number number
            ? number.longValue() == 0
            : interval.matches("0(ns|us|µs|ms|s|m|h)?");
    return !isOnce || live.text("spec", "refreshPolicy").equals("OnChange");
  }

  private static Manifest forceSync(Manifest live, Instant now) {
    return annotate(live, "force-sync", time(now));
  }

  static boolean is(Manifest live, String field) {
    return Boolean.TRUE.equals(live.at("spec", field));
  }

  static Manifest set(Manifest live, String field, boolean value) {
    return live.with(value, "spec", field);
  }

  static Manifest annotate(Manifest live, String name, String value) {
    return live.with(value, "metadata", "annotations", name);
  }

  static String time(Instant now) {
    return now.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
