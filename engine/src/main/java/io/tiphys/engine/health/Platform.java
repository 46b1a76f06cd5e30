package io.tiphys.engine.health;

import io.tiphys.model.manifest.Manifest;

/// What the cluster itself has to provide: volumes and APIs.
final class Platform {

  private Platform() {}

  static Health volumeClaim(Manifest live) {
    return switch (live.text("status", "phase")) {
      case "Bound" -> Health.healthy("");
      case "Pending" -> Health.progressing("");
      case "Lost" -> Health.degraded("");
      default -> Health.unknown("");
    };
  }

  static Health apiService(Manifest live) {
    return Condition.find(live, "Available")
        .map(available -> {
          String message = available.reason() + ": " + available.message();
          return available.isTrue() ? Health.healthy(message) : Health.progressing(message);
        })
        .orElse(Health.progressing("Waiting to be processed"));
  }

  static Health customResourceDefinition(Manifest live) {
    boolean established = false;
    var conditions = Condition.of(live);
    if (conditions.isEmpty()) {
      return Health.progressing("Status conditions not found");
    }
    for (Condition condition : conditions) {
      switch (condition.type()) {
        case "Established" -> established = condition.isTrue();
        case "NamesAccepted" -> {
          if (condition.isFalse()) {
            return Health.degraded("CRD names have not been accepted: " + condition.message());
          }
        }
        case "NonStructuralSchema" -> {
          if (condition.isTrue()) {
            return Health.degraded("Schema violations found: " + condition.message());
          }
        }
        case "Terminating" -> {
          if (condition.isTrue()) {
            return Health.progressing("CRD is terminating: " + condition.message());
          }
        }
        default -> {}
      }
    }
    return established
        ? Health.healthy("CRD is healthy")
        : Health.degraded("CRD is not established");
  }
}
