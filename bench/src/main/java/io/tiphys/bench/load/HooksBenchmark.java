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
/// are suspended, which nothing ends. Progress goes to standard error, one line of JSON to standard
/// output.
public final class HooksBenchmark {

  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration REST = Duration.ofSeconds(30);

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
    var repository = LoadRepository.create(home, waiting + 1, this::objects);
    figures.put("waiting", (long) waiting);
    AppsBenchmark.say("Tiphys; its log: " + home.resolve("tiphys.log"));
    try (var product = Product.start(home, connection.kubeconfig());
        var phases = Followed.start(connection, Load.applications(), HooksBenchmark::phase);
        var states = Followed.start(connection, Load.applications(), Load::state)) {
      Thread.sleep(3000);
      long start = System.nanoTime();
      writers.send(
          IntStream.range(0, waiting)
              .<Request>mapToObj(i -> api -> create(api, i, repository))
              .toList());
      phases.await("in their hooks", waiting, "Running"::equals, PATIENCE);
      figures.put("all_wait_s", seconds(start));
      Thread.sleep(REST);
      double before = product.cpuSeconds();
      Thread.sleep(REST);
      double used = product.cpuSeconds() - before;
      figures.put("waiting_percent_of_core", Phases.rounded(used * 100 / REST.toSeconds()));

      AppsBenchmark.say("one more, without a hook");
      long asked = System.nanoTime();
      create(new PlainApi(connection), waiting, repository);
      states.await("Synced and Healthy", 1, "Synced Healthy"::equals, PATIENCE);
      figures.put("one_more_s", seconds(asked));
      figures.put("still_waiting", phases.count("Running"::equals));
    }
  }

  private static void create(PlainApi api, int number, LoadRepository repository) throws Exception {
    api.create(Load.applications(), Load.application(number, repository.url()));
  }

  /// A ConfigMap, and before it a hook for all but the last.
  private Map<String, String> objects(int number) {
    String settings = "api/v1:configmaps";
    var plain = Map.of(settings, Load.objects(number, Load.text(number)).get(settings) + "");
    if (number == waiting) {
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

  private static String phase(Map<String, @Nullable Object> application) {
    var status = JsonTree.objectOrEmpty(application.get("status"));
    return String.valueOf(JsonTree.objectOrEmpty(status.get("operationState")).get("phase"));
  }

  private static double seconds(long start) {
    return Phases.rounded((System.nanoTime() - start) / 1e9);
  }
}
