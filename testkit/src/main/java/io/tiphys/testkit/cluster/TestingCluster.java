package io.tiphys.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/// A cluster for the tests of a class: `@RegisterExtension static final TestingCluster cluster =
/// TestingCluster.shared();`. One control plane serves all classes of a JVM; each test has a
/// namespace of its own.
public final class TestingCluster implements BeforeAllCallback, BeforeEachCallback {

  private final int simulatedNodes;
  private @Nullable SharedPlane plane;
  private @Nullable String namespace;
  private volatile @Nullable AdminRequest admin; // its connections are kept

  private TestingCluster(int simulatedNodes) {
    this.simulatedNodes = simulatedNodes;
  }

  /// Without nodes: a Deployment makes pods that stay pending.
  public static TestingCluster shared() {
    return new TestingCluster(0);
  }

  /// With a scheduler and simulated nodes: pods come to run.
  public static TestingCluster withNodes(int count) {
    return new TestingCluster(count);
  }

  public Connection connection() {
    return plane().connection();
  }

  /// Requests with the administrator's rights.
  public AdminRequest admin() {
    SharedPlane shared = plane();
    AdminRequest known = admin;
    if (known == null) {
      known = AdminRequest.to(shared.connection());
      admin = known;
    }
    return known;
  }

  /// The namespace made for this test.
  public String namespace() {
    if (namespace == null) {
      throw new IllegalStateException("a namespace is there from the start of a test on");
    }
    return namespace;
  }

  /// One more namespace with a name of its own.
  public String newNamespace() {
    String name = "test-" + UUID.randomUUID().toString().substring(0, 8);
    try {
      var answer =
          admin()
              .post(
                  "/api/v1/namespaces",
                  "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"%s\"}}"
                      .formatted(name));
      if (answer.statusCode() != 201) {
        throw new IllegalStateException("namespace %s: %s".formatted(name, answer.body()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return name;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    plane =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
            .computeIfAbsent(
                "tiphys-cluster-" + simulatedNodes,
                key -> SharedPlane.start(simulatedNodes),
                SharedPlane.class);
    admin = null;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    namespace = newNamespace();
  }

  private SharedPlane plane() {
    if (plane == null) {
      throw new IllegalStateException("register the cluster in a static field");
    }
    return plane;
  }
}
