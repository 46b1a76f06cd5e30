package io.tiphys.e2e;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import io.tiphys.testkit.cluster.AdminRequest;
import io.tiphys.testkit.cluster.Connection;
import io.tiphys.testkit.cluster.Kubectl;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.git.TestingGit;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/// One standalone installation with a namespace and a Git server of its own, for all classes of a
/// JVM that leave its settings as they are, or for one class that changes them: `@RegisterExtension
/// static final SharedTiphys tiphys = SharedTiphys.start();`. Each test takes names and a target
/// namespace of its own.
public final class SharedTiphys implements BeforeAllCallback, AfterAllCallback {

  private final TestingCluster cluster = TestingCluster.withNodes(1);
  private final Map<String, String> variables;
  private final boolean isAlone;
  private @Nullable Started started;

  private record Started(String namespace, TestingGit git, Installation installation)
      implements AutoCloseable {

    static Started in(TestingCluster cluster, Map<String, String> variables) {
      String namespace = cluster.newNamespace();
      return new Started(
          namespace, TestingGit.start(), Installation.standalone(cluster, namespace, variables));
    }

    @Override
    public void close() {
      installation.close();
      git.close();
    }
  }

  private SharedTiphys(Map<String, String> variables, boolean isAlone) {
    this.variables = variables;
    this.isAlone = isAlone;
  }

  /// The one of all classes, with no settings but those of the first start.
  static SharedTiphys start() {
    return new SharedTiphys(Map.of(), false);
  }

  /// One of this class, whose settings a test may change.
  static SharedTiphys alone() {
    return with(Map.of());
  }

  /// One of this class.
  ///
  /// @param variables as an administrator sets them
  public static SharedTiphys with(Map<String, String> variables) {
    return new SharedTiphys(variables, true);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    cluster.beforeAll(context);
    started =
        isAlone
            ? Started.in(cluster, variables)
            : context
                .getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(
                    "shared-tiphys", key -> Started.in(cluster, variables), Started.class);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (isAlone && started != null) {
      started.close();
    }
  }

  /// The namespace of the control plane.
  public String namespace() {
    return started().namespace();
  }

  /// One more, to deploy into.
  public String newNamespace() {
    return cluster.newNamespace();
  }

  Apps apps() {
    return new Apps(cluster, namespace(), installation());
  }

  Installation installation() {
    return started().installation();
  }

  /// Where the API server listens, as `host:port`.
  public String apiServer() {
    return installation().apiServer();
  }

  public TestingGit git() {
    return started().git();
  }

  public AdminRequest admin() {
    return cluster.admin();
  }

  /// Whether the cluster has an object.
  boolean has(String path) throws IOException {
    return admin().get(path).statusCode() == 200;
  }

  /// The cluster that it runs in.
  public Connection connection() {
    return cluster.connection();
  }

  /// In the namespace of the control plane.
  public Kubectl kubectl() {
    return new Kubectl(cluster.connection(), namespace());
  }

  /// Has a ConfigMap of the control plane say just this, and nothing that this said before.
  ///
  /// @param map its name, such as `argocd-cm`
  void settings(String map, Map<String, String> data) throws IOException {
    if (!isAlone) {
      throw new IllegalStateException("other classes know its settings: take one that is alone");
    }
    var answer =
        admin()
            .apply(
                "/api/v1/namespaces/%s/configmaps/%s".formatted(namespace(), map),
                JsonTree.writeString(
                    Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "ConfigMap",
                        "metadata",
                        Map.of(
                            "name", map, "labels", Map.of("app.kubernetes.io/part-of", "argocd")),
                        "data",
                        data)));
    if (answer.statusCode() >= 300) {
      throw new IOException(answer.body());
    }
  }

  /// What YAML says, in the form that trees are compared in.
  static @Nullable Object tree(String yaml) {
    return YamlTree.parse("", yaml, YamlLimits.DEFAULT);
  }

  /// Waits for what has to come.
  public void await(String what, Runnable check) {
    Await.until(what, check::run, () -> installation().logs());
  }

  private Started started() {
    return Objects.requireNonNull(started, "register it in a static field");
  }
}
