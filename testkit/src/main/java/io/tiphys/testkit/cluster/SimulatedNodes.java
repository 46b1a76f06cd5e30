package io.tiphys.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;

/// Nodes without machines: kwok reports them ready and pretends that their pods run.
final class SimulatedNodes {

  private static final String READY =
      """
      {"status": {"conditions": [{"type": "Ready", "status": "True", "reason": "Simulated"}]}}
      """;

  private SimulatedNodes() {}

  private static void check(HttpResponse<String> answer) {
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException("simulated node: " + answer.body());
    }
  }

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
        check(request.post("/api/v1/nodes", node));
        // a new node is tainted until the node lifecycle controller has seen it, and there is none
        check(request.patch("/api/v1/nodes/node-" + i, "{\"spec\":{\"taints\":null}}"));
        check(request.patch("/api/v1/nodes/node-%d/status".formatted(i), READY));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
