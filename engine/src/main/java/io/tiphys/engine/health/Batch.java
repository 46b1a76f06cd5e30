package io.tiphys.engine.health;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;

/// What runs to an end.
final class Batch {

  private Batch() {}

  static Health job(Manifest live) {
    String message = "";
    boolean failed = false;
    boolean complete = false;
    boolean suspended = false;
    for (Condition condition : Condition.of(live)) {
      if (condition.isFalse()) {
        continue;
      }
      switch (condition.type()) {
        case "Failed" -> {
          failed = true;
          message = condition.message();
        }
        case "Complete" -> {
          complete = true;
          message = condition.message();
        }
        case "Suspended" -> {
          suspended = true;
          message = condition.message();
        }
        default -> {}
      }
    }
    if (failed) {
      return Health.degraded(message);
    }
    if (complete) {
      return Health.healthy(message);
    }
    return suspended ? Health.suspended(message) : Health.progressing(message);
  }

  /// By how the last run ended. A suspended schedule is as it should be: Argo CD calls it healthy,
  /// so that an Application with one is not Suspended for ever.
  static Health cronJob(Manifest live) {
    if (Boolean.TRUE.equals(live.at("spec", "suspend"))) {
      return Health.healthy("CronJob is Suspended");
    }
    if (live.at("status") == null) {
      return Health.progressing("Waiting for CronJob");
    }
    String scheduled = live.text("status", "lastScheduleTime");
    String succeeded = live.text("status", "lastSuccessfulTime");
    if (scheduled.isEmpty()) {
      return Health.healthy("CronJob has not been scheduled yet");
    }
    if (succeeded.isEmpty()) {
      return Health.healthy("The CronJob never completed successfully. It may not be healthy");
    }
    if (!JsonTree.listOrEmpty(live.at("status", "active")).isEmpty()) {
      return Health.healthy("A job is running. The last execution may not have been successful");
    }
    return succeeded.compareTo(scheduled) < 0
        ? Health.degraded("CronJob has not completed its last execution successfully")
        : Health.healthy("CronJob has completed its last execution successfully");
  }

  static Health workflow(Manifest live) {
    String message = live.text("status", "message");
    return switch (live.text("status", "phase")) {
      case "", "Pending", "Running" -> Health.progressing(message);
      case "Succeeded" -> Health.healthy(message);
      case "Failed", "Error" -> Health.degraded(message);
      default -> Health.unknown(message);
    };
  }
}
