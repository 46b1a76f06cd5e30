package io.tiphys.controller.sync;

import io.tiphys.controller.cluster.TestingDestination;
import io.tiphys.testkit.cluster.Kubectl;
import io.tiphys.testkit.cluster.TestingCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A real cluster that is opened once for a class, and for each test an Application that is synced
/// into a namespace of its own.
abstract class RealSyncIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  static TestingDestination destination;
  TestingOperation app;
  Kubectl kubectl;

  @BeforeAll
  static void open() throws InterruptedException {
    destination = new TestingDestination(cluster);
  }

  @AfterAll
  static void close() {
    destination.close();
  }

  @BeforeEach
  void begin() {
    app = new TestingOperation(destination.cluster(), cluster.namespace());
    kubectl = Kubectl.of(cluster);
  }
}
