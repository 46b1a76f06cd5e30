package io.tiphys.controller.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.cluster.TestingDestination;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.cluster.Kubectl;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.cluster.TroubledApiServer;
import io.tiphys.testkit.cluster.TroubledApiServer.Asked;
import io.tiphys.testkit.cluster.TroubledApiServer.Trouble;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What goes wrong under a sync: an API server that is busy, broken or silent, kinds that vanish,
/// objects that are too large. Nothing is lost, nothing is done twice, and the message says on what
/// object it depends.
class TroubledSyncIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static TroubledApiServer server;
  private static TestingDestination destination;
  private TestingOperation app;
  private Kubectl kubectl;

  @BeforeAll
  static void open() throws Exception {
    server = new TroubledApiServer(cluster.connection());
    var options = KubeClientOptions.from(Map.of("ARGOCD_K8S_SERVER_SIDE_TIMEOUT", "2s"));
    destination = new TestingDestination(cluster, server.url(), options);
  }

  @AfterAll
  static void close() {
    destination.close();
    server.close();
  }

  @BeforeEach
  void begin() {
    app = new TestingOperation(destination.cluster(), cluster.namespace());
    kubectl = Kubectl.of(cluster);
  }

  @AfterEach
  void calm() {
    server.calm();
  }

  private static String settings(String name) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s}
    data: {a: b}
    """
        .formatted(name);
  }

  private static String hook(String name) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %s, annotations: {argocd.argoproj.io/hook: PreSync}}
    spec: {restartPolicy: Never, containers: [{name: main, image: none}]}
    """
        .formatted(name);
  }

  /// Making objects of a kind, as a sync does after it tried it out.
  private static Predicate<Asked> makes(String plural) {
    String path = "/api/v1/namespaces/%s/%s".formatted(cluster.namespace(), plural);
    return asked -> asked.isWrite() && asked.method().equals("POST") && asked.path().equals(path);
  }

  private static long made(String plural) {
    return server.done().stream().filter(makes(plural)).count();
  }

  private static Trouble status(int code, String reason, String message) {
    return new Trouble.Refused(
        code,
        Map.of("Content-Type", "application/json"),
        """
        {"kind":"Status","apiVersion":"v1","status":"Failure","code":%d,"reason":"%s","message":"%s"}
        """
            .formatted(code, reason, message));
  }

  @Test
  void oneThatSaysWhenToComeBackIsAskedAgainThen() throws Exception {
    server.trouble(
        2, makes("configmaps"), new Trouble.Refused(429, Map.of("Retry-After", "1"), "slow down"));

    var end = app.wants(settings("a"), settings("b")).sync("{}");

    assertThat(end.phase()).as(end.message()).isEqualTo("Succeeded");
    assertThat(made("configmaps")).isEqualTo(2);
  }

  @Test
  void oneThatIsNotThereYetIsWaitedForAndGoesOnWhereItWas() throws Exception {
    Predicate<Asked> another = makes("secrets");
    server.trouble(3, another, status(503, "ServiceUnavailable", "apiserver not ready"));
    app.wants(settings("a"), SECRET).begin("{}");

    assertThat(app.untilItSays("waiting for the cluster").message())
        .isEqualTo(
            "waiting for the cluster: /Secret/%s/keys: apiserver not ready"
                .formatted(cluster.namespace()));
    assertThat(app.restart().toItsEnd().phase()).isEqualTo("Succeeded");
    assertThat(made("configmaps")).isEqualTo(1);
    assertThat(made("secrets")).isEqualTo(1);
  }

  @Test
  void oneThatIsTooBusyForLongFailsTheSyncInItsWords() throws Exception {
    server.trouble(
        1000, makes("secrets"), status(429, "TooManyRequests", "too many requests, come later"));

    var end = app.wants(settings("a"), SECRET).sync("{}");

    assertThat(end.phase()).isEqualTo("Failed");
    assertThat(app.result("keys").status()).isEqualTo("SyncFailed");
    assertThat(app.result("keys").message()).isEqualTo("too many requests, come later");
    assertThat(app.result("a").status()).isEqualTo("Synced");

    server.calm();
    assertThat(app.sync("{}").phase()).isEqualTo("Succeeded");
  }

  @Test
  void anErrorOfTheServerIsToldOnItsObject() throws Exception {
    server.trouble(1, makes("secrets"), status(500, "InternalError", "etcd is full"));

    var end = app.wants(settings("a"), SECRET).sync("{}");

    assertThat(end.phase()).isEqualTo("Failed");
    assertThat(end.message())
        .isEqualTo("one or more objects failed to apply, reason: etcd is full");
    assertThat(app.result("keys").message()).isEqualTo("etcd is full");
    assertThat(app.sync("{}").phase()).isEqualTo("Succeeded");
  }

  @Test
  void oneThatIsSilentIsNamedAndAskedAgain() throws Exception {
    server.trouble(1, makes("configmaps"), new Trouble.Silence());
    app.wants(settings("a")).begin("{}");

    assertThat(app.untilItSays("waiting for the cluster").message())
        .startsWith(
            "waiting for the cluster: /ConfigMap/%s/a: cluster %s cannot be reached: "
                .formatted(cluster.namespace(), server.url()))
        .containsPattern("time(d )?out");
    assertThat(app.toItsEnd().phase()).isEqualTo("Succeeded");
    assertThat(made("configmaps")).isEqualTo(1);
  }

  @Test
  void anAnswerThatIsLostMakesNothingTwice() throws Exception {
    server.trouble(1, makes("pods"), new Trouble.AnswerLost());
    server.trouble(1, makes("configmaps"), new Trouble.AnswerLost());
    app.wants(hook("before"), settings("a")).begin("{}");
    app.untilItSays("hook /Pod/before");
    String uid = kubectl.run("get", "pod", "before", "-o", "jsonpath={.metadata.uid}");
    var ended =
        cluster
            .admin()
            .patch(
                "/api/v1/namespaces/%s/pods/before/status".formatted(cluster.namespace()),
                "{\"status\":{\"phase\":\"Succeeded\"}}");
    assertThat(ended.statusCode()).isEqualTo(200);

    var end = app.toItsEnd();

    assertThat(end.phase()).as(end.message()).isEqualTo("Succeeded");
    assertThat(app.result("before").hookPhase()).isEqualTo("Succeeded");
    assertThat(kubectl.run("get", "pod", "before", "-o", "jsonpath={.metadata.uid}"))
        .isEqualTo(uid);
    assertThat(made("pods")).isEqualTo(1);
    assertThat(made("configmaps")).isEqualTo(1);
  }

  @Test
  @Behaviour("SYN-43")
  void aClusterIsAskedForAsManyChangesAtOnceAsItsLimitSays() throws Exception {
    String[] many =
        IntStream.range(0, 60).mapToObj(i -> settings("many-" + i)).toArray(String[]::new);

    assertThat(app.wants(many).sync("{}").phase()).isEqualTo("Succeeded");

    assertThat(server.mostAtOnce()).isBetween(2, TestingDestination.PARALLELISM);
  }

  @Test
  void aKindThatVanishesIsNamedWithItsObject() throws Exception {
    String kind = "Relic" + cluster.namespace().substring(5);
    String plural = kind.toLowerCase(Locale.ROOT) + "s";
    String definition = DEFINITION.formatted(plural, kind, kind.toLowerCase(Locale.ROOT));
    kubectl.feed(definition, "apply", "-f", "-");
    kubectl.run("wait", "--for=condition=Established", "crd/" + plural + ".vanish.example");
    var known = new GroupKind("vanish.example", kind);
    assertThat(destination.cluster().cache().awaitKind(known, Duration.ofSeconds(20))).isPresent();
    app.wants(RELIC.formatted(kind, "first", 0), RELIC.formatted(kind, "second", 1)).begin("{}");
    do { // the first object of a new kind takes the API server two seconds
      assertThat(app.step()).as("the second wave is to come").isFalse();
    } while (app.results().findAny().isEmpty());

    kubectl.run("delete", "crd", plural + ".vanish.example");
    var end = app.toItsEnd();

    assertThat(end.phase()).isEqualTo("Failed");
    assertThat(end.message()).contains(kind).contains("vanish.example");
    assertThat(app.results()).anyMatch(one -> one.status().equals("SyncFailed"));
  }

  @Test
  void anObjectThatIsTooLargeIsRefusedInTheServersWordsAndGoesByServerSideApply() throws Exception {
    String large = settings("large").replace("a: b", "a: " + "x".repeat(1_000_000));
    app.wants(large, settings("small"));

    assertThat(app.sync("{}").phase()).isEqualTo("Failed");
    assertThat(app.result("large").message())
        .contains("metadata.annotations: Too long")
        .hasSizeLessThan(1000);

    var applied = app.sync("{syncOptions: [ServerSideApply=true]}");
    assertThat(applied.phase()).as(applied.message()).isEqualTo("Succeeded");
    assertThat(app.result("large").message()).isEqualTo("configmap/large serverside-applied");
  }

  private static final String SECRET =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: keys, annotations: {argocd.argoproj.io/sync-wave: "1"}}
      """;

  private static final String RELIC =
      """
      apiVersion: vanish.example/v1
      kind: %s
      metadata: {name: %s, annotations: {argocd.argoproj.io/sync-wave: "%d"}}
      """;

  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: %1$s.vanish.example}
      spec:
        group: vanish.example
        scope: Namespaced
        names: {kind: %2$s, listKind: %2$sList, plural: %1$s, singular: %3$s}
        versions:
        - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
      """;
}
