package io.tiphys.bench.load;

import io.tiphys.bench.load.Writers.Request;
import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.AdminRequest;
import io.tiphys.testkit.cluster.Connection;
import io.tiphys.testkit.cluster.ControlPlane;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What it costs that others write objects of Applications again and again without changing
/// anything that Git asks for: leaders that are elected by ConfigMaps, some managed and some
/// nobody's, and custom objects below managed ones whose status ticks. Progress goes to standard
/// error, one line of JSON to standard output.
public final class ChurnBenchmark {

  private static final int CHANGES_PER_SECOND = 100;
  private static final int CUSTOM_OBJECTS = 50;
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration REST = Duration.ofSeconds(30);

  /// Used of a core by what has settled.
  private static final double SETTLED = 0.04;

  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final String CUSTOM = "apis/external-secrets.io/v1:externalsecrets";

  private final int applications;
  private final int seconds;
  private final Connection connection;
  private final Writers writers;
  private final Map<String, Object> figures = new TreeMap<>();

  private ChurnBenchmark(int applications, int seconds, Connection connection) {
    this.applications = applications;
    this.seconds = seconds;
    this.connection = connection;
    this.writers = new Writers(connection);
  }

  /// @param arguments how many Applications, and for how many seconds objects change (60)
  public static void main(String[] arguments) throws Exception {
    int applications = Integer.parseInt(arguments[0]);
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
    Path home = Files.createTempDirectory("tiphys-bench");
    AppsBenchmark.say("a control plane in " + home);
    try (var plane = ControlPlane.start(home.resolve("control-plane"), 0)) {
      var benchmark = new ChurnBenchmark(applications, seconds, plane.connection());
      benchmark.prepare();
      benchmark.run(home);
      System.out.println(JsonTree.writeString(benchmark.figures));
      System.exit(0);
    }
  }

  private void prepare() throws Exception {
    Load.define(connection);
    AdminRequest.to(connection).post(DEFINITIONS, externalSecrets());
    writers.send(Load.namespaces());
    figures.put("applications", (long) applications);
    figures.put("changes_per_second", (long) CHANGES_PER_SECOND);
  }

  private void run(Path home) throws Exception {
    var repository = LoadRepository.create(home, applications);
    AppsBenchmark.say("Tiphys; its log: " + home.resolve("tiphys.log"));
    try (var product = Product.start(home, connection.kubeconfig());
        var apps = Followed.start(connection, Load.applications(), Load::state)) {
      Thread.sleep(3000);
      writers.send(
          each(
              applications,
              (api, i) -> api.create(Load.applications(), Load.application(i, repository.url()))));
      apps.await("Synced and Healthy", applications, "Synced Healthy"::equals, PATIENCE);
      AppsBenchmark.say("all are Synced; what others write is made");
      writers.send(each(Load.NAMESPACES, ChurnBenchmark::createLock));
      writers.send(each(Math.min(CUSTOM_OBJECTS, applications), ChurnBenchmark::createCustom));
      figures.put("settled_s", settle(product));
      double idle = cpuDuring(product, this::rest);
      AppsBenchmark.say("%d s of changes".formatted(seconds));
      double first = cpuDuring(product, this::churn);
      figures.put("first_churn_percent_of_core", Phases.rounded(first * 100 / seconds));
      AppsBenchmark.say("%d s more".formatted(seconds));
      double churn = cpuDuring(product, this::churn);
      figures.put("idle_percent_of_core", Phases.rounded(idle * 100 / seconds));
      figures.put("churn_percent_of_core", Phases.rounded(churn * 100 / seconds));
      figures.put("churn_costs_percent_of_core", Phases.rounded((churn - idle) * 100 / seconds));
    }
  }

  /// Waits until what follows a creation is over, such as Events that are still to be written.
  ///
  /// @return how long that took, in seconds
  private static double settle(Product product) throws Exception {
    long start = System.nanoTime();
    double used;
    do {
      used = cpuDuring(product, () -> Thread.sleep(REST));
      AppsBenchmark.say("%.1f %% of a core".formatted(used * 100 / REST.toSeconds()));
    } while (used > SETTLED * REST.toSeconds() && System.nanoTime() - start < LONG.toNanos());
    return Phases.rounded((System.nanoTime() - start) / 1e9);
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double cpuDuring(Product product, Work work) throws Exception {
    double before = product.cpuSeconds();
    work.run();
    return product.cpuSeconds() - before;
  }

  private void rest() throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(seconds));
  }

  private void churn() throws Exception {
    long start = System.nanoTime();
    int tenth = CHANGES_PER_SECOND / 10;
    int sent = 0;
    for (int tick = 0; tick < seconds * 10; tick++) {
      int first = sent;
      writers.send(each(tenth, (api, i) -> change(api, first + i)));
      sent += tenth;
      long ahead = start + (tick + 1) * 100_000_000L - System.nanoTime();
      Thread.sleep(Math.max(0, ahead / 1_000_000));
    }
    figures.put("churn_s", Phases.rounded((System.nanoTime() - start) / 1e9));
  }

  private void change(PlainApi api, int number) throws Exception {
    int of = number / 3;
    String leader =
        "{\"metadata\":{\"annotations\":{\"control-plane.alpha.kubernetes.io/leader\":\"%d\"}}}"
            .formatted(number);
    switch (number % 3) {
      case 0 -> api.merge(configMaps(of) + "/" + Load.app(of % applications), leader);
      case 1 -> api.merge(configMaps(of) + "/lock", leader);
      default ->
          api.merge(
              custom(of % Math.min(CUSTOM_OBJECTS, applications)) + "/status",
              "{\"status\":{\"refreshTime\":\"%d\"}}".formatted(number));
    }
  }

  private String configMaps(int number) {
    return Load.path("api/v1:configmaps", Load.namespace("load", number % applications));
  }

  private static String custom(int number) {
    return Load.path(CUSTOM, Load.namespace("load", number)) + "/" + Load.app(number);
  }

  private static void createLock(PlainApi api, int number) throws Exception {
    api.create(
        Load.path("api/v1:configmaps", Load.namespace("load", number)),
        "{\"metadata\":{\"name\":\"lock\"}}");
  }

  /// Below the Application's ConfigMap, so that it is in its tree.
  private static void createCustom(PlainApi api, int number) throws Exception {
    String owner =
        Load.path("api/v1:configmaps", Load.namespace("load", number)) + "/" + Load.app(number);
    var found =
        JsonTree.parseObject(
            api.send("GET", owner, "application/json", "").getBytes(StandardCharsets.UTF_8));
    api.create(
        Load.path(CUSTOM, Load.namespace("load", number)),
        """
        {"apiVersion":"external-secrets.io/v1","kind":"ExternalSecret","metadata":{"name":"%s",
         "ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"%s","uid":"%s"}]}}
        """
            .formatted(
                Load.app(number),
                Load.app(number),
                JsonTree.objectOrEmpty(found.get("metadata")).get("uid")));
  }

  private static String externalSecrets() {
    return """
    {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
     "metadata":{"name":"externalsecrets.external-secrets.io"},
     "spec":{"group":"external-secrets.io","scope":"Namespaced",
      "names":{"plural":"externalsecrets","kind":"ExternalSecret"},
      "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
       "schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
    """;
  }

  private interface Numbered {
    void send(PlainApi api, int number) throws Exception;
  }

  private static List<Request> each(int count, Numbered request) {
    return IntStream.range(0, count).<Request>mapToObj(i -> api -> request.send(api, i)).toList();
  }
}
