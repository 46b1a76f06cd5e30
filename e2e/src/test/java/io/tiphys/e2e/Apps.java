package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.Application;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.git.TestingRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The Applications of one namespace, as their owner sees them.
///
/// @param namespace of the control plane
/// @param installation for a failure's message
record Apps(TestingCluster cluster, String namespace, Installation installation) {

  static final String IN_CLUSTER = "https://kubernetes.default.svc";

  /// Makes one of the plain kind: directory `app` on `main`, into the cluster it runs in.
  ///
  /// @param target the namespace for its objects
  /// @param syncPolicy YAML
  void create(String name, TestingRepository repository, String target, String syncPolicy) {
    create(name, Map.of(), plain(repository, target, syncPolicy));
  }

  /// The spec of the plain kind, in project `default`.
  static String plain(TestingRepository repository, String target, String syncPolicy) {
    return """
    project: default
    source: {repoURL: "%s", targetRevision: main, path: app}
    destination: {server: "%s", namespace: %s}
    syncPolicy: %s
    """
        .formatted(repository.fileUrl(), IN_CLUSTER, target, syncPolicy);
  }

  /// Makes one.
  ///
  /// @param spec YAML of its spec
  void create(String name, String spec) {
    create(name, Map.of(), spec);
  }

  /// @param metadata more of it, such as finalizers
  void create(String name, Map<String, Object> metadata, String spec) {
    var all = new java.util.TreeMap<String, Object>(metadata);
    all.put("name", name);
    var app =
        Map.of(
            "apiVersion",
            "argoproj.io/v1alpha1",
            "kind",
            "Application",
            "metadata",
            all,
            "spec",
            YamlTree.parse("spec", spec, YamlLimits.DEFAULT));
    try {
      var answer = cluster.admin().post(path(""), text(app));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends a JSON merge patch.
  void patch(String name, String patch) {
    try {
      var answer = cluster.admin().patch(path(name), patch);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void refresh(String name) {
    patch(name, "{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/refresh\":\"normal\"}}}");
  }

  void refreshHard(String name) {
    patch(name, "{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/refresh\":\"hard\"}}}");
  }

  void delete(String name) {
    try {
      var answer = cluster.admin().delete(path(name));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean exists(String name) {
    return read(path(name)).statusCode() == 200;
  }

  Application get(String name) {
    HttpResponse<String> answer = read(path(name));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return ModelJson.read(answer.body().getBytes(StandardCharsets.UTF_8), Application.class);
  }

  /// Waits until it is as it should be.
  Application await(String name, Consumer<Application> isAsItShouldBe) {
    return Await.read(
        "Application " + name,
        () -> {
          Application app = get(name);
          isAsItShouldBe.accept(app);
          return app;
        },
        () -> describe(name));
  }

  /// Waits until something else is as an Application wants it.
  void until(String name, String what, Await.Check check) {
    Await.until(what, check, () -> describe(name));
  }

  private String describe(String name) {
    return text(ModelJson.toTree(get(name)).get("status")) + "\n" + installation.logs();
  }

  Application await(String name, String sync, String health) {
    return await(
        name,
        app ->
            assertThat(app.status().sync().status() + " " + app.status().health().status())
                .isEqualTo(sync + " " + health));
  }

  /// Of its last operation; empty when there was none.
  static String phase(Application app) {
    OperationState state = app.status().operationState();
    return state == null ? "" : state.phase();
  }

  private HttpResponse<String> read(String path) {
    try {
      return cluster.admin().get(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String path(String name) {
    String all = "/apis/argoproj.io/v1alpha1/namespaces/" + namespace + "/applications";
    return name.isEmpty() ? all : all + "/" + name;
  }

  private static String text(@Nullable Object tree) {
    return JsonTree.writeString(tree);
  }
}
