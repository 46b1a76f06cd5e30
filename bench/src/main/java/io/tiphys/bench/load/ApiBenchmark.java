package io.tiphys.bench.load;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.tiphys.bench.load.Writers.Request;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.application.ApplicationQuery;
import io.tiphys.proto.application.ApplicationServiceGrpc;
import io.tiphys.testkit.cluster.Connection;
import io.tiphys.testkit.cluster.ControlPlane;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// The benchmark of the API server alone: lists, and watches by many clients. Progress goes to
/// standard error, one line of JSON to standard output.
public final class ApiBenchmark {

  private static final int LISTS = 50;
  private static final int CHANNELS = 10;
  private static final int WATCHERS = 1000;

  private final int applications;
  private final Connection connection;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Object> figures = new TreeMap<>();

  private ApiBenchmark(int applications, Connection connection) {
    this.applications = applications;
    this.connection = connection;
  }

  /// @param arguments how many Applications
  public static void main(String[] arguments) throws Exception {
    Path home = Files.createTempDirectory("tiphys-bench");
    AppsBenchmark.say("a control plane in " + home);
    try (var plane = ControlPlane.start(home.resolve("control-plane"), 0)) {
      var benchmark = new ApiBenchmark(Integer.parseInt(arguments[0]), plane.connection());
      benchmark.run(home);
      System.out.println(JsonTree.writeString(benchmark.figures));
      System.exit(0);
    }
  }

  private void run(Path home) throws Exception {
    Load.define(connection);
    figures.put("applications", (long) applications);
    try (var writers = new Writers(connection)) {
      writers.send(
          List.of(api ->
              api.create(
                  "/api/v1/namespaces", "{\"metadata\":{\"name\":\"" + Load.ARGOCD + "\"}}")));
      AppsBenchmark.say(applications + " Applications with a status");
      writers.send(each((api, i) -> api.create(Load.applications(), withStatus(i))));
      try (var product =
          Product.start(home, connection.kubeconfig(), List.of("api-server", "--disable-auth"))) {
        Thread.sleep(5000);
        measure(product, writers);
      }
    }
  }

  private void measure(Product product, Writers writers) throws Exception {
    figures.put("list_bytes", (long) size("/api/v1/applications"));
    for (int i = 0; i < 20; i++) {
      size("/api/v1/applications");
    }
    Thread.sleep(5000);
    double before = product.pssMebibytes();
    figures.put("rest_pss_mib", Phases.rounded(before));
    figures.put("one_list_ms", median(20, "/api/v1/applications"));
    figures.put("first_page_ms", median(50, "/api/v1/applications?limit=50"));
    figures.put(
        "search_ms",
        median(50, "/api/v1/applications?limit=50&search=99&health=Healthy&facets=true"));
    figures.put("one_application_ms", median(100, "/api/v1/applications/" + Load.app(1)));
    AppsBenchmark.say(LISTS + " lists at once");
    figures.put("parallel_lists_s", Phases.rounded(parallelLists()));
    figures.put("parallel_lists_growth_mib", Phases.rounded(product.pssMebibytes() - before));
    watches(product, writers);
  }

  private double parallelLists() throws Exception {
    long start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var lists = new ArrayList<Future<Integer>>();
      for (int i = 0; i < LISTS; i++) {
        lists.add(threads.submit(() -> size("/api/v1/applications")));
      }
      for (var list : lists) {
        list.get();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /// Each Application changes once, and each of the watchers is to hear of each.
  private void watches(Product product, Writers writers) throws Exception {
    AppsBenchmark.say(WATCHERS + " watchers");
    var heard = new AtomicLong();
    var channels = new ArrayList<ManagedChannel>();
    for (int i = 0; i < CHANNELS; i++) {
      channels.add(
          NettyChannelBuilder.forAddress(
                  "localhost", Product.PORT, InsecureChannelCredentials.create())
              .build());
    }
    double before = product.pssMebibytes();
    for (int i = 0; i < WATCHERS; i++) {
      watch(channels.get(i % CHANNELS), heard);
    }
    await(heard, (long) WATCHERS * applications);
    figures.put("watchers_growth_mib", Phases.rounded(product.pssMebibytes() - before));
    heard.set(0);
    double cpu = product.cpuSeconds();
    long start = System.nanoTime();
    writers.send(
        each((api, i) ->
            api.merge(
                Load.applications() + "/" + Load.app(i),
                "{\"metadata\":{\"labels\":{\"changed\":\"yes\"}}}")));
    figures.put("watch_writes_s", Phases.rounded((System.nanoTime() - start) / 1e9));
    await(heard, (long) WATCHERS * applications);
    figures.put("watch_all_heard_s", Phases.rounded((System.nanoTime() - start) / 1e9));
    figures.put("watch_cpu_s", Phases.rounded(product.cpuSeconds() - cpu));
    figures.put("watch_growth_mib", Phases.rounded(product.pssMebibytes() - before));
    channels.forEach(ManagedChannel::shutdownNow);
  }

  private static void await(AtomicLong heard, long wanted) throws InterruptedException {
    long end = System.nanoTime() + 600_000_000_000L;
    while (heard.get() < wanted) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("heard " + heard + " of " + wanted);
      }
      Thread.sleep(20);
    }
  }

  private static void watch(ManagedChannel channel, AtomicLong heard) {
    var original = ApplicationServiceGrpc.getWatchMethod();
    // Counted, but not read: a thousand clients have a thousand machines.
    var method = original.toBuilder(original.getRequestMarshaller(), new Bytes()).build();
    var call = channel.newCall(method, CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(Integer bytes) {
            heard.incrementAndGet();
            call.request(1);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            if (status.getCode() != Status.Code.UNAVAILABLE) {
              AppsBenchmark.say("a watch ended: " + status);
            }
          }
        },
        new Metadata());
    call.request(10);
    call.sendMessage(ApplicationQuery.getDefaultInstance());
    call.halfClose();
  }

  /// How long a message is.
  private static final class Bytes implements MethodDescriptor.Marshaller<Integer> {
    @Override
    public InputStream stream(Integer value) {
      throw new IllegalStateException("a client sends none");
    }

    @Override
    public Integer parse(InputStream stream) {
      try {
        return (int) stream.skip(Long.MAX_VALUE);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private double median(int times, String path) throws Exception {
    var millis = new ArrayList<Double>();
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      size(path);
      millis.add((System.nanoTime() - start) / 1e6);
    }
    millis.sort(null);
    return Math.round(millis.get(times / 2) * 100) / 100.0;
  }

  private int size(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + Product.PORT + path)).build();
    var answer = http.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.statusCode());
    }
    return answer.body().length;
  }

  private interface Numbered {
    void send(PlainApi api, int number) throws Exception;
  }

  private List<Request> each(Numbered request) {
    return IntStream.range(0, applications)
        .<Request>mapToObj(i -> api -> request.send(api, i))
        .toList();
  }

  /// About 4.4 kB, as an Application of a dozen objects has.
  private static String withStatus(int number) {
    var resources = new StringBuilder();
    for (int i = 0; i < 22; i++) {
      resources
          .append(i == 0 ? "" : ",")
          .append(
              """
              {"group":"apps","version":"v1","kind":"Deployment","namespace":"load-%d",
               "name":"%s-component-%d","status":"Synced","health":{"status":"Healthy"}}
              """
                  .formatted(number % Load.NAMESPACES, Load.app(number), i)
                  .strip());
    }
    return Load.application(number, "https://git.example.com/team/repository.git")
            .strip()
            .replaceFirst("}\\s*$", "")
        + """
        ,"status":{"sync":{"status":"Synced","revision":"%040d","comparedTo":{"source":{
          "repoURL":"https://git.example.com/team/repository.git"},"destination":{}}},
          "health":{"status":"Healthy"},"reconciledAt":"2026-01-01T00:00:00Z",
          "resources":[%s]}}
        """
            .formatted(number, resources);
  }
}
