package io.tiphys.engine.health;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;

/// What waits for an address.
final class Network {

  private Network() {}

  static Health service(Manifest live) {
    return live.text("spec", "type").equals("LoadBalancer") ? ingress(live) : Health.healthy("");
  }

  static Health ingress(Manifest live) {
    return JsonTree.listOrEmpty(live.at("status", "loadBalancer", "ingress")).isEmpty()
        ? Health.progressing("")
        : Health.healthy("");
  }
}
