package io.tiphys.bench.load;

import io.tiphys.bench.load.Writers.Request;
import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.Connection;
import io.tiphys.testkit.cluster.ControlPlane;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How long one Application is held up by N others whose syncs wait for a PreSync hook: Jobs that
/// are suspended, which nothing ends: while they begin, and when all of them wait. Progress goes to
/// standard error, one line of JSON to standard output.
public final class HooksBenchmark {

  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration REST = Duration.ofSeconds(30);

  private static final String WAITS = "waits";
  private static final String WELL = "Synced Healthy";

  private final int waiting;
  private final Connection connection;
  private final Writers writers;
  private final Map<String, Object> figures = new TreeMap<>();

  private HooksBenchmark(int waiting, Connection connection) {
    this.waiting = waiting;
    this.connection = connection;
    this.writers = new Writers(connection);
  }

  /// @param arguments how many Applications wait
  public static void main(String[] arguments) throws Exception {
    int waiting = Integer.parseInt(arguments[0]);
    Path home = Files.createTempDirectory("tiphys-bench");
    AppsBenchmark.say("a control plane in " + home);
    try (var plane = ControlPlane.start(home.resolve("control-plane"), 0)) {
      var benchmark = new HooksBenchmark(waiting, plane.connection());
      benchmark.run(home);
      System.out.println(JsonTree.writeString(benchmark.figures));
      System.exit(0);
    }
  }

  private void run(Path home) throws Exception {
    Load.define(connection);
    writers.send(Load.namespaces());
    var repository = LoadRepository.create(home, waiting + 2, this::objects);
    figures.put("waiting", (long) waiting);
    AppsBenchmark.say("Tiphys; its log: " + home.resolve("tiphys.log"));
    try (var product = Product.start(home, connection.kubeconfig());
        var apps = Followed.start(connection, Load.applications(), HooksBenchmark::phase)) {
      Thread.sleep(3000);
      long start = System.nanoTime();
      writers.send(
          IntStream.range(0, waiting)
              .<Request>mapToObj(i -> api -> create(api, i, repository))
              .toList());
      apps.await("begun", waiting, HooksBenchmark::isBegun, PATIENCE);
      figures.put("all_begun_s", seconds(start));
      figures.put("one_more_meanwhile_s", oneMore(repository, waiting, apps));
      apps.await("in their hooks", waiting, WAITS::equals, PATIENCE);
      figures.put("all_wait_s", seconds(start));
      Thread.sleep(REST);
      double before = product.cpuSeconds();
      Thread.sleep(REST);
      double used = product.cpuSeconds() - before;
      figures.put("waiting_percent_of_core", Phases.rounded(used * 100 / REST.toSeconds()));
      figures.put("one_more_s", oneMore(repository, waiting + 1, apps));
      figures.put("still_waiting", apps.count(WAITS::equals));
    }
  }

  /// Makes one without a hook.
  ///
  /// @return seconds until it is Synced and Healthy
  private double oneMore(LoadRepository repository, int number, Followed apps) throws Exception {
    AppsBenchmark.say("one more, without a hook");
    long asked = System.nanoTime();
    create(new PlainApi(connection), number, repository);
    apps.await("Synced and Healthy", number - waiting + 1, WELL::equals, PATIENCE);
    return seconds(asked);
  }

  private static void create(PlainApi api, int number, LoadRepository repository) throws Exception {
    api.create(Load.applications(), Load.application(number, repository.url()));
  }

  /// A ConfigMap, and before it a hook for all but the last two.
  private Map<String, String> objects(int number) {
    String settings = "api/v1:configmaps";
    var plain = Map.of(settings, Load.objects(number, Load.text(number)).get(settings) + "");
    if (number >= waiting) {
      return plain;
    }
    var all = new TreeMap<>(plain);
    all.put(
        "apis/batch/v1:jobs",
        """
        {"apiVersion":"batch/v1","kind":"Job",
         "metadata":{"name":"%s","annotations":{"argocd.argoproj.io/hook":"PreSync"}},
         "spec":{"suspend":true,"template":{"spec":{"restartPolicy":"Never",
          "containers":[{"name":"main","image":"registry.example/main:1.0"}]}}}}
        """
            .formatted(Load.app(number)));
    return all;
  }

  /// The phase of its operation, that it waits for its hook, or that it is well.
  private static String phase(Map<String, @Nullable Object> application) {
    var status = JsonTree.objectOrEmpty(application.get("status"));
    var operation = JsonTree.objectOrEmpty(status.get("operationState"));
    if (String.valueOf(operation.get("message")).startsWith("waiting for completion of hook")) {
      return WAITS;
    }
    String state = Load.state(application);
    return state.equals(WELL) ? state : String.valueOf(operation.get("phase"));
  }

  private static boolean isBegun(String phase) {
    return phase.equals("Running") || phase.equals(WAITS);
  }

  private static double seconds(long start) {
    return Phases.rounded((System.nanoTime() - start) / 1e9);
  }
}
