package io.tiphys.kube.facts;

import io.tiphys.model.json.InvalidFieldException;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.tree.NodeSystemInfo;
import java.util.HashMap;
import java.util.Map;

/// What a Node offers.
///
/// @param system what it says of itself
/// @param capacity of `cpu`, `memory` and `storage`, in thousandths of a core or a byte
/// @param labels all of them
public record Host(NodeSystemInfo system, Map<String, Long> capacity, Map<String, String> labels) {

  public Host {
    capacity = Map.copyOf(capacity);
    labels = Map.copyOf(labels);
  }

  static Host of(Manifest node) {
    var labels = new HashMap<String, String>();
    node.labels().forEach((name, value) -> labels.put(name, String.valueOf(value)));
    return new Host(system(node), Amounts.of(node.at("status", "capacity")), labels);
  }

  private static NodeSystemInfo system(Manifest node) {
    Object info = node.at("status", "nodeInfo");
    try {
      return info == null ? NodeSystemInfo.EMPTY : ModelJson.fromTree(info, NodeSystemInfo.class);
    } catch (InvalidFieldException e) {
      return NodeSystemInfo.EMPTY;
    }
  }
}
