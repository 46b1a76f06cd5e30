package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.exchange.state.TreeState;
import io.tiphys.model.application.HealthStatus;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.model.tree.ResourceNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The health of an Application's objects where its status does not tell it
/// (`status.resourceHealthSource: appTree`, as `controller.resource.health.persist` is off by
/// default): clients read it in the status, so it is put there from the resource tree.
final class ResourceHealth {

  private final StateOfApp state;

  ResourceHealth(StateOfApp state) {
    this.state = state;
  }

  /// An Application as a client is shown it.
  ///
  /// @param version of the tree that tells the health; empty when none does
  record Shown(StoredApp app, String version) {}

  /// As it is stored while there is no tree.
  Shown shown(StoredApp app) {
    if (!app.facts().isHealthInTree()) {
      return new Shown(app, "");
    }
    return state
        .known(app)
        .map(known -> {
          var health = byKey(known.tree().nodes());
          return new Shown(
              app.withHealth(key -> Optional.ofNullable(health.get(key))), known.version());
        })
        .orElse(new Shown(app, ""));
  }

  /// The version of the tree that would tell the health now.
  String version(StoredApp app) {
    return state.known(app).map(TreeState::version).orElse("");
  }

  private static Map<ResourceKey, HealthStatus> byKey(Iterable<ResourceNode> nodes) {
    var health = new HashMap<ResourceKey, HealthStatus>();
    for (ResourceNode node : nodes) {
      HealthStatus status = node.health();
      if (status != null) {
        var key = new ResourceKey(node.group(), node.kind(), node.namespace(), node.name());
        health.put(key, status);
      }
    }
    return health;
  }
}
