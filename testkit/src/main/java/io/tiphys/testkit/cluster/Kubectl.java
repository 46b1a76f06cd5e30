package io.tiphys.testkit.cluster;

import io.tiphys.testkit.process.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The real kubectl, with a cluster's administrator's rights.
///
/// @param connection the cluster
/// @param namespace where it works when a command names none
public record Kubectl(Connection connection, String namespace) {

  /// In the namespace of the test that runs.
  public static Kubectl of(TestingCluster cluster) {
    return new Kubectl(cluster.connection(), cluster.namespace());
  }

  /// @return what it printed, errors too
  public String run(String... arguments) {
    return feed("", arguments);
  }

  /// The same with a text on its standard input.
  public String feed(String input, String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Tools.path("kubectl").toString(),
                "--kubeconfig",
                connection.kubeconfig().toString(),
                "--namespace",
                namespace));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
