package io.tiphys.apiserver.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.tiphys.apiserver.operation.EverybodyBelieved;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.apiserver.options.ListenFlags;
import io.tiphys.apiserver.web.ControlPlaneAccess;
import io.tiphys.apiserver.web.Listener;
import io.tiphys.apiserver.web.WebServer;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.proto.application.ApplicationQuery;
import io.tiphys.proto.application.ApplicationServiceGrpc;
import io.tiphys.proto.application.ApplicationSyncRequest;
import io.tiphys.proto.project.ProjectServiceGrpc;
import io.tiphys.proto.reposerver.Refs;
import io.tiphys.proto.repository.RepoQuery;
import io.tiphys.proto.repository.RepositoryServiceGrpc;
import io.tiphys.proto.session.SessionResponse;
import io.tiphys.proto.session.SessionServiceGrpc;
import io.tiphys.proto.v1alpha1.Application;
import io.tiphys.proto.v1alpha1.ApplicationWatchEvent;
import io.tiphys.telemetry.metrics.GrpcServerMetrics;
import io.tiphys.telemetry.metrics.Metrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// One set of handlers, called in every way.
class GatewayIT {

  private static final BlockingQueue<String> left = new LinkedBlockingQueue<>();
  private static KubeClient nowhere;
  private static Gateway gateway;
  private static WebServer server;
  private static ManagedChannel channel;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    nowhere =
        new KubeClient(
            new ClusterAccess("http://localhost:1", new Auth.None(), Tls.DEFAULT),
            KubeClientOptions.DEFAULT);
    gateway =
        new Gateway(
            new Operations(operations()),
            new Dispatcher(new EverybodyBelieved(), new GrpcServerMetrics(new Metrics(), false)),
            new Gateway.Rules(
                "application/json", () -> List.of("https://cd.example.com"), "/", true));
    var flags = new ListenFlags();
    flags.address = "localhost";
    server =
        WebServer.start(
            new Listener(flags, Optional.empty()),
            gateway,
            new ControlPlaneAccess(nowhere, "argocd"),
            Map.of());
    channel =
        NettyChannelBuilder.forAddress(
                "localhost", server.port(), InsecureChannelCredentials.create())
            .maxInboundMessageSize(300 << 20)
            .build();
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    http.close();
    server.close();
    gateway.close();
    nowhere.close();
  }

  /// Small handlers that show what reached them.
  private static List<Operation<?, ?>> operations() {
    return List.of(
        Operation.unary(
            ApplicationServiceGrpc.getGetMethod(), (query, call) -> found(query.getName())),
        Operation.unary(
            ApplicationServiceGrpc.getSyncMethod(),
            (sync, call) ->
                app(
                    sync.getName()
                        + " "
                        + sync.getRevision()
                        + " "
                        + sync.getResources(0).getKind()
                        + " "
                        + call.extra("dry"))),
        Operation.unary(
            RepositoryServiceGrpc.getListRefsMethod(),
            (query, call) ->
                Refs.newBuilder()
                    .addBranches(query.getRepo())
                    .addTags(String.valueOf(query.getForceRefresh()))
                    .build()),
        Operation.unary(
            ProjectServiceGrpc.getListMethod(),
            (query, call) -> {
              throw new IllegalStateException("secret of the inside");
            }),
        Operation.open(
            SessionServiceGrpc.getCreateMethod(),
            (login, call) ->
                SessionResponse.newBuilder()
                    .setToken("t".repeat(login.getPassword().length()))
                    .build()),
        Operation.uploading(
            ApplicationServiceGrpc.getGetManifestsWithFilesMethod(),
            (parts, call) -> {
              int count = 0;
              while (parts.hasNext()) {
                parts.next();
                count++;
              }
              return Reply.of(
                  io.tiphys.proto.reposerver.ManifestResponse.newBuilder()
                      .setRevision(count + " parts")
                      .build());
            }),
        Operation.streaming(
            ApplicationServiceGrpc.getWatchMethod(),
            (query, call, frames) -> {
              try {
                for (int i = 0; query.getName().isEmpty() || i < 3; i++) {
                  frames.send(Reply.of(event("app-" + i)));
                  if (query.getName().isEmpty() && i >= 1) {
                    Thread.sleep(60_000);
                  }
                }
              } finally {
                left.add("left");
              }
              if (query.getName().equals("fails")) {
                throw Refusal.denied();
              }
            }));
  }

  private static Application found(String name) {
    return switch (name) {
      case "missing" -> throw Refusal.notFound("no Application: " + name);
      case "big" -> app("x".repeat(20 << 20));
      default -> app(name);
    };
  }

  private static Application app(String name) {
    var app = Application.newBuilder();
    app.getMetadataBuilder().setName(name);
    return app.buildPartial();
  }

  private static ApplicationWatchEvent event(String name) {
    return ApplicationWatchEvent.newBuilder().setType("ADDED").setApplication(app(name)).build();
  }

  private static ApplicationServiceGrpc.ApplicationServiceBlockingStub apps() {
    return ApplicationServiceGrpc.newBlockingStub(channel);
  }

  private static ApplicationQuery query(String name) {
    return ApplicationQuery.newBuilder().setName(name).build();
  }

  @Test
  void answersOverGrpc() {
    assertThat(apps().get(query("shop")).getMetadata().getName()).isEqualTo("shop");
    assertThat(apps().get(query("big")).getMetadata().getName()).hasSize(20 << 20);
  }

  @Test
  void refusesOverGrpcWithoutAnAnswer() {
    assertThatThrownBy(() -> apps().get(query("missing")))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
              assertThat(e.getStatus().getDescription()).isEqualTo("no Application: missing");
            });
    assertThatThrownBy(() ->
            ClientCalls.blockingUnaryCall(
                channel,
                ApplicationServiceGrpc.getRollbackMethod(),
                CallOptions.DEFAULT,
                io.tiphys.proto.application.ApplicationRollbackRequest.newBuilder()
                    .setName("a")
                    .setId(1)
                    .build()))
        .hasMessageContaining("UNIMPLEMENTED");
  }

  @Test
  void keepsWhatWentWrongInside() {
    assertThatThrownBy(() ->
            ProjectServiceGrpc.newBlockingStub(channel)
                .list(io.tiphys.proto.project.ProjectQuery.getDefaultInstance()))
        .hasMessageContaining("INTERNAL")
        .hasMessageNotContaining("secret");
    var answer = get("/api/v1/projects");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("secret").contains("\"code\":13");
  }

  @Test
  void streamsOverGrpcUntilTheCallerLeaves() throws Exception {
    left.clear();
    var names = new LinkedBlockingQueue<String>();
    var call = channel.newCall(ApplicationServiceGrpc.getWatchMethod(), CallOptions.DEFAULT);
    ClientCalls.asyncServerStreamingCall(
        call,
        query(""),
        new io.grpc.stub.StreamObserver<ApplicationWatchEvent>() {
          @Override
          public void onNext(ApplicationWatchEvent event) {
            names.add(event.getApplication().getMetadata().getName());
          }

          @Override
          public void onError(Throwable t) {}

          @Override
          public void onCompleted() {}
        });
    assertThat(names.poll(10, TimeUnit.SECONDS)).isEqualTo("app-0");
    assertThat(names.poll(10, TimeUnit.SECONDS)).isEqualTo("app-1");
    call.cancel("seen enough", null);
    assertThat(left.poll(10, TimeUnit.SECONDS)).isEqualTo("left");
  }

  @Test
  void takesManyMessages() throws Exception {
    var answers = new LinkedBlockingQueue<String>();
    var upload =
        ApplicationServiceGrpc.newStub(channel)
            .getManifestsWithFiles(
                new io.grpc.stub.StreamObserver<>() {
                  @Override
                  public void onNext(io.tiphys.proto.reposerver.ManifestResponse response) {
                    answers.add(response.getRevision());
                  }

                  @Override
                  public void onError(Throwable t) {
                    answers.add(t.toString());
                  }

                  @Override
                  public void onCompleted() {}
                });
    for (int i = 0; i < 5; i++) {
      upload.onNext(
          io.tiphys.proto.application.ApplicationManifestQueryWithFilesWrapper
              .getDefaultInstance());
    }
    upload.onCompleted();
    assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo("5 parts");
  }

  @Test
  void transcodesPathsQueriesAndBodies() {
    assertThat(get("/api/v1/applications/shop").body()).contains("\"name\":\"shop\"");
    assertThat(
            get("/api/v1/repositories/https%3A%2F%2Fgit.example.com%2Fa%20b%2Fc/refs?forceRefresh=true")
                .body())
        .isEqualTo("{\"branches\":[\"https://git.example.com/a b/c\"],\"tags\":[\"true\"]}");
    var sync =
        post(
            "/api/v1/applications/shop/sync?dry=yes",
            "{\"revision\":\"abc\",\"resources\":[{\"kind\":\"Service\"}]}",
            "application/json");
    assertThat(sync.body()).contains("\"name\":\"shop abc Service yes\"");
  }

  @Test
  void refusesOverRest() {
    var missing = get("/api/v1/applications/missing");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("content-type")).contains("application/json");
    assertThat(missing.body())
        .isEqualTo(
            "{\"code\":5,\"error\":\"no Application: missing\",\"message\":\"no Application: missing\"}");
    assertThat(get("/api/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/nothing").body()).isEqualTo("Not Found\n");
    assertThat(post("/api/v1/projects/a/events", "{}", "application/json").statusCode())
        .isEqualTo(404);
    assertThat(post("/api/v1/projects", "{}", "application/json").statusCode()).isEqualTo(405);
    assertThat(get("/api/v1/repositories/a/refs?forceRefresh=perhaps").statusCode()).isEqualTo(400);
    assertThat(post("/api/v1/applications/a/sync", "{", "application/json").statusCode())
        .isEqualTo(400);
    assertThat(post("/api/v1/applications/a/sync", "{\"resources\":3}", "application/json").body())
        .contains("resources");
  }

  @Test
  void streamsOverRest() {
    var lines = get("/api/v1/stream/applications?name=three");
    assertThat(lines.body().lines())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("{\"result\":{\"application\":{\"metadata\":{")
        .endsWith("\"type\":\"ADDED\"}}");
    var some =
        get("/api/v1/stream/applications?name=three&fields=result.application.metadata.name");
    assertThat(some.body().lines().findFirst())
        .contains("{\"result\":{\"application\":{\"metadata\":{\"name\":\"app-0\"}}}}");
    var failing = get("/api/v1/stream/applications?name=fails");
    assertThat(failing.body().lines().skip(3).findFirst().orElseThrow())
        .isEqualTo(
            "{\"error\":{\"grpc_code\":7,\"http_code\":403,\"http_status\":\"Forbidden\",\"message\":\"permission denied\"}}");
    var events =
        send(
            request("/api/v1/stream/applications?name=three")
                .header("accept", "text/event-stream"));
    assertThat(events.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(events.body()).startsWith("data: {\"result\":").endsWith("\n\n");
  }

  @Test
  void speaksGrpcWeb() {
    for (boolean isText : new boolean[] {false, true}) {
      var frames =
          web("application.ApplicationService/Watch", query("three").toByteArray(), isText);
      assertThat(frames).hasSize(4);
      assertThat(frames.getLast()).contains("grpc-status:0");
      var refused =
          web("application.ApplicationService/Get", query("missing").toByteArray(), isText);
      assertThat(refused)
          .singleElement()
          .asString()
          .contains("grpc-status:5")
          .contains("no Application: missing");
    }
    assertThat(web("application.ApplicationService/Rollback", new byte[0], false))
        .singleElement()
        .asString()
        .contains("grpc-status:12");
  }

  @Test
  void keepsOtherSitesOut() {
    assertThat(post("/api/v1/applications/a/sync", "{}", "text/plain").statusCode()).isEqualTo(415);
    var body = "{\"resources\":[{\"kind\":\"Service\"}]}";
    for (String origin : List.of("https://evil.example.com", "null")) {
      assertThat(fromPage(origin, body).statusCode()).isEqualTo(403);
    }
    assertThat(fromPage("https://cd.example.com", body).statusCode()).isEqualTo(200);
    assertThat(fromPage("http://localhost:" + server.port(), body).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> fromPage(String origin, String body) {
    return send(
        request("/api/v1/applications/a/sync")
            .header("content-type", "application/json")
            .header("cookie", "argocd.token=abc")
            .header("origin", origin)
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void leavesACookieAtLogin() {
    var small =
        post("/api/v1/session", "{\"username\":\"a\",\"password\":\"bcd\"}", "application/json");
    assertThat(small.headers().allValues("set-cookie"))
        .containsExactly("argocd.token=ttt; path=/; SameSite=lax; httpOnly; Secure");
    var large =
        post(
            "/api/v1/session",
            "{\"username\":\"a\",\"password\":\"" + "p".repeat(9000) + "\"}",
            "application/json");
    var cookies = large.headers().allValues("set-cookie");
    assertThat(cookies).hasSize(3).allSatisfy(it -> assertThat(it.length()).isLessThan(4096));
    String header =
        String.join("; ", cookies.stream().map(it -> it.substring(0, it.indexOf(';'))).toList());
    assertThat(CallerToken.of(name -> name.equals("cookie") ? header : "")).hasSize(9000);
  }

  @Test
  void readsTheTokenOfEachKindOfClient() {
    for (var header : Map.of("token", "abc", "authorization", "Bearer abc").entrySet()) {
      assertThat(CallerToken.of(name -> name.equals(header.getKey()) ? header.getValue() : ""))
          .isEqualTo("abc");
    }
  }

  @Test
  void tellsItsHealthAndItsServices() {
    var health =
        io.grpc.health.v1.HealthGrpc.newBlockingStub(channel)
            .check(io.grpc.health.v1.HealthCheckRequest.getDefaultInstance());
    assertThat(health.getStatus())
        .isEqualTo(io.grpc.health.v1.HealthCheckResponse.ServingStatus.SERVING);
  }

  @Test
  void fullHealthFailsWithoutAccessToTheControlPlane() {
    assertThat(get("/healthz").body()).isEqualTo("ok\n");
    assertThat(get("/healthz?full=true").statusCode()).isEqualTo(503);
  }

  @Test
  void understandsGzip() {
    var compressed = apps().withCompression("gzip").get(query("shop"));
    assertThat(compressed.getMetadata().getName()).isEqualTo("shop");
    var headers = new Metadata();
    headers.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), "any");
    assertThat(
            apps()
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .get(query("shop"))
                .getMetadata()
                .getName())
        .isEqualTo("shop");
  }

  @Test
  void refusesAMessageThatIsNone() {
    var broken = web("application.ApplicationService/Get", new byte[] {(byte) 0xff, 1, 2}, false);
    assertThat(broken).singleElement().asString().contains("grpc-status:13");
    assertThat(RepoQuery.getDefaultInstance().getRepo()).isEmpty();
    assertThat(ApplicationSyncRequest.getDefaultInstance().getResourcesCount()).isZero();
  }

  /// The frames of the answer, the trailer last.
  private static List<String> web(String method, byte[] message, boolean isText) {
    byte[] frame =
        ByteBuffer.allocate(5 + message.length)
            .put((byte) 0)
            .putInt(message.length)
            .put(message)
            .array();
    String type = isText ? "application/grpc-web-text" : "application/grpc-web+proto";
    byte[] body = isText ? Base64.getEncoder().encode(frame) : frame;
    var answer =
        sendFor(
            request("/" + method)
                .header("content-type", type)
                .POST(BodyPublishers.ofByteArray(body)));
    byte[] bytes = isText ? base64Pieces(answer) : answer;
    var frames = new java.util.ArrayList<String>();
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.remaining() >= 5) {
      int flags = buffer.get() & 0xff;
      byte[] content = new byte[buffer.getInt()];
      buffer.get(content);
      frames.add((flags == 0x80 ? "trailer " : "") + new String(content, StandardCharsets.UTF_8));
    }
    assertThat(frames.getLast()).startsWith("trailer ");
    return frames;
  }

  private static byte[] base64Pieces(byte[] text) {
    var out = new java.io.ByteArrayOutputStream();
    String all = new String(text, StandardCharsets.US_ASCII);
    for (int i = 0; i < all.length(); i += 4) {
      out.writeBytes(Base64.getDecoder().decode(all.substring(i, i + 4)));
    }
    return out.toByteArray();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
  }

  private static HttpResponse<String> get(String path) {
    return send(request(path));
  }

  private static HttpResponse<String> post(String path, String body, String type) {
    return send(request(path).header("content-type", type).POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] sendFor(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray()).body();
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
