package io.tiphys.engine.health;

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

  /// A schedule is healthy; how its last run ended is the Job's affair.
  static Health cronJob(Manifest live) {
    return Boolean.TRUE.equals(live.at("spec", "suspend"))
        ? Health.suspended("CronJob is Suspended")
        : Health.healthy("");
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
