package io.tiphys.testkit.cluster;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A control plane as a program of its own, for the demo and the benchmarks: `DIRECTORY [NODES]`.
/// It prints `ready` and its kubeconfig's path, and lives until it is told to end.
public final class ControlPlaneProcess {

  private ControlPlaneProcess() {}

  /// @param arguments the directory it may fill, and how many simulated nodes
  public static void main(String[] arguments) throws InterruptedException {
    Path home = Path.of(arguments[0]);
    int nodes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
    var end = new CountDownLatch(1);
    try (var plane = ControlPlane.start(home, nodes)) {
      Runtime.getRuntime().addShutdownHook(new Thread(plane::close));
      System.out.println("ready " + plane.connection().kubeconfig());
      end.await();
    }
  }
}
