package io.tiphys.kube.access;

import static io.tiphys.kube.TestingAccess.configMap;
import static io.tiphys.kube.TestingAccess.configMapJson;
import static io.tiphys.kube.TestingAccess.configMaps;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.TestingAccess;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.cluster.TestingCluster;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KubeClientIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private KubeClient client =
      new KubeClient(
          new ClusterAccess("https://x", new Auth.None(), Tls.DEFAULT), KubeClientOptions.DEFAULT);

  @BeforeEach
  void connect() {
    client = TestingAccess.client(cluster.connection());
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void a_log_of_no_pod_is_refused_and_not_an_empty_log() {
    var pod = ResourcePath.object("", "v1", "pods", cluster.namespace(), "absent");
    assertThat(client.logs(pod, LogQuery.ALL))
        .isInstanceOfSatisfying(
            Streamed.Closed.class,
            closed ->
                assertThat(closed.why())
                    .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.isNotFound()).isTrue()));
  }

  @Test
  void creates_reads_changes_and_deletes() {
    String namespace = cluster.namespace();
    assertThat(
            ok(client.create(configMaps(namespace), configMapJson("a", "1"), Write.DEFAULT))
                .text("data", "key"))
        .isEqualTo("1");
    Manifest read = ok(client.get(configMap(namespace, "a")));
    assertThat(read.kind()).isEqualTo("ConfigMap");

    byte[] patch = "{\"data\":{\"key\":\"2\"}}".getBytes(StandardCharsets.UTF_8);
    ok(client.patch(configMap(namespace, "a"), PatchType.MERGE, patch, Write.DEFAULT));
    Manifest replaced = ok(client.get(configMap(namespace, "a"))).with("3", "data", "key");
    assertThat(
            ok(client.replace(configMap(namespace, "a"), replaced.toJson(), Write.as("test")))
                .text("data", "key"))
        .isEqualTo("3");

    Delete other =
        Delete.of(Delete.Propagation.BACKGROUND).onlyUid("11111111-2222-3333-4444-555555555555");
    assertThat(client.delete(configMap(namespace, "a"), other))
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.isConflict()).isTrue());
    ok(
        client.delete(
            configMap(namespace, "a"),
            Delete.of(Delete.Propagation.BACKGROUND).onlyUid(read.uid())));
    assertThat(client.get(configMap(namespace, "a")))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> {
              assertThat(refused.isNotFound()).isTrue();
              assertThat(refused.reason()).isEqualTo("NotFound");
              assertThat(refused.message()).isEqualTo("configmaps \"a\" not found");
            });
  }

  @Test
  void a_dry_run_stores_nothing() {
    String namespace = cluster.namespace();
    Write dry = Write.as("test").withDryRun(true);
    ok(client.create(configMaps(namespace), configMapJson("a", "1"), dry));
    assertThat(client.get(configMap(namespace, "a")).isOk()).isFalse();
    ok(client.create(configMaps(namespace), configMapJson("a", "1"), Write.DEFAULT));
    ok(
        client.delete(
            configMap(namespace, "a"), Delete.of(Delete.Propagation.FOREGROUND).withDryRun(true)));
    assertThat(client.get(configMap(namespace, "a")).isOk()).isTrue();
  }

  @Test
  void server_side_apply_names_the_conflicting_owner_and_takes_over_by_force() {
    String namespace = cluster.namespace();
    ok(client.apply(configMap(namespace, "a"), configMapJson("a", "1"), Write.as("first")));
    Answer refused =
        client.apply(configMap(namespace, "a"), configMapJson("a", "2"), Write.as("second"));
    assertThat(refused)
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            r -> {
              assertThat(r.isConflict()).isTrue();
              assertThat(r.message()).contains("conflict with \"first\"");
            });
    Manifest taken =
        ok(
            client.apply(
                configMap(namespace, "a"),
                configMapJson("a", "2"),
                Write.as("second").withForce(true)));
    assertThat(taken.text("data", "key")).isEqualTo("2");
  }

  @Test
  void strict_validation_names_the_unknown_field() {
    byte[] bad =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"},\"dat\":{}}"
            .getBytes(StandardCharsets.UTF_8);
    Answer answer =
        client.create(
            configMaps(cluster.namespace()), bad, Write.DEFAULT.withFieldValidation("Strict"));
    assertThat(answer.problem()).contains("unknown field \"dat\"");
  }

  @Test
  void a_name_cannot_reach_another_object() {
    assertThat(client.get(configMap(cluster.namespace(), "../secrets/x")))
        .isInstanceOf(Answer.Refused.class);
    assertThat(
            client.delete(
                configMap(cluster.namespace(), ".."), Delete.of(Delete.Propagation.BACKGROUND)))
        .isInstanceOf(Answer.Refused.class);
    assertThat(client.get(configMap(cluster.namespace(), "a?dryRun=All&b#c")).problem())
        .contains("a?dryRun=All&b#c");
  }

  @Test
  void acts_in_anothers_name() {
    KubeClient robot =
        client.impersonating(Impersonation.serviceAccount(cluster.namespace(), "robot"));
    Answer answer = robot.get(configMap(cluster.namespace(), "a"));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(403);
              assertThat(refused.message())
                  .contains("system:serviceaccount:" + cluster.namespace() + ":robot");
            });
  }

  @Test
  void a_wrong_token_is_a_refusal_and_stays_out_of_the_message() {
    var access =
        new ClusterAccess(
            cluster.connection().server(),
            new Auth.Bearer("sesame"),
            Tls.trusting(cluster.connection().certificateAuthority()));
    try (var stranger = new KubeClient(access, KubeClientOptions.DEFAULT)) {
      Answer answer = stranger.get(configMap("default", "a"));
      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.Refused.class, refused -> assertThat(refused.code()).isEqualTo(401));
      assertThat(answer.problem() + access).doesNotContain("sesame");
    }
  }

  @Test
  void a_certificate_of_another_authority_is_not_accepted_unless_told_so() {
    String server = cluster.connection().server();
    var auth = new Auth.Bearer(cluster.connection().token());
    try (var strict =
            new KubeClient(
                new ClusterAccess(server, auth, Tls.DEFAULT), KubeClientOptions.DEFAULT);
        var lax =
            new KubeClient(
                new ClusterAccess(server, auth, new Tls("", "", "", true, "")),
                KubeClientOptions.DEFAULT)) {
      assertThat(strict.read("/version", "application/json"))
          .isInstanceOf(Answer.Unreachable.class);
      assertThat(lax.read("/version", "application/json").isOk()).isTrue();
    }
  }

  @Test
  void asks_for_and_checks_the_given_server_name() {
    var auth = new Auth.Bearer(cluster.connection().token());
    String ca = cluster.connection().certificateAuthority();
    String server = cluster.connection().server();
    try (var right =
            new KubeClient(
                new ClusterAccess(
                    server, auth, new Tls(ca, "", "", false, "kubernetes.default.svc")),
                KubeClientOptions.DEFAULT);
        var wrong =
            new KubeClient(
                new ClusterAccess(server, auth, new Tls(ca, "", "", false, "example.org")),
                KubeClientOptions.DEFAULT)) {
      assertThat(right.read("/version", "application/json").isOk()).isTrue();
      assertThat(wrong.read("/version", "application/json")).isInstanceOf(Answer.Unreachable.class);
    }
  }

  @Test
  void a_server_that_is_not_there_is_unreachable() {
    try (var nowhere =
        new KubeClient(
            new ClusterAccess("https://127.0.0.1:1", new Auth.None(), Tls.DEFAULT),
            KubeClientOptions.DEFAULT)) {
      assertThat(nowhere.get(configMap("default", "a")))
          .isInstanceOfSatisfying(
              Answer.Unreachable.class,
              answer ->
                  assertThat(answer.cause())
                      .startsWith("cluster https://127.0.0.1:1 cannot be reached: "));
    }
  }

  @Test
  void a_query_in_the_servers_url_is_not_sent() {
    var access = TestingAccess.to(cluster.connection());
    var second = new ClusterAccess(access.server() + "?name=second", access.auth(), access.tls());
    try (var again = new KubeClient(second, KubeClientOptions.DEFAULT)) {
      assertThat(again.read("/version", "application/json").isOk()).isTrue();
    }
  }

  @Test
  void tells_of_each_request() {
    List<RequestObserver.Observed> seen = new CopyOnWriteArrayList<>();
    KubeClient counted = client.observedBy(seen::add);
    counted.create(
        configMaps(cluster.namespace()), configMapJson("a", "1"), Write.as("t").withDryRun(true));
    counted.get(configMap(cluster.namespace(), "a"));
    assertThat(seen)
        .extracting(o ->
            o.verb() + " " + o.plural() + " " + o.namespace() + " " + o.code() + " " + o.isDryRun())
        .containsExactly(
            "Create configmaps " + cluster.namespace() + " 201 true",
            "Get configmaps " + cluster.namespace() + " 404 false");
  }

  private static Manifest ok(Answer answer) {
    return Manifest.parse(answer.bodyOr(AssertionError::new));
  }
}
