package io.tiphys.bench.load;

import io.tiphys.bench.load.Writers.Request;
import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.Connection;
import io.tiphys.testkit.cluster.ControlPlane;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The benchmark of the services, phase by phase. Progress goes to standard error, one line of JSON
/// to standard output.
public final class AppsBenchmark {

  private static final int DRIFTS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration SETTLE = Duration.ofSeconds(20);
  private static final Duration IDLE = Duration.ofSeconds(60);

  private final int applications;
  private final Connection connection;
  private final Writers writers;
  private final Map<String, Object> figures = new TreeMap<>();

  private AppsBenchmark(int applications, Connection connection) {
    this.applications = applications;
    this.connection = connection;
    this.writers = new Writers(connection);
  }

  /// @param arguments how many Applications; `floor` to send the writes only, without the product
  public static void main(String[] arguments) throws Exception {
    int applications = Integer.parseInt(arguments[0]);
    boolean isFloorOnly = arguments.length > 1 && arguments[1].equals("floor");
    Path home = Files.createTempDirectory("tiphys-bench");
    say("a control plane in " + home);
    try (var plane = ControlPlane.start(home.resolve("control-plane"), 0)) {
      var benchmark = new AppsBenchmark(applications, plane.connection());
      benchmark.prepare();
      if (!isFloorOnly) {
        benchmark.product(home);
        benchmark.commitFloor();
      }
      benchmark.floor();
      System.out.println(JsonTree.writeString(benchmark.figures));
      System.exit(0);
    }
  }

  private void prepare() throws Exception {
    Load.define(connection);
    var requests = new ArrayList<Request>();
    requests.add(api -> createNamespace(api, Load.ARGOCD));
    for (int i = 0; i < Load.NAMESPACES; i++) {
      String load = Load.namespace("load", i);
      String floor = Load.namespace("floor", i);
      requests.add(api -> createNamespace(api, load));
      requests.add(api -> createNamespace(api, floor));
    }
    writers.send(requests);
    figures.put("applications", (long) applications);
  }

  private static void createNamespace(PlainApi api, String name) throws Exception {
    api.create("/api/v1/namespaces", "{\"metadata\":{\"name\":\"" + name + "\"}}");
  }

  private void product(Path home) throws Exception {
    say("a repository of " + applications + " directories");
    var repository = LoadRepository.create(home, applications);
    say("Tiphys; its log: " + home.resolve("tiphys.log"));
    try (var product = Product.start(home, connection.kubeconfig());
        var apps = Followed.start(connection, Load.applications(), AppsBenchmark::state);
        var texts =
            Followed.start(
                connection,
                "/api/v1/configmaps?labelSelector=" + Load.LABEL,
                AppsBenchmark::text)) {
      Thread.sleep(3000);
      var phases = new Phases(product, figures);
      phases.run("created", () -> create(repository, apps));
      settle();
      phases.run("one_commit", () -> oneCommit(repository, apps));
      settle();
      phases.run(
          "drift",
          () -> {
            drift();
            awaitPutBack(texts);
          });
      settle();
      phases.run("drift_while_restarted", () -> driftWhileRestarted(product, texts));
      atRest(product);
    }
  }

  private void create(LoadRepository repository, Followed apps) throws Exception {
    writers.send(
        each(
            applications,
            (api, i) -> api.create(Load.applications(), Load.application(i, repository.url()))));
    apps.await("Synced and Healthy", applications, it -> it.startsWith("Synced Healthy"), PATIENCE);
  }

  private void oneCommit(LoadRepository repository, Followed apps) throws Exception {
    String revision = repository.change(0, "a new text");
    writers.send(each(applications, AppsBenchmark::askForRefresh));
    apps.await("at the new revision", applications, it -> it.endsWith(revision), PATIENCE);
  }

  private void drift() throws Exception {
    writers.send(
        each(
            DRIFTS,
            (api, i) ->
                api.merge(
                    Load.path("api/v1:configmaps", Load.namespace("load", i + 1))
                        + "/"
                        + Load.app(i + 1),
                    "{\"data\":{\"text\":\"changed by hand\"}}")));
  }

  private void awaitPutBack(Followed texts) throws Exception {
    Thread.sleep(50); // the watch has told of the change by then
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!arePutBack(texts)) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("drift is not put back");
      }
      Thread.sleep(10);
    }
  }

  private boolean arePutBack(Followed texts) {
    return IntStream.rangeClosed(1, DRIFTS).allMatch(i -> texts.has(Load.app(i), Load.text(i)));
  }

  private void driftWhileRestarted(Product product, Followed texts) throws Exception {
    product.killAndStart(() -> {
      try {
        drift();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
    awaitPutBack(texts);
  }

  private void atRest(Product product) throws Exception {
    say("waiting until it is at rest");
    Thread.sleep(IDLE);
    figures.put("rest_pss_mib", Phases.rounded(product.pssMebibytes()));
    double before = product.cpuSeconds();
    Thread.sleep(IDLE);
    figures.put("idle_cpu_s_per_minute", Phases.rounded(product.cpuSeconds() - before));
  }

  /// The writes that a creation needs at least, without anybody who thinks about them.
  private void floor() throws Exception {
    say("the floor: the same writes by " + Writers.CONNECTIONS + " plain connections");
    long start = System.nanoTime();
    writers.send(each(applications, this::createObjects));
    figures.put("floor_s", Phases.rounded((System.nanoTime() - start) / 1e9));
  }

  /// The writes of one commit: each Application is asked to refresh, and each says what it found.
  private void commitFloor() throws Exception {
    long start = System.nanoTime();
    writers.send(each(applications, AppsBenchmark::askForRefresh));
    writers.send(each(applications, AppsBenchmark::answerRefresh));
    figures.put("one_commit_floor_s", Phases.rounded((System.nanoTime() - start) / 1e9));
  }

  private static void askForRefresh(PlainApi api, int number) throws Exception {
    api.merge(
        Load.applications() + "/" + Load.app(number),
        "{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/refresh\":\"normal\"}}}");
  }

  private static void answerRefresh(PlainApi api, int number) throws Exception {
    api.merge(
        Load.applications() + "/" + Load.app(number),
        """
        {"metadata": {"annotations": {"argocd.argoproj.io/refresh": null}},
         "status": {"reconciledAt": "2026-01-01T00:00:00Z", "sync": {"revision": "%040d"}}}
        """
            .formatted(number));
  }

  private void createObjects(PlainApi api, int number) throws Exception {
    var objects = Load.objects(number, Load.text(number));
    for (String collection : Load.COLLECTIONS) {
      api.create(
          Load.path(collection, Load.namespace("floor", number)),
          String.valueOf(objects.get(collection)));
    }
  }

  private interface Numbered {
    void send(PlainApi api, int number) throws Exception;
  }

  private static List<Request> each(int count, Numbered request) {
    return IntStream.range(0, count).<Request>mapToObj(i -> api -> request.send(api, i)).toList();
  }

  private static String state(Map<String, @Nullable Object> application) {
    var status = JsonTree.objectOrEmpty(application.get("status"));
    var sync = JsonTree.objectOrEmpty(status.get("sync"));
    var health = JsonTree.objectOrEmpty(status.get("health"));
    return sync.get("status") + " " + health.get("status") + " " + sync.get("revision");
  }

  private static String text(Map<String, @Nullable Object> configMap) {
    return String.valueOf(JsonTree.objectOrEmpty(configMap.get("data")).get("text"));
  }

  private static void settle() throws InterruptedException {
    Thread.sleep(SETTLE);
  }

  static void say(String what) {
    System.err.println("bench: " + what);
  }
}
