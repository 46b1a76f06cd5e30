package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.AdminRequest;
import io.tiphys.testkit.cluster.Connection;
import io.tiphys.testkit.cluster.ControlPlane;
import io.tiphys.testkit.process.CutWire;
import io.tiphys.testkit.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Several clusters, registered by Secrets as Argo CD has them, of which some are ill.
class SeveralClustersIT {

  @RegisterExtension
  static final SharedTiphys tiphys =
      SharedTiphys.with(
          Map.of(
              "ARGOCD_APPLICATION_CONTROLLER_STATUS_PROCESSORS", "2",
              "ARGOCD_K8S_TLS_HANDSHAKE_TIMEOUT", "3s"));

  private static ControlPlane sick;

  @BeforeAll
  static void start() throws IOException {
    sick = ControlPlane.start(0);
    AdminRequest admin = AdminRequest.to(sick.connection());
    String definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";
    assertThat(admin.apply(definitions + "things.sick.example", THINGS).statusCode())
        .isLessThan(300);
    Await.until(
        "an object in the old version is stored",
        () ->
            assertThat(
                    admin
                        .apply(
                            "/apis/sick.example/v1/namespaces/default/things/old",
                            """
                            apiVersion: sick.example/v1
                            kind: Thing
                            metadata: {name: old}
                            """)
                        .statusCode())
                .isLessThan(300),
        () -> "");
    Await.until(
        "the webhook that converts is broken",
        () -> assertThat(admin.get("/apis/sick.example/v2/things").statusCode()).isEqualTo(500),
        () -> "");
  }

  @AfterAll
  static void stop() {
    sick.close();
  }

  @Test
  void whoNeedsAnIllOneSaysSoAndTheOthersAreSynced() throws Exception {
    var repository = tiphys.git().repository("several");
    repository.commit(Map.of("plain/all.yaml", SETTINGS, "things/all.yaml", THING));
    String url = repository.fileUrl();
    register("sick", sick.connection().server(), sick.connection());
    String gone = "https://127.0.0.1:" + Ports.free();
    register("gone", gone, sick.connection());
    String silent = "https://127.0.0.1:" + tiphys.git().hanging().port();
    register("silent", silent, sick.connection());

    for (int i = 0; i < 3; i++) {
      create("silent-" + i, url, "plain", "name: silent", "default");
      create("gone-" + i, url, "plain", "server: \"%s\"".formatted(gone), "default");
    }
    create("things", url, "things", "name: sick", "default");
    create("at-the-sick", url, "plain", "name: sick", "default");
    String target = tiphys.newNamespace();
    create("at-home", url, "plain", "name: in-cluster", target);

    tiphys.apps().await("at-home", "Synced", "Healthy");
    tiphys.apps().await("at-the-sick", "Synced", "Healthy");
    assertThat(
            AdminRequest.to(sick.connection())
                .get("/api/v1/namespaces/default/configmaps/settings")
                .statusCode())
        .isEqualTo(200);
    saysWhy("things", "Thing", "conversion webhook for sick.example/v1");
    saysWhy("gone-0", gone.substring("https://".length()), "refused");
    assertThat(tiphys.apps().get("gone-0").status().health().status()).isEqualTo("Unknown");
    assertThat(tiphys.apps().get("gone-0").status().resources().getFirst().status())
        .isEqualTo("Unknown");
    saysWhy("silent-0", silent.substring("https://".length()));
    assertThat(tiphys.apps().get("at-home").status().conditions()).isEmpty();
    assertThat(tiphys.apps().get("at-the-sick").status().conditions()).isEmpty();
  }

  @Test
  void oneThatIsRegisteredLaterIsUsedAtOnce() throws Exception {
    var repository = tiphys.git().repository("late");
    repository.commit(Map.of("plain/all.yaml", SETTINGS));
    String target = tiphys.newNamespace();
    create("late", repository.fileUrl(), "plain", "name: late", target);
    tiphys
        .apps()
        .await(
            "late",
            app ->
                assertThat(app.status().conditions())
                    .anySatisfy(condition -> {
                      assertThat(condition.type()).isEqualTo("InvalidSpecError");
                      assertThat(condition.message()).contains("late");
                    }));

    Connection home = tiphys.connection();
    try (var wire = CutWire.to(URI.create(home.server()).getPort())) {
      register("late", "https://127.0.0.1:" + wire.port(), home);

      tiphys.apps().await("late", "Synced", "Healthy");
      assertThat(tiphys.apps().get("late").status().conditions()).isEmpty();
      tiphys.apps().delete("late");
    }
  }

  @Test
  void oneThatIsToBeLeftAloneIsNotTouchedUntilTheAnnotationIsGone() throws Exception {
    String skip = "argocd.argoproj.io/skip-reconcile";
    var repository = tiphys.git().repository("alone");
    repository.commit(Map.of("plain/all.yaml", SETTINGS));
    String url = repository.fileUrl();
    Connection home = tiphys.connection();
    int port = URI.create(home.server()).getPort();
    try (var wire = CutWire.to(port);
        var other = CutWire.to(port)) {
      register("alone", "https://127.0.0.1:" + wire.port(), home, Map.of(skip, "true"));
      register("other", "https://127.0.0.1:" + other.port(), home);
      create("known", url, "plain", "name: other", tiphys.newNamespace());
      tiphys.apps().await("known", "Synced", "Healthy"); // so the one before is known, too

      create("waits", url, "plain", "name: alone", tiphys.newNamespace());
      create("ends", url, "plain", "name: alone", tiphys.newNamespace());
      create("goes", url, "plain", "name: in-cluster", tiphys.newNamespace());
      tiphys.apps().await("goes", "Synced", "Healthy");
      assertThat(tiphys.apps().get("waits").status().sync().status()).isEmpty();
      assertThat(tiphys.apps().get("waits").status().conditions()).isEmpty();
      tiphys
          .apps()
          .patch(
              "ends",
              "{\"metadata\":{\"finalizers\":[\"resources-finalizer.argocd.argoproj.io\"]}}");
      tiphys.apps().delete("ends");
      tiphys
          .apps()
          .await(
              "ends",
              app ->
                  assertThat(app.status().conditions())
                      .anySatisfy(condition -> {
                        assertThat(condition.type()).isEqualTo("DeletionError");
                        assertThat(condition.message()).contains("is left alone", skip);
                      }));

      tiphys.kubectl().run("annotate", "secret", "cluster-alone", skip + "-");
      tiphys.apps().await("waits", "Synced", "Healthy");
      tiphys.await("its end", () -> assertThat(tiphys.apps().exists("ends")).isFalse());
      tiphys.apps().delete("waits");
      tiphys.apps().delete("known");
    }
  }

  private static void saysWhy(String name, String... words) {
    tiphys
        .apps()
        .await(
            name,
            app -> {
              assertThat(app.status().sync().status()).isEqualTo("Unknown");
              assertThat(app.status().conditions())
                  .anySatisfy(condition -> {
                    assertThat(condition.type()).isEqualTo("ComparisonError");
                    assertThat(condition.message())
                        .startsWith("Failed to load live state: ")
                        .contains(words)
                        .doesNotContain(sick.connection().token());
                  });
            });
  }

  private static void create(
      String name, String url, String path, String destination, String target) {
    tiphys
        .apps()
        .create(
            name,
            """
            project: default
            source: {repoURL: "%s", targetRevision: main, path: %s}
            destination: {%s, namespace: %s}
            syncPolicy: {automated: {}}
            """
                .formatted(url, path, destination, target));
  }

  private static void register(String name, String server, Connection connection)
      throws IOException {
    register(name, server, connection, Map.of());
  }

  private static void register(
      String name, String server, Connection connection, Map<String, String> annotations)
      throws IOException {
    String authority =
        Base64.getEncoder()
            .encodeToString(connection.certificateAuthority().getBytes(StandardCharsets.UTF_8));
    String config =
        JsonTree.writeString(
            Map.of(
                "bearerToken",
                connection.token(),
                "tlsClientConfig",
                Map.of("insecure", false, "caData", authority)));
    var secret =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Secret",
            "metadata",
            Map.of(
                "name",
                "cluster-" + name,
                "labels",
                Map.of("argocd.argoproj.io/secret-type", "cluster"),
                "annotations",
                annotations),
            "stringData",
            Map.of("name", name, "server", server, "config", config));
    var answer =
        tiphys
            .admin()
            .post(
                "/api/v1/namespaces/%s/secrets".formatted(tiphys.namespace()),
                JsonTree.writeString(secret));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static final String SETTINGS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      """;

  private static final String THING =
      """
      apiVersion: sick.example/v2
      kind: Thing
      metadata: {name: new}
      """;

  private static final String THINGS =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: things.sick.example}
      spec:
        group: sick.example
        scope: Namespaced
        names: {kind: Thing, listKind: ThingList, plural: things, singular: thing}
        versions:
        - name: v1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object}}
        - name: v2
          served: true
          storage: false
          schema: {openAPIV3Schema: {type: object}}
        conversion:
          strategy: Webhook
          webhook:
            conversionReviewVersions: [v1]
            clientConfig: {url: "https://127.0.0.1:9/convert"}
      """;
}
