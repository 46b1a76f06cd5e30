package io.tiphys.apiserver.application;

import io.tiphys.testkit.cluster.TestingCluster;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/// The [ApplicationRoom] of all classes of a JVM that need nothing but Applications of their own
/// names: `@RegisterExtension static final SharedRoom shared = new SharedRoom();`.
final class SharedRoom implements BeforeAllCallback {

  private final TestingCluster cluster = TestingCluster.shared();
  private @Nullable ApplicationRoom room;

  @Override
  public void beforeAll(ExtensionContext context) {
    cluster.beforeAll(context);
    room =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
            .computeIfAbsent("application-room", key -> open(), ApplicationRoom.class);
  }

  private ApplicationRoom open() {
    try {
      return new ApplicationRoom(cluster);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  ApplicationRoom room() {
    return Objects.requireNonNull(room, "register it in a static field");
  }

  /// One more, with settings of its own.
  ApplicationRoom another() throws Exception {
    return new ApplicationRoom(cluster);
  }
}
