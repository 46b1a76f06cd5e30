package io.tiphys.engine.action;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Jobs that are not over can be suspended, resumed and ended.
final class JobActions {

  private static final Set<String> ENDS =
      Set.of("Complete", "Failed", "FailureTarget", "SuccessCriteriaMet");

  static final List<BuiltInAction> ALL =
      List.of(
          BuiltInAction.of(
                  "suspend",
                  live -> !isOver(live) && !BuiltInActions.is(live, "suspend"),
                  (live, now) -> BuiltInActions.set(live, "suspend", true))
              .shownAs("fa fa-fw fa-pause", "")
              .onlyWhenEnabled(),
          BuiltInAction.of(
                  "resume",
                  live -> !isOver(live) && BuiltInActions.is(live, "suspend"),
                  (live, now) -> BuiltInActions.set(live, "suspend", false))
              .shownAs("fa fa-fw fa-play", "")
              .onlyWhenEnabled(),
          BuiltInAction.of(
                  "terminate",
                  live -> !isOver(live) && live.at("status") != null,
                  JobActions::terminate)
              .shownAs("fa fa-fw fa-stop", "")
              .onlyWhenEnabled());

  private JobActions() {}

  private static boolean isOver(Manifest live) {
    return JsonTree.listOrEmpty(live.at("status", "conditions")).stream()
        .map(JsonTree::objectOrEmpty)
        .anyMatch(one ->
            ENDS.contains(String.valueOf(one.get("type"))) && "True".equals(one.get("status")));
  }

  /// The Job's controller ends the pods of one that is going to fail.
  private static Manifest terminate(Manifest live, Instant now) {
    var conditions =
        new ArrayList<@Nullable Object>(JsonTree.listOrEmpty(live.at("status", "conditions")));
    conditions.add(
        Map.of(
            "type", "FailureTarget",
            "status", "True",
            "reason", "ManuallyTerminated",
            "message", "Job was terminated by an action",
            "lastTransitionTime", BuiltInActions.time(now)));
    return live.with(conditions, "status", "conditions");
  }
}
