package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.Application;
import io.tiphys.model.application.Info;
import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.git.TestingGit;
import io.tiphys.testkit.git.TestingRepository;
import io.tiphys.testkit.process.Ports;
import io.tiphys.testkit.redis.TestingRedis;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The API server is killed at random moments while clients of each kind write and watch.
class KilledApiServerIT {

  private static final int BLOWS = 2;
  private static final long SEED = 20_261_121;

  @RegisterExtension static final TestingCluster cluster = TestingCluster.withNodes(1);

  private final TestingGit git = TestingGit.start();
  private final TestingRedis redis = TestingRedis.start();
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = Ports.free();
  private final int repoServerPort = Ports.free();
  private final Random random = new Random(SEED);
  private Installation tiphys;
  private Apps apps;

  @BeforeEach
  void start() {
    tiphys = Installation.in(cluster, Map.of());
    tiphys.startApiServer(port, repoServerPort, redis.address());
    tiphys.startRepoServer(repoServerPort, redis.address());
    tiphys.startController(repoServerPort, redis.address());
    apps = new Apps(cluster, cluster.namespace(), tiphys);
    tiphys.awaitApiServer();
  }

  @AfterEach
  void stop() {
    tiphys.close();
    redis.close();
    git.close();
    http.shutdownNow();
  }

  @Test
  @Timeout(300)
  void noWriteIsLostOrDoneTwiceAndSessionsStay() throws Exception {
    String target = cluster.newNamespace();
    var repository = git.repository("under-load");
    commit(repository);
    String password = secret("argocd-initial-admin-secret", "password");
    String key = secret("argocd-secret", "server.secretkey");
    var anonymous = new RestClient(tiphys.apiServer(), "");
    String token = login(anonymous, password);
    String givenBack = login(anonymous, password);
    var left = new RestClient(tiphys.apiServer(), givenBack);
    var leaving = left.request("/api/v1/session").header("Content-Type", "application/json");
    assertThat(left.send(leaving.DELETE()).statusCode()).isEqualTo(200);
    var argocd = Argocd.to(tiphys.apiServer(), "--plaintext");
    argocd.login("admin", password).succeeds();
    apps.create("synced", Apps.plain(repository, target, "{}") + "revisionHistoryLimit: 100\n");

    var grpc = new GrpcClient(tiphys.apiServer(), token);
    var rest = new RestClient(tiphys.apiServer(), token);
    var labours =
        List.of(
            labour(grpc, repository, target),
            labour(rest, repository, target),
            labour(new CommandLineClient(argocd), repository, target));
    var followers =
        List.of(
            Follower.over(grpc),
            Follower.over(http, rest.request("/api/v1/stream/applications").build()));
    var isOver = new AtomicBoolean();
    var syncs = new AtomicInteger();
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var workers = new ArrayList<Future<?>>();
      labours.forEach(it -> workers.add(threads.submit(it)));
      workers.add(threads.submit(() -> syncAgainAndAgain(grpc, syncs, isOver)));
      followers.forEach(it -> workers.add(threads.submit(it)));
      guess(anonymous);
      killAgainAndAgain(labours, syncs, workers);
      labours.forEach(Labour::stop);
      isOver.set(true);
      for (int i = 0; i <= labours.size(); i++) {
        workers.get(i).get();
      }
      verifySyncs(syncs.get(), target);
      labours.forEach(it -> it.verify(apps));
      assertThat(labours.stream().mapToLong(Labour::unknown).sum())
          .as("writes that were under way when it was killed")
          .isPositive();
      for (var follower : followers) {
        Await.until(
            "the watch tells the truth",
            () -> assertThat(follower.versions()).isEqualTo(versions()),
            tiphys::logs);
        assertThat(follower.connections()).isGreaterThan(BLOWS);
        follower.stop();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(secret("argocd-secret", "server.secretkey")).isEqualTo(key);
    assertThat(rest.send(rest.request("/api/v1/applications/synced")).statusCode()).isEqualTo(200);
    assertThat(argocd.run("app", "get", "synced").succeeds().out()).contains("Synced");
    assertThat(left.send(left.request("/api/v1/applications")).statusCode())
        .as("a session that was given back")
        .isEqualTo(401);
    assertThat(session(anonymous, password))
        .as("the right password after too many wrong ones")
        .isEqualTo(401);
  }

  private Labour labour(Client client, TestingRepository repository, String target) {
    var spec = JsonTree.objectOrEmpty(SharedTiphys.tree(Apps.plain(repository, target, "{}")));
    return new Labour(client, new TreeMap<>(spec));
  }

  /// Between two blows everybody gets something done; what else is under way is chance.
  private void killAgainAndAgain(List<Labour> labours, AtomicInteger syncs, List<Future<?>> workers)
      throws Exception {
    for (int blow = 0; blow < BLOWS; blow++) {
      var before = progress(labours, syncs);
      while (IntStream.range(0, before.size())
          .anyMatch(i -> progress(labours, syncs).get(i) <= before.get(i))) {
        for (var worker : workers) {
          if (worker.isDone()) {
            worker.get(); // has failed
          }
        }
        Thread.sleep(20);
      }
      strike(1000);
      if (blow == 0) {
        strike(3000); // while it starts, perhaps
      }
      tiphys.awaitApiServer();
    }
  }

  private static List<Integer> progress(List<Labour> labours, AtomicInteger syncs) {
    return Stream.concat(Stream.of(syncs.get()), labours.stream().map(Labour::acknowledged))
        .toList();
  }

  private void strike(int within) throws InterruptedException {
    Thread.sleep(random.nextInt(within));
    tiphys.service("api-server").kill();
    tiphys.startApiServer(port, repoServerPort, redis.address());
  }

  /// One sync after the other, as many as there is time for.
  ///
  /// @param done how many were carried out, as this client knows
  private void syncAgainAndAgain(GrpcClient grpc, AtomicInteger done, AtomicBoolean isOver) {
    for (int number = 0; !isOver.get(); number++) {
      String mark = "sync " + number;
      if (grpc.sync("synced", mark) == Client.Ended.DONE) {
        apps.await("synced", app -> assertThat(isFinished(app, mark)).isTrue());
        done.incrementAndGet();
      } else {
        tiphys.awaitApiServer();
        var app = apps.await("synced", it -> assertThat(it.operation()).isNull());
        done.addAndGet(isFinished(app, mark) ? 1 : 0);
      }
    }
  }

  private static boolean isFinished(Application app, String mark) {
    var state = app.status().operationState();
    return app.operation() == null
        && state != null
        && state.phase().equals("Succeeded")
        && state.operation().info().stream().map(Info::value).anyMatch(mark::equals);
  }

  private void verifySyncs(int count, String target) throws Exception {
    assertThat(apps.get("synced").status().history()).as("history").hasSize(count);
    assertThat(items("/api/v1/namespaces/" + target + "/configmaps?labelSelector=hook"))
        .as("a hook for each sync")
        .hasSize(count);
    Await.until(
        "each sync is told once",
        () ->
            assertThat(items("/api/v1/namespaces/" + cluster.namespace() + "/events"))
                .filteredOn(it ->
                    "OperationCompleted".equals(it.get("reason"))
                        && "synced"
                            .equals(JsonTree.objectOrEmpty(it.get("involvedObject")).get("name")))
                .hasSize(count),
        tiphys::logs);
  }

  /// Wrong passwords, until no right one helps.
  private static void guess(RestClient anonymous) throws IOException {
    for (int wrong = 0; wrong < 5; wrong++) {
      assertThat(session(anonymous, "wrong")).isEqualTo(401);
    }
  }

  private static int session(RestClient anonymous, String password) throws IOException {
    return anonymous.send(loggingIn(anonymous, password)).statusCode();
  }

  private static String login(RestClient anonymous, String password) throws IOException {
    var answer = anonymous.send(loggingIn(anonymous, password));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var tree = JsonTree.parseObject(answer.body().getBytes(StandardCharsets.UTF_8));
    return String.valueOf(tree.get("token"));
  }

  private static java.net.http.HttpRequest.Builder loggingIn(
      RestClient anonymous, String password) {
    var body = Map.of("username", "admin", "password", password);
    return anonymous
        .request("/api/v1/session")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(JsonTree.writeString(body)));
  }

  private static String secret(String name, String key) {
    return TwoDoors.secret(cluster, cluster.namespace(), name, key);
  }

  /// What the cluster has: the version of each Application.
  private static Map<String, String> versions() throws IOException {
    var versions = new TreeMap<String, String>();
    String path = "/apis/argoproj.io/v1alpha1/namespaces/" + cluster.namespace() + "/applications";
    for (var item : items(path)) {
      var metadata = JsonTree.objectOrEmpty(item.get("metadata"));
      versions.put(
          String.valueOf(metadata.get("name")), String.valueOf(metadata.get("resourceVersion")));
    }
    return versions;
  }

  private static List<Map<String, ?>> items(String path) throws IOException {
    byte[] body = cluster.admin().get(path).body().getBytes(StandardCharsets.UTF_8);
    var items = new ArrayList<Map<String, ?>>();
    JsonTree.listOrEmpty(JsonTree.parseObject(body).get("items"))
        .forEach(it -> items.add(JsonTree.objectOrEmpty(it)));
    return items;
  }

  /// An object that stays, and one that each sync makes anew.
  private static void commit(TestingRepository repository) {
    repository.commit(
        Map.of(
            "app/all.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: stays}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              generateName: hook-
              labels: {hook: "yes"}
              annotations: {argocd.argoproj.io/hook: PreSync}
            """));
  }
}
