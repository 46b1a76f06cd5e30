package io.tiphys.testkit.cluster;

import io.tiphys.testkit.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// Waits until an API server answers.
final class ApiReadiness {

  private ApiReadiness() {}

  static void awaitServing(String server, String token, ChildProcess process, Duration patience) {
    // its own certificate is made at its start: trusted only once it is there
    await(new AdminRequest(server, token, AdminRequest.TRUST_ANY), "/readyz", process, patience);
  }

  static void awaitObject(
      Connection connection, String path, ChildProcess process, Duration patience) {
    await(AdminRequest.to(connection), path, process, patience);
  }

  private static void await(
      AdminRequest request, String path, ChildProcess process, Duration patience) {
    Instant end = Instant.now().plus(patience);
    while (Instant.now().isBefore(end)) {
      try {
        if (request.get(path).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        if (!process.isAlive()) {
          break;
        }
      }
      pause();
    }
    throw new IllegalStateException(
        "%s does not answer. The end of its log:\n%s".formatted(path, process.lastLines()));
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the API server", e);
    }
  }
}
