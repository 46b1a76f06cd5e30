package io.tiphys.engine.action;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.time.Instant;
import java.util.List;

/// What `kubectl argo rollouts` does to a Rollout
/// (https://argo-rollouts.readthedocs.io/en/stable/features/kubectl-plugin/).
final class RolloutActions {

  static final List<BuiltInAction> ALL =
      List.of(
          BuiltInAction.of(
                  "restart",
                  live -> true,
                  (live, now) -> live.with(BuiltInActions.time(now), "spec", "restartAt"))
              .shownAs("", "Restart Pods"),
          BuiltInAction.of("resume", RolloutActions::isPaused, RolloutActions::resume),
          BuiltInAction.of(
              "pause",
              live -> !isPromoted(live) && !isAborted(live) && !BuiltInActions.is(live, "paused"),
              (live, now) -> BuiltInActions.set(live, "paused", true)),
          BuiltInAction.of(
              "abort",
              live -> !isPromoted(live) && !isAborted(live),
              (live, now) -> live.with(true, "status", "abort")),
          BuiltInAction.of(
              "retry",
              live -> !isPromoted(live) && isAborted(live),
              (live, now) -> live.without("status", "abort")),
          BuiltInAction.of(
              "promote-full",
              live -> live.at("status") != null && !isPromoted(live),
              (live, now) -> live.with(true, "status", "promoteFull")),
          BuiltInAction.of(
              "skip-current-step",
              live -> steps(live) > 0 && step(live) < steps(live),
              RolloutActions::skip));

  private RolloutActions() {}

  private static boolean isPromoted(Manifest live) {
    return live.text("status", "currentPodHash").equals(live.text("status", "stableRS"));
  }

  private static boolean isAborted(Manifest live) {
    return Boolean.TRUE.equals(live.at("status", "abort"));
  }

  private static boolean isPaused(Manifest live) {
    return !JsonTree.listOrEmpty(live.at("status", "pauseConditions")).isEmpty()
        || BuiltInActions.is(live, "paused");
  }

  private static long steps(Manifest live) {
    return JsonTree.listOrEmpty(live.at("spec", "strategy", "canary", "steps")).size();
  }

  private static long step(Manifest live) {
    return live.number(0, "status", "currentStepIndex");
  }

  private static Manifest resume(Manifest live, Instant now) {
    Manifest going = live.without("status", "pauseConditions");
    return BuiltInActions.is(live, "paused") ? BuiltInActions.set(going, "paused", false) : going;
  }

  private static Manifest skip(Manifest live, Instant now) {
    return live.without("status", "pauseConditions")
        .with(step(live) + 1, "status", "currentStepIndex");
  }
}
