package io.tiphys.engine.action;

import static io.tiphys.engine.action.BuiltInActions.annotate;
import static io.tiphys.engine.action.BuiltInActions.is;
import static io.tiphys.engine.action.BuiltInActions.set;
import static io.tiphys.engine.action.BuiltInActions.time;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What people do to databases that an operator runs: CloudNativePG as its plugin for kubectl does
/// (https://cloudnative-pg.io/documentation/current/kubectl-plugin/), MariaDB, and MongoDB of
/// Percona.
final class DatabaseActions {

  private static final String LOOP = "cnpg.io/reconciliationLoop";
  private static final String HIBERNATION = "cnpg.io/hibernation";

  private DatabaseActions() {}

  static void addTo(Map<String, List<BuiltInAction>> actions) {
    actions.put("postgresql.cnpg.io/Cluster", postgres());
    actions.put(
        "postgresql.cnpg.io/ScheduledBackup",
        List.of(
            BuiltInAction.creating("create-backup", "Create Backup", Creations::fromBackupPlan)));
    actions.put(
        "k8s.mariadb.com/MariaDB", List.of(BuiltInActions.suspend(), BuiltInActions.resume()));
    actions.put(
        "psmdb.percona.com/PerconaServerMongoDB",
        List.of(
            BuiltInAction.of(
                "pause", live -> !is(live, "pause"), (live, now) -> set(live, "pause", true)),
            BuiltInAction.of(
                "unpause", live -> is(live, "pause"), (live, now) -> set(live, "pause", false))));
  }

  private static List<BuiltInAction> postgres() {
    return List.of(
        BuiltInAction.of(
                "restart",
                live -> true,
                (live, now) -> annotate(live, "kubectl.kubernetes.io/restartedAt", time(now)))
            .shownAs("fa fa-fw fa-recycle", "Rollout restart Cluster"),
        BuiltInAction.of(
                "reload",
                live -> true,
                (live, now) -> annotate(live, "cnpg.io/reloadedAt", time(now)))
            .shownAs("fa fa-fw fa-rotate-right", "Reload all Configuration"),
        new BuiltInAction(
            "promote",
            "fa fa-fw fa-angles-up",
            "Promote Replica to Primary",
            List.of("instance"),
            live -> true,
            live -> healthy(live).size() > 1,
            DatabaseActions::promote),
        BuiltInAction.of(
                "suspend",
                live -> !isSuspended(live),
                (live, now) -> annotate(live, LOOP, "disabled"))
            .shownAs("fa fa-fw fa-pause", "Suspend Reconciliation")
            .onlyWhenEnabled(),
        BuiltInAction.of(
                "resume",
                DatabaseActions::isSuspended,
                (live, now) -> live.without("metadata", "annotations", LOOP))
            .shownAs("fa fa-fw fa-play", "Resume Reconciliation")
            .onlyWhenEnabled(),
        BuiltInAction.of(
                "hibernate",
                live -> !isAsleep(live),
                (live, now) -> annotate(live, HIBERNATION, "on"))
            .shownAs("fa fa-fw fa-pause", "Hibernate Cluster")
            .onlyWhenEnabled(),
        BuiltInAction.of(
                "rehydrate",
                DatabaseActions::isAsleep,
                (live, now) -> annotate(live, HIBERNATION, "off"))
            .shownAs("fa fa-fw fa-play", "Rehydrate Cluster")
            .onlyWhenEnabled());
  }

  private static boolean isSuspended(Manifest live) {
    return live.annotation(LOOP).orElse("").equals("disabled");
  }

  private static boolean isAsleep(Manifest live) {
    return live.annotation(HIBERNATION).orElse("").equals("on");
  }

  private static List<String> healthy(Manifest live) {
    return JsonTree.listOrEmpty(live.at("status", "instancesStatus", "healthy")).stream()
        .map(String::valueOf)
        .toList();
  }

  /// The instance that was asked for, or with `any` the next healthy one after the primary.
  private static ActionResult promote(Manifest live, Map<String, String> params, Instant now) {
    String asked = params.getOrDefault("instance", "").strip();
    List<String> healthy = healthy(live);
    int primary = healthy.indexOf(live.text("status", "currentPrimary"));
    if (asked.isEmpty() || asked.equals("any")) {
      if (primary < 0 || healthy.size() < 2) {
        return new ActionResult.Failed("there is no healthy replica that could be promoted");
      }
      asked = healthy.get((primary + 1) % healthy.size());
    } else if (!healthy.contains(asked)) {
      return new ActionResult.Failed(
          "%s is no healthy instance; there are: %s".formatted(asked, String.join(", ", healthy)));
    }
    return ActionResult.patch(
        live.with(asked, "status", "targetPrimary")
            .with(time(now), "status", "targetPrimaryTimestamp")
            .with("Switchover in progress", "status", "phase")
            .with("Switching over to " + asked, "status", "phaseReason"));
  }
}
