package io.tiphys.apiserver.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.tiphys.apiserver.operation.EverybodyBelieved;
import io.tiphys.apiserver.operation.LoginSessions;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.apiserver.options.ListenFlags;
import io.tiphys.apiserver.options.WebFlags;
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
import io.tiphys.proto.cluster.ClusterServiceGrpc;
import io.tiphys.proto.project.ProjectServiceGrpc;
import io.tiphys.proto.reposerver.Refs;
import io.tiphys.proto.repository.RepositoryServiceGrpc;
import io.tiphys.proto.session.SessionResponse;
import io.tiphys.proto.session.SessionServiceGrpc;
import io.tiphys.proto.v1alpha1.Application;
import io.tiphys.proto.v1alpha1.ApplicationList;
import io.tiphys.proto.v1alpha1.ApplicationWatchEvent;
import io.tiphys.proto.v1alpha1.Cluster;
import io.tiphys.telemetry.metrics.GrpcServerMetrics;
import io.tiphys.telemetry.metrics.Metrics;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// One set of handlers behind a gateway, and clients of each kind.
@SuppressWarnings("NonFinalStaticField") // made before the tests of a class
abstract class Gateways {

  static final String SPACED = " 100 % has been used: é\n ";
  static final String LONG = "…".repeat(Refusal.LONGEST / 2) + "of a tool ".repeat(10_000);
  static final BlockingQueue<String> left = new LinkedBlockingQueue<>();

  /// Bytes that handlers of long answers have written.
  static final AtomicLong written = new AtomicLong();

  private static KubeClient nowhere;
  private static Gateway gateway;
  static WebServer server;
  static ManagedChannel channel;
  static HttpClient http;

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
            LoginSessions.NONE,
            new Gateway.Rules(
                "application/json", () -> List.of("https://cd.example.com"), "/", true));
    var flags = new ListenFlags();
    flags.address = "localhost";
    server =
        WebServer.start(
            new Listener(flags, Optional.empty()),
            gateway,
            new ControlPlaneAccess(nowhere, "argocd"),
            browsers(),
            Map.of("/broken", new Broken()));
    channel =
        NettyChannelBuilder.forAddress(
                "localhost", server.port(), InsecureChannelCredentials.create())
            .maxInboundMessageSize(300 << 20)
            .maxInboundMetadataSize(1 << 20)
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

  /// Fails before it has answered.
  private static final class Broken extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      throw new IllegalStateException("secret of the inside");
    }
  }

  /// Everything that can be on is on.
  private static WebFlags browsers() {
    var flags = new WebFlags();
    new CommandLine(CommandSpec.forAnnotatedObject(flags))
        .parseArgs("--rootpath=/cd/", "--staticassets=" + assets());
    return flags;
  }

  /// A directory with one file, beside one that is nobody's business.
  private static Path assets() {
    try {
      Path outside = Files.createTempDirectory("tiphys-assets");
      Files.writeString(outside.resolve("secret"), "not for you");
      Path assets = Files.createDirectories(outside.resolve("assets/custom"));
      Files.writeString(assets.resolve("style.css"), "a {}");
      Files.createSymbolicLink(outside.resolve("assets/link"), outside.resolve("secret"));
      return outside.resolve("assets");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
        Operation.prepared(
            ApplicationServiceGrpc.getListMethod(),
            (query, call) -> {
              if (!query.getName().isEmpty()) {
                return new LongList(number(query.getName()), written);
              }
              var list = ApplicationList.newBuilder();
              query.getProjectsList().forEach(name -> list.addItems(app(name)));
              return Reply.of(list.buildPartial());
            }),
        Operation.unary(
            ClusterServiceGrpc.getGetMethod(),
            (query, call) ->
                Cluster.newBuilder()
                    .setServer(query.getId().getValue())
                    .setName(query.getId().getType())
                    .buildPartial()),
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
                while (query.getName().equals("many")) {
                  frames.send(Reply.of(event(LongList.NAME)));
                  written.addAndGet(LongList.NAME.length());
                }
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

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw Refusal.invalid("no number: \"" + text + "\"");
    }
  }

  private static Application found(String name) {
    return switch (name) {
      case "missing" -> throw Refusal.notFound("no Application: " + name);
      case "big" -> app("x".repeat(20 << 20));
      case "spaced" -> throw Refusal.invalid(SPACED);
      case "long" -> throw Refusal.invalid(LONG);
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

  static ApplicationServiceGrpc.ApplicationServiceBlockingStub apps() {
    return ApplicationServiceGrpc.newBlockingStub(channel);
  }

  static ApplicationQuery query(String name) {
    return ApplicationQuery.newBuilder().setName(name).build();
  }

  /// The frames of the answer, the trailer last.
  static List<String> web(String method, byte[] message, boolean isText) {
    byte[] answer = webAnswer(method, message, isText).body();
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

  /// `STATUS MESSAGE` of a call over gRPC-web that is refused before anything was sent: it is in
  /// the headers, with no body.
  static String refusedWeb(String method, byte[] message, boolean isText) {
    var answer = webAnswer(method, message, isText);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    var headers = answer.headers();
    return headers.firstValue("grpc-status").orElse("-")
        + " "
        + URLDecoder.decode(headers.firstValue("grpc-message").orElse("-"), StandardCharsets.UTF_8);
  }

  private static HttpResponse<byte[]> webAnswer(String method, byte[] message, boolean isText) {
    byte[] frame =
        ByteBuffer.allocate(5 + message.length)
            .put((byte) 0)
            .putInt(message.length)
            .put(message)
            .array();
    String type = isText ? "application/grpc-web-text" : "application/grpc-web+proto";
    byte[] body = isText ? Base64.getEncoder().encode(frame) : frame;
    try {
      return http.send(
          request("/" + method)
              .header("content-type", type)
              .POST(BodyPublishers.ofByteArray(body))
              .build(),
          BodyHandlers.ofByteArray());
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] base64Pieces(byte[] text) {
    var out = new java.io.ByteArrayOutputStream();
    String all = new String(text, StandardCharsets.US_ASCII);
    for (int i = 0; i < all.length(); i += 4) {
      out.writeBytes(Base64.getDecoder().decode(all.substring(i, i + 4)));
    }
    return out.toByteArray();
  }

  static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
  }

  static HttpResponse<String> get(String path) {
    return send(request(path));
  }

  static HttpResponse<String> post(String path, String body, String type) {
    return send(request(path).header("content-type", type).POST(BodyPublishers.ofString(body)));
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
