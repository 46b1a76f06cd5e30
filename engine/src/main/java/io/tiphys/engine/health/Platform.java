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

  /// A definition whose names are accepted and that the API server is about to serve is on its way
  /// (the API server's reason for that is `Installing`): a sync has to wait for it, not to fail.
  static Health customResourceDefinition(Manifest live) {
    boolean established = false;
    boolean installing = false;
    var conditions = Condition.of(live);
    if (conditions.isEmpty()) {
      return Health.progressing("Status conditions not found");
    }
    for (Condition condition : conditions) {
      switch (condition.type()) {
        case "Established" -> {
          established = condition.isTrue();
          installing = condition.reason().equals("Installing");
        }
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
    if (established) {
      return Health.healthy("CRD is healthy");
    }
    String message = "CRD is not established";
    return installing ? Health.progressing(message) : Health.degraded(message);
  }
}
