package io.tiphys.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.patch.PatchResult.Patch;
import io.tiphys.engine.schema.OpenApiV3;
import io.tiphys.engine.schema.Schema;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.cluster.AdminRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a test asks of the API server.
final class Server {

  private final AdminRequest admin;
  private final Map<String, Map<GroupVersionKind, Schema>> schemas = new HashMap<>();
  private final Map<String, Map<String, Resource>> resources = new HashMap<>();

  private record Resource(String plural, boolean namespaced) {}

  interface Call {
    HttpResponse<String> send() throws IOException;
  }

  Server(AdminRequest admin) {
    this.admin = admin;
  }

  AdminRequest admin() {
    return admin;
  }

  Optional<Schema> schema(GroupVersionKind gvk) {
    var kinds =
        schemas.computeIfAbsent(
            gvk.apiVersion(),
            apiVersion ->
                OpenApiV3.parse(
                    get("/openapi/v3" + root(apiVersion)).getBytes(StandardCharsets.UTF_8)));
    return Optional.ofNullable(kinds.get(gvk));
  }

  boolean isNamespaced(Manifest object) {
    return resource(object).namespaced();
  }

  /// The path of the collection that an object belongs to.
  String collection(Manifest object, String namespace) {
    var resource = resource(object);
    return root(object.apiVersion())
        + (resource.namespaced() ? "/namespaces/" + namespace : "")
        + "/"
        + resource.plural();
  }

  String path(Manifest object, String namespace) {
    return collection(object, namespace) + "/" + object.name();
  }

  Manifest create(Manifest object, String namespace) {
    return object(call(() -> admin.post(collection(object, namespace), text(object))));
  }

  /// Puts an object in the place of the one that is there.
  ///
  /// @return what the API server made of it; empty when it refused
  Optional<Manifest> tryReplace(Manifest object, String namespace) {
    var now = live(object, namespace).resourceVersion();
    var answer =
        call(() ->
            admin.put(
                path(object, namespace), text(object.with(now, "metadata", "resourceVersion"))));
    return answer.statusCode() == 200 ? Optional.of(object(answer)) : Optional.empty();
  }

  /// What the API server would make of an object in the place of the one that is there.
  Optional<Manifest> dryReplace(Manifest object, String namespace) {
    var answer = call(() -> admin.put(path(object, namespace) + "?dryRun=All", text(object)));
    return answer.statusCode() == 200 ? Optional.of(object(answer)) : Optional.empty();
  }

  /// Makes the custom resources of the corpus known, once.
  void define() {
    for (var definition : Corpus.manifests(Path.of("src/test/resources/custom/widget.yaml"))) {
      if (call(() -> admin.get(path(definition, ""))).statusCode() == 404) {
        create(definition, "");
      }
    }
    awaitKind("example.tiphys.io/v1");
  }

  /// What the API server would make of a patch, whatever it answers.
  HttpResponse<String> dryRun(Patch patch, Manifest object, String namespace) {
    return call(() ->
        admin.patch(
            path(object, namespace) + "?dryRun=All&fieldManager=kubectl-client-side-apply",
            patch.type().mediaType(),
            new String(patch.body(), StandardCharsets.UTF_8)));
  }

  /// The answer to a patch, whatever it is.
  HttpResponse<String> send(Patch patch, Manifest object, String namespace) {
    return call(() ->
        admin.patch(
            path(object, namespace) + "?fieldManager=kubectl-client-side-apply",
            patch.type().mediaType(),
            new String(patch.body(), StandardCharsets.UTF_8)));
  }

  Manifest live(Manifest object, String namespace) {
    return object(call(() -> admin.get(path(object, namespace))));
  }

  /// Deletes the object and waits until it is gone.
  void delete(Manifest object, String namespace) {
    call(() -> admin.patch(path(object, namespace), "{\"metadata\":{\"finalizers\":null}}"));
    call(() -> admin.delete(path(object, namespace) + "?gracePeriodSeconds=0"));
    for (int i = 0; i < 200; i++) {
      if (call(() -> admin.get(path(object, namespace))).statusCode() == 404) {
        return;
      }
      pause();
    }
  }

  /// Waits until an object of a new kind can be made.
  void awaitKind(String apiVersion) {
    for (int i = 0; i < 200; i++) {
      if (call(() -> admin.get(root(apiVersion))).statusCode() == 200
          && call(() -> admin.get("/openapi/v3" + root(apiVersion))).statusCode() == 200) {
        return;
      }
      pause();
    }
  }

  private Resource resource(Manifest object) {
    var kinds =
        resources.computeIfAbsent(
            object.apiVersion(),
            apiVersion -> {
              var byKind = new HashMap<String, Resource>();
              var list =
                  JsonTree.parseObject(get(root(apiVersion)).getBytes(StandardCharsets.UTF_8));
              for (var entry : JsonTree.listOrEmpty(list.get("resources"))) {
                var resource = JsonTree.objectOrEmpty(entry);
                var plural = String.valueOf(resource.get("name"));
                if (!plural.contains("/")) {
                  byKind.put(
                      String.valueOf(resource.get("kind")),
                      new Resource(plural, Boolean.TRUE.equals(resource.get("namespaced"))));
                }
              }
              return byKind;
            });
    var resource = kinds.get(object.kind());
    if (resource == null) {
      throw new IllegalStateException("not served: " + object.gvk());
    }
    return resource;
  }

  private static String root(String apiVersion) {
    return apiVersion.contains("/") ? "/apis/" + apiVersion : "/api/" + apiVersion;
  }

  private String get(String path) {
    return accepted(call(() -> admin.get(path)));
  }

  private static Manifest object(HttpResponse<String> answer) {
    return Manifest.parse(accepted(answer).getBytes(StandardCharsets.UTF_8));
  }

  private static String accepted(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return answer.body();
  }

  static String text(Manifest object) {
    return new String(object.toJson(), StandardCharsets.UTF_8);
  }

  static HttpResponse<String> call(Call call) {
    try {
      return call.send();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(25);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
