package io.tiphys.bench.load;

import io.tiphys.testkit.cluster.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sixteen plain connections that send what they are given, as fast as they can.
final class Writers implements AutoCloseable {

  static final int CONNECTIONS = 16;

  private final List<PlainApi> connections = new ArrayList<>();

  /// One request.
  interface Request {
    void send(PlainApi api) throws Exception;
  }

  Writers(Connection connection) {
    for (int i = 0; i < CONNECTIONS; i++) {
      connections.add(new PlainApi(connection));
    }
  }

  /// Sends all of them in about this order, and returns when all were answered.
  void send(List<Request> requests) throws InterruptedException, ExecutionException {
    var queue = new ConcurrentLinkedQueue<>(requests);
    try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      var ends = new ArrayList<Future<?>>();
      for (PlainApi connection : connections) {
        ends.add(threads.submit(() -> drain(queue, connection)));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }
  }

  private static Boolean drain(ConcurrentLinkedQueue<Request> queue, PlainApi connection)
      throws Exception {
    for (Request next = queue.poll(); next != null; next = queue.poll()) {
      next.send(connection);
    }
    return true;
  }

  @Override
  public void close() {
    connections.forEach(PlainApi::close);
  }
}
