package io.tiphys.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Nodes without machines: kwok reports them ready and pretends that their pods run.
final class SimulatedNodes {

  private SimulatedNodes() {}

  static void register(Connection connection, int count) {
    AdminRequest request = AdminRequest.to(connection);
    for (int i = 0; i < count; i++) {
      String node =
          """
          {"apiVersion": "v1", "kind": "Node",
           "metadata": {"name": "node-%d", "labels": {"type": "kwok"}},
           "status": {"allocatable": {"cpu": "64", "memory": "256Gi", "pods": "1000"},
                      "capacity": {"cpu": "64", "memory": "256Gi", "pods": "1000"}}}
          """
              .formatted(i);
      try {
        var answer = request.post("/api/v1/nodes", node);
        if (answer.statusCode() != 201) {
          throw new IllegalStateException("node-%d: %s".formatted(i, answer.body()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
