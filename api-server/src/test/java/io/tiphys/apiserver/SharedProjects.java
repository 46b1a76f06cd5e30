package io.tiphys.apiserver;

import io.tiphys.testkit.cluster.TestingCluster;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/// The [TwoProjects] of all classes of a JVM: `@RegisterExtension static final SharedProjects
/// projects = new SharedProjects();`. A test leaves them as they were.
final class SharedProjects implements BeforeAllCallback {

  private final TestingCluster cluster = TestingCluster.withNodes(1);
  private @Nullable TwoProjects world;

  @Override
  public void beforeAll(ExtensionContext context) {
    cluster.beforeAll(context);
    world =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
            .computeIfAbsent("two-projects", key -> TwoProjects.start(cluster), TwoProjects.class);
  }

  TwoProjects world() {
    return Objects.requireNonNull(world, "register it in a static field");
  }
}
