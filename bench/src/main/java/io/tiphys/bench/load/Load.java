package io.tiphys.bench.load;

import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.AdminRequest;
import io.tiphys.testkit.cluster.Connection;
import io.tiphys.testkit.process.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is deployed: N directories of four objects, spread over ten namespaces.
final class Load {

  static final int NAMESPACES = 10;

  /// Of each Application that has a status.
  static final int RESOURCES = 22;

  static final String ARGOCD = "argocd";
  static final String LABEL = "tiphys-bench";

  private static final String FILLER = "0123456789abcdefghijklmnopqrstuvwxyz".repeat(40);

  private Load() {}

  static String app(int number) {
    return "app-%04d".formatted(number);
  }

  static String namespace(String prefix, int number) {
    return prefix + "-" + number % NAMESPACES;
  }

  static String text(int number) {
    return "the text of " + app(number);
  }

  /// The four objects as JSON, which is YAML, too, by the collection that they belong to.
  static Map<String, String> objects(int number, String text) {
    String name = app(number);
    String meta = "\"metadata\":{\"name\":\"%s\",\"labels\":{\"app\":\"%s\",\"%s\":\"load\"}}";
    String metadata = meta.formatted(name, name, LABEL);
    return Map.of(
        "api/v1:configmaps",
        """
        {"apiVersion":"v1","kind":"ConfigMap",%s,
         "data":{"text":"%s","filler":"%s"}}
        """
            .formatted(metadata, text, FILLER),
        "apis/apps/v1:deployments",
        """
        {"apiVersion":"apps/v1","kind":"Deployment",%s,
         "spec":{"replicas":0,"selector":{"matchLabels":{"app":"%s"}},
          "template":{"metadata":{"labels":{"app":"%s"}},
           "spec":{"containers":[{"name":"main","image":"registry.example/main:1.0",
            "ports":[{"containerPort":8080}],
            "resources":{"requests":{"cpu":"100m","memory":"64Mi"}}}]}}}}
        """
            .formatted(metadata, name, name),
        "api/v1:services",
        """
        {"apiVersion":"v1","kind":"Service",%s,
         "spec":{"selector":{"app":"%s"},"ports":[{"port":80,"targetPort":8080}]}}
        """
            .formatted(metadata, name),
        "api/v1:serviceaccounts",
        """
        {"apiVersion":"v1","kind":"ServiceAccount",%s}
        """
            .formatted(metadata));
  }

  static final List<String> COLLECTIONS =
      List.of(
          "api/v1:serviceaccounts",
          "api/v1:configmaps",
          "api/v1:services",
          "apis/apps/v1:deployments");

  /// The URL path of a collection in a namespace.
  static String path(String collection, String namespace) {
    int colon = collection.indexOf(':');
    return "/%s/namespaces/%s/%s"
        .formatted(collection.substring(0, colon), namespace, collection.substring(colon + 1));
  }

  static String application(int number, String repository) {
    return """
    {"apiVersion":"argoproj.io/v1alpha1","kind":"Application",
     "metadata":{"name":"%s","namespace":"%s"},
     "spec":{"project":"default",
      "source":{"repoURL":"%s","targetRevision":"main","path":"apps/%s"},
      "destination":{"server":"https://kubernetes.default.svc","namespace":"%s"},
      "syncPolicy":{"automated":{"prune":true,"selfHeal":true}}}}
    """
        .formatted(app(number), ARGOCD, repository, app(number), namespace("load", number));
  }

  /// Makes the cluster serve Applications.
  static void define(Connection connection) throws IOException, InterruptedException {
    var admin = AdminRequest.to(connection);
    Path definitions = Tools.checkout().resolve("model/src/main/resources/io/tiphys/model/crds");
    try (var files = Files.list(definitions)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".yaml", "");
        admin.apply(
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + name,
            Files.readString(file));
      }
    }
    Thread.sleep(3000); // the definitions are served a moment after they are stored
  }

  /// Makes the namespaces of the control plane and of the load.
  static List<Writers.Request> namespaces() {
    return Stream.concat(
            Stream.of(ARGOCD), IntStream.range(0, NAMESPACES).mapToObj(i -> namespace("load", i)))
        .<Writers.Request>map(name ->
            api -> api.create("/api/v1/namespaces", "{\"metadata\":{\"name\":\"" + name + "\"}}"))
        .toList();
  }

  /// Of an Application, such as `Synced Healthy`.
  static String state(Map<String, @Nullable Object> application) {
    var status = JsonTree.objectOrEmpty(application.get("status"));
    return JsonTree.objectOrEmpty(status.get("sync")).get("status")
        + " "
        + JsonTree.objectOrEmpty(status.get("health")).get("status");
  }

  static String applications() {
    return "/apis/argoproj.io/v1alpha1/namespaces/" + ARGOCD + "/applications";
  }

  /// About 4.4 kB, as an Application of a dozen objects has.
  static String withStatus(int number) {
    var resources = new StringBuilder();
    for (int i = 0; i < RESOURCES; i++) {
      resources
          .append(i == 0 ? "" : ",")
          .append(
              """
              {"group":"apps","version":"v1","kind":"Deployment","namespace":"load-%d",
               "name":"%s-component-%d","status":"Synced","health":{"status":"Healthy"}}
              """
                  .formatted(number % NAMESPACES, app(number), i)
                  .strip());
    }
    return application(number, "https://git.example.com/team/repository.git")
            .strip()
            .replaceFirst("}\\s*$", "")
        + """
        ,"status":{"sync":{"status":"Synced","revision":"%040d","comparedTo":{"source":{
          "repoURL":"https://git.example.com/team/repository.git"},"destination":{}}},
          "health":{"status":"Healthy"},"reconciledAt":"2026-01-01T00:00:00Z",
          "resources":[%s]}}
        """
            .formatted(number, resources);
  }
}
