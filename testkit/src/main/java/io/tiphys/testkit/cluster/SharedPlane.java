package io.tiphys.testkit.cluster;

/// The cluster that the tests of a JVM share: processes of this machine, or k3s in a container when
/// the system property `tiphys.cluster` says `k3s`.
sealed interface SharedPlane extends AutoCloseable permits SharedPlane.Local, K3sPlane {

  Connection connection();

  @Override
  void close();

  static SharedPlane start(int simulatedNodes) {
    return "k3s".equals(System.getProperty("tiphys.cluster", "local"))
        ? K3sPlane.start()
        : new Local(ControlPlane.start(simulatedNodes));
  }

  /// Processes of this machine.
  record Local(ControlPlane plane) implements SharedPlane {
    @Override
    public Connection connection() {
      return plane.connection();
    }

    @Override
    public void close() {
      plane.close();
    }
  }
}
