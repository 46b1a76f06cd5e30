package io.tiphys.bench.load;

import io.tiphys.bench.load.Writers.Request;
import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.Connection;
import io.tiphys.testkit.cluster.ControlPlane;
import io.tiphys.testkit.redis.TestingRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// The benchmark of the API server alone: lists, trees, and watches by many clients. Progress goes
/// to standard error, one line of JSON to standard output.
public final class ApiBenchmark {

  private static final int AT_ONCE = 50;
  private static final int WATCHERS = 1000;

  /// With more Applications the watchers' part would be a benchmark of this machine's loopback.
  private static final int MOST_TO_WATCH = 2000;

  private static final String LIST = "/api/v1/applications";

  private final int applications;
  private final Connection connection;
  private final Map<String, Object> figures = new TreeMap<>();

  private ApiBenchmark(int applications, Connection connection) {
    this.applications = applications;
    this.connection = connection;
  }

  /// @param arguments how many Applications
  public static void main(String[] arguments) throws Exception {
    Path home = Files.createTempDirectory("tiphys-bench");
    AppsBenchmark.say("a control plane in " + home);
    try (var plane = ControlPlane.start(home.resolve("control-plane"), 0);
        var redis = TestingRedis.start()) {
      var benchmark = new ApiBenchmark(Integer.parseInt(arguments[0]), plane.connection());
      benchmark.run(home, redis);
      System.out.println(JsonTree.writeString(benchmark.figures));
      System.exit(0);
    }
  }

  private void run(Path home, TestingRedis redis) throws Exception {
    Load.define(connection);
    figures.put("applications", (long) applications);
    try (var writers = new Writers(connection)) {
      writers.send(
          List.of(api ->
              api.create(
                  "/api/v1/namespaces", "{\"metadata\":{\"name\":\"" + Load.ARGOCD + "\"}}")));
      AppsBenchmark.say(applications + " Applications with a status");
      writers.send(each((api, i) -> api.create(Load.applications(), Load.withStatus(i))));
      var trees = new Trees(redis, home.resolve("trust"), connection);
      AppsBenchmark.say("their trees");
      long empty = trees.bytesInRedis();
      trees.write();
      figures.put("trees_redis_mib", mebibytes(trees.bytesInRedis() - empty));
      figures.put("tree_nodes", (long) Trees.NODES);
      var service =
          List.of(
              "api-server",
              "--disable-auth",
              "--redis=" + redis.address(),
              "--trust-path=" + home.resolve("trust"));
      try (var product = Product.start(home, connection.kubeconfig(), service)) {
        Thread.sleep(5000);
        try (var calls = new ApiCalls()) {
          lists(product, calls);
          trees(product, calls);
        }
        if (applications <= MOST_TO_WATCH) {
          watches(product, writers);
        }
      }
    }
  }

  private void lists(Product product, ApiCalls calls) throws Exception {
    long bytes = calls.size(LIST);
    figures.put("list_bytes", bytes);
    for (int i = 0; i < 20; i++) {
      calls.size(LIST);
    }
    Thread.sleep(5000);
    double before = product.pssMebibytes();
    figures.put("rest_pss_mib", Phases.rounded(before));
    figures.put("one_list_ms", calls.median(20, LIST));
    figures.put("first_page_ms", calls.median(100, LIST + "?limit=50"));
    figures.put(
        "search_ms",
        calls.median(100, LIST + "?limit=50&search=99&health=Healthy&sync=Synced&facets=true"));
    figures.put("one_application_ms", calls.median(1000, LIST + "/" + Load.app(1)));
    AppsBenchmark.say(AT_ONCE + " lists at once");
    try (var peak = new Peak(product)) {
      figures.put("parallel_lists_s", calls.seconds(AT_ONCE, () -> calls.size(LIST)));
      figures.put("parallel_lists_peak_growth_mib", Phases.rounded(peak.mebibytes() - before));
    }
    figures.put("parallel_lists_growth_mib", Phases.rounded(product.pssMebibytes() - before));
    // A client of gRPC has each answer in memory whole: so many that this process can have them.
    int atOnce = (int) Math.clamp((300L << 20) / bytes, 1, AT_ONCE);
    AppsBenchmark.say(atOnce + " lists at once over gRPC");
    try (var peak = new Peak(product);
        var grpc = new GrpcClients()) {
      figures.put("grpc_lists", (long) atOnce);
      figures.put("grpc_lists_s", calls.seconds(atOnce, grpc::listSize));
      figures.put("grpc_lists_peak_growth_mib", Phases.rounded(peak.mebibytes() - before));
    }
  }

  private void trees(Product product, ApiCalls calls) throws Exception {
    AppsBenchmark.say("trees");
    double before = product.pssMebibytes();
    figures.put("one_tree_ms", calls.median(1000, LIST + "/" + Load.app(1) + "/resource-tree"));
    for (int i = 0; i < applications; i++) {
      calls.size(LIST + "/" + Load.app(i) + "/resource-tree");
    }
    figures.put("trees_growth_mib", Phases.rounded(product.pssMebibytes() - before));
  }

  /// Each Application changes once, and each of the watchers is to hear of each.
  private void watches(Product product, Writers writers) throws Exception {
    AppsBenchmark.say(WATCHERS + " watchers");
    double before = product.pssMebibytes();
    long wanted = (long) WATCHERS * applications;
    try (var grpc = new GrpcClients()) {
      for (int i = 0; i < WATCHERS; i++) {
        grpc.watch();
      }
      grpc.awaitHeard(wanted);
      figures.put("watchers_growth_mib", Phases.rounded(product.pssMebibytes() - before));
      double cpu = product.cpuSeconds();
      long start = System.nanoTime();
      try (var peak = new Peak(product)) {
        writers.send(
            each((api, i) ->
                api.merge(
                    Load.applications() + "/" + Load.app(i),
                    "{\"metadata\":{\"labels\":{\"changed\":\"yes\"}}}")));
        figures.put("watch_writes_s", Phases.rounded((System.nanoTime() - start) / 1e9));
        grpc.awaitHeard(2 * wanted);
        figures.put("watch_all_heard_s", Phases.rounded((System.nanoTime() - start) / 1e9));
        figures.put("watch_peak_growth_mib", Phases.rounded(peak.mebibytes() - before));
      }
      figures.put("watch_cpu_s", Phases.rounded(product.cpuSeconds() - cpu));
      figures.put("watch_growth_mib", Phases.rounded(product.pssMebibytes() - before));
    }
  }

  private static double mebibytes(long bytes) {
    return Phases.rounded(bytes / 1024.0 / 1024.0);
  }

  private interface Numbered {
    void send(PlainApi api, int number) throws Exception;
  }

  private List<Request> each(Numbered request) {
    return IntStream.range(0, applications)
        .<Request>mapToObj(i -> api -> request.send(api, i))
        .toList();
  }
}
