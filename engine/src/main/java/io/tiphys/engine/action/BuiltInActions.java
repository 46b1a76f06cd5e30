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
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/// The actions that come with Tiphys, by kind; the names are Argo CD's
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/resource_actions_builtin/).
final class BuiltInActions {

  private static final int MOST_REPLICAS = Integer.MAX_VALUE;
  private static final String REPLICAS = "replicas";
  private static final String PAUSED = "autoscaling.keda.sh/paused";
  private static final String PAUSED_AT = "autoscaling.keda.sh/paused-replicas";
  private static final String ROLLING_UPDATE = "strimzi.io/manual-rolling-update";

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

  /// The kinds that have any, as `group/Kind`.
  static Set<String> kinds() {
    return BY_KIND.keySet();
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
    actions.put("keda.sh/ScaledJob", keda());
    var scaledObject = new ArrayList<>(keda());
    scaledObject.add(pausedAt());
    actions.put("keda.sh/ScaledObject", List.copyOf(scaledObject));
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
    actions.put("argoproj.io/Application", automation());
    actions.put(
        "core.strimzi.io/StrimziPodSet",
        List.of(
            of(
                "rolling-update",
                live -> !live.annotation(ROLLING_UPDATE).orElse("").equals("true"),
                (live, now) -> annotate(live, ROLLING_UPDATE, "true"))));
    actions.put(
        "promoter.argoproj.io/PullRequest",
        List.of(
            of(
                "merge",
                live -> !live.text("spec", "state").equals("merged"),
                (live, now) -> live.with("merged", "spec", "state"))));
    actions.put("capsule.clastix.io/Tenant", cordon());
    var cordonAndReconcile = new ArrayList<>(cordon());
    cordonAndReconcile.add(
        of(
                "reconcile",
                live -> !is(live, "cordoned"),
                (live, now) ->
                    annotate(live, "reconcile.projectcapsule.dev/requestedAt", time(now)))
            .shownAs("fa fa-fw fa-rotate-right", ""));
    actions.put("capsule.clastix.io/TenantResource", List.copyOf(cordonAndReconcile));
    actions.put("capsule.clastix.io/GlobalTenantResource", List.copyOf(cordonAndReconcile));
    DatabaseActions.addTo(actions);
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
        List.of(REPLICAS),
        live -> true,
        live -> true,
        (live, params, now) ->
            numbered(params, replicas -> live.with(replicas, "spec", "replicas")));
  }

  private static ActionResult numbered(
      Map<String, String> params, LongFunction<Manifest> withReplicas) {
    String text = params.getOrDefault(REPLICAS, "").strip();
    try {
      long replicas = Long.parseLong(text);
      return replicas < 0 || replicas > MOST_REPLICAS
          ? new ActionResult.Failed("invalid number: " + text)
          : ActionResult.patch(withReplicas.apply(replicas));
    } catch (NumberFormatException notANumber) {
      return new ActionResult.Failed("invalid number: " + text);
    }
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

  static BuiltInAction suspend() {
    return of("suspend", live -> !is(live, "suspend"), (live, now) -> set(live, "suspend", true));
  }

  static BuiltInAction resume() {
    return of("resume", live -> is(live, "suspend"), (live, now) -> set(live, "suspend", false));
  }

  private static List<BuiltInAction> cordon() {
    return List.of(
        of("cordon", live -> !is(live, "cordoned"), (live, now) -> set(live, "cordoned", true))
            .shownAs("fa fa-fw fa-pause", ""),
        of("uncordon", live -> is(live, "cordoned"), (live, now) -> set(live, "cordoned", false))
            .shownAs("fa fa-fw fa-play", ""));
  }

  /// One action, which is shown as what it would do.
  private static List<BuiltInAction> automation() {
    String name = "toggle-auto-sync";
    BuiltInAction.Edit toggle =
        (live, now) -> live.with(!isAutomated(live), "spec", "syncPolicy", "automated", "enabled");
    return List.of(
        of(name, BuiltInActions::isAutomated, toggle)
            .shownAs("", "Disable Auto-Sync")
            .onlyWhenEnabled(),
        of(name, live -> !isAutomated(live), toggle)
            .shownAs("", "Enable Auto-Sync")
            .onlyWhenEnabled());
  }

  private static boolean isAutomated(Manifest live) {
    return live.at("spec", "syncPolicy", "automated") != null
        && !Boolean.FALSE.equals(live.at("spec", "syncPolicy", "automated", "enabled"));
  }

  private static boolean isPaused(Manifest live) {
    return live.annotation(PAUSED).orElse("").equals("true");
  }

  private static List<BuiltInAction> keda() {
    Predicate<Manifest> isAnyhow = live -> isPaused(live) || live.annotation(PAUSED_AT).isPresent();
    return List.of(
        of("pause", isAnyhow.negate(), (live, now) -> annotate(live, PAUSED, "true"))
            .shownAs("fa fa-fw fa-pause-circle", ""),
        of(
                "resume",
                isAnyhow,
                (live, now) ->
                    live.without("metadata", "annotations", PAUSED)
                        .without("metadata", "annotations", PAUSED_AT))
            .shownAs("fa fa-fw fa-play-circle", ""));
  }

  private static BuiltInAction pausedAt() {
    return new BuiltInAction(
        "paused-replicas",
        "fa fa-fw fa-pause-circle",
        "",
        List.of(REPLICAS),
        live -> true,
        live -> !isPaused(live),
        (live, params, now) ->
            numbered(params, replicas -> annotate(live, PAUSED_AT, Long.toString(replicas))));
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
