package io.tiphys.controller.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.cluster.AdminRequest;
import java.io.IOException;
import java.util.List;

/// The objects of an Application that is named as its namespace, marked as its own, and some beside
/// it.
record Shop(String namespace) {

  private static final String DEPLOYMENT =
      """
      {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","annotations":{"argocd.argoproj.io/tracking-id":"NS:apps/Deployment:NS/web"}},
       "spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},
         "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[
           {"name":"c","image":"registry.example.org/web:1","resources":{"requests":{"cpu":"100m","memory":"10Mi"}}}]}}}}
      """;

  private static final String SERVICE =
      """
      {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","annotations":{"argocd.argoproj.io/tracking-id":"NS:/Service:NS/web","link.argocd.argoproj.io/docs":"https://docs.example.org"}},
       "spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}
      """;

  private static final String INGRESS =
      """
      {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","annotations":{"argocd.argoproj.io/tracking-id":"NS:networking.k8s.io/Ingress:NS/web"}},
       "spec":{"rules":[{"host":"shop.example.org","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}}
      """;

  private static final String STATEFUL_SET =
      """
      {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"db","annotations":{"argocd.argoproj.io/tracking-id":"NS:apps/StatefulSet:NS/db"}},
       "spec":{"replicas":1,"serviceName":"db","selector":{"matchLabels":{"app":"db"}},
         "template":{"metadata":{"labels":{"app":"db"}},"spec":{"containers":[{"name":"c","image":"registry.example.org/db:2"}]}},
         "volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]}}
      """;

  private static final String SECRET =
      """
      {"apiVersion":"v1","kind":"Secret","metadata":{"name":"login","annotations":{"argocd.argoproj.io/tracking-id":"NS:/Secret:NS/login"}},
       "stringData":{"password":"live-and-secret"}}
      """;

  /// Nobody's.
  private static final String STRAY =
      """
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"stray"}}
      """;

  /// Another Application's.
  private static final String OTHER =
      """
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"other","annotations":{"argocd.argoproj.io/tracking-id":"neighbour:/ConfigMap:NS/other"}}}
      """;

  private static final String MISSING =
      """
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"missing"},"data":{"a":"b"}}
      """;

  /// What Git asks for: one more ConfigMap than there is, another password, three replicas.
  List<String> rendered() {
    return List.of(
        in(DEPLOYMENT.replace("\"replicas\":2", "\"replicas\":3")),
        in(SERVICE),
        in(INGRESS),
        in(STATEFUL_SET),
        in(SECRET.replace("live-and-secret", "wanted-and-secret")),
        in(MISSING));
  }

  void create(AdminRequest admin) throws IOException {
    post(admin, "/apis/apps/v1", "deployments", DEPLOYMENT);
    post(admin, "/api/v1", "services", SERVICE);
    post(admin, "/apis/networking.k8s.io/v1", "ingresses", INGRESS);
    post(admin, "/apis/apps/v1", "statefulsets", STATEFUL_SET);
    post(admin, "/api/v1", "secrets", SECRET);
    post(admin, "/api/v1", "configmaps", STRAY);
    post(admin, "/api/v1", "configmaps", OTHER);
  }

  private void post(AdminRequest admin, String group, String plural, String json)
      throws IOException {
    var answer = admin.post(group + "/namespaces/" + namespace + "/" + plural, in(json));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private String in(String json) {
    return json.replace("NS", namespace);
  }
}
