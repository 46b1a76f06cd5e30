package io.tiphys.engine.sync;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import org.jspecify.annotations.Nullable;

/// Whether something of a hook runs, so that it would be harmful to take it away. Of a kind that is
/// not known it is believed, once its controller has said anything about it.
final class RunningHook {

  private RunningHook() {}

  static boolean is(Manifest hook) {
    var status = JsonTree.objectOrEmpty(hook.at("status"));
    return switch (hook.gvk().groupKind().toString()) {
      case "batch/Job" -> isPositive(status.getOrDefault("ready", status.get("active")));
      case "Pod" -> hook.text("status", "phase").equals("Running");
      default -> !status.isEmpty() && !hook.text("status", "phase").equals("Pending");
    };
  }

  private static boolean isPositive(@Nullable Object count) {
    return count instanceof Number number && number.longValue() > 0;
  }
}
