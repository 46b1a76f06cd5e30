package io.tiphys.e2e.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.e2e.SharedTiphys;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import io.tiphys.testkit.charts.TestingCharts;
import io.tiphys.testkit.cluster.AdminRequest;
import io.tiphys.testkit.cluster.Connection;
import io.tiphys.testkit.git.TestingRepository;
import io.tiphys.testkit.process.CutWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is there before anything is asked: `scene.yaml` in the cluster, a Git repository, charts,
/// and who asks.
final class Scene implements AutoCloseable {

  private static final List<String> DOORS = List.of("grpc", "rest");
  private static final String INDEX =
      """
      apiVersion: v1
      entries:
        web:
        - {version: 2.0.0, description: The web, home: "https://web", maintainers: [{name: Ada}]}
      """;

  private final SharedTiphys tiphys;
  private final TestingCharts charts = TestingCharts.start("ada", "right");
  private final List<CutWire> wires = new ArrayList<>();
  private final Map<String, String> tokens = new LinkedHashMap<>();
  private Words words = new Words(Map.of());

  private Scene(SharedTiphys tiphys) {
    this.tiphys = tiphys;
  }

  static Scene set(SharedTiphys tiphys, Door door) throws IOException {
    var scene = new Scene(tiphys);
    scene.charts.index(INDEX).tags("1.0.0", "1.1.0");
    scene.tell();
    scene.play();
    scene.letIn(door);
    scene.settle(door);
    return scene;
  }

  Words words() {
    return words;
  }

  /// @param account empty for nobody
  String token(String account) {
    return account.isEmpty() ? "" : Objects.requireNonNull(tokens.get(account), account);
  }

  private void tell() throws IOException {
    TestingRepository repository = tiphys.git().repository("shop");
    var files = new LinkedHashMap<String, String>();
    JsonTree.objectOrEmpty(yaml("files.yaml"))
        .forEach((path, text) -> files.put(path, String.valueOf(text)));
    String revision = repository.commit(files);
    repository.tag("v1.0.0", revision);
    for (String name :
        List.of("made", "made-once", "made-to-write", "gone", "gone-once", "gone-to-write")) {
      for (String door : DOORS) {
        tiphys.git().repository(name + "-" + door).commit(files);
      }
    }
    byte[] archive = archive(files);
    var meanings = new LinkedHashMap<String, @Nullable Object>();
    meanings.put("namespace", tiphys.namespace());
    meanings.put("target", tiphys.newNamespace());
    meanings.put("git", "file://" + tiphys.git().root());
    meanings.put("repository", repository.fileUrl());
    meanings.put("revision", revision);
    meanings.put("charts", charts.url());
    meanings.put("registry", "oci://" + charts.registry() + "/team/app");
    int port = URI.create(tiphys.connection().server()).getPort();
    for (String name : List.of("static", "made", "gone", "rotated")) {
      for (String door : DOORS) {
        var wire = CutWire.to(port);
        wires.add(wire);
        meanings.put("cluster." + name + "." + door, "https://127.0.0.1:" + wire.port());
      }
    }
    meanings.put("clusterToken", tiphys.connection().token());
    meanings.put("archive", Base64.getEncoder().encodeToString(archive));
    meanings.put("checksum", sha256(archive));
    meanings.put("password", secret("argocd-initial-admin-secret", "password"));
    JsonTree.objectOrEmpty(yaml("keys.yaml")).forEach(meanings::put);
    words = new Words(meanings);
  }

  private void play() throws IOException {
    Files.createDirectories(tiphys.connection().podLogs());
    Files.writeString(
        tiphys.connection().podLogs().resolve("log-1"),
        "2026-01-02T03:04:05.100000000Z stdout F ready to serve\n");
    String printed = tiphys.kubectl().feed(words.text(text("scene.yaml")), "apply", "-f", "-");
    assertThat(printed).doesNotContain("rror");
    for (String door : DOORS) {
      tiphys.await(
          "the token of manager-" + door,
          () -> {
            String token = secret("manager-" + door + "-first", "token");
            assertThat(code(token)).as("of a question with it").isNotEqualTo(401);
            words = words.with("manager." + door, token);
          });
    }
  }

  /// What the cluster answers to whoever has a token.
  private int code(String token) {
    var known = tiphys.connection();
    var its =
        new Connection(known.server(), token, known.certificateAuthority(), known.kubeconfig());
    try {
      return AdminRequest.to(its).get("/api").statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void letIn(Door door) {
    String admin = session(door);
    tokens.put("admin", admin);
    tokens.put("leaver", session(door));
    tiphys.await(
        "the account stranger",
        () -> {
          var made =
              ask(door, "account.AccountService/CreateToken", admin, Map.of("name", "stranger"));
          tokens.put("stranger", String.valueOf(made.get("token")));
        });
  }

  private String session(Door door) {
    Map<String, @Nullable Object> login =
        Map.of("username", "admin", "password", words.text("${password}"));
    return String.valueOf(ask(door, "session.SessionService/Create", "", login).get("token"));
  }

  /// Until each Application is as its rows need it, and the tree of one has its Pod running.
  private void settle(Door door) {
    awaitPart(
        door,
        "application.ApplicationService/Get",
        "name",
        "guestbook",
        "{operation: null, status: {sync: {status: Synced}, health: {status: Healthy}, operationState: {phase: Succeeded}}}");
    awaitPart(
        door,
        "application.ApplicationService/ResourceTree",
        "applicationName",
        "guestbook",
        "{nodes: [{kind: Pod, health: {status: Healthy}}, {kind: ConfigMap}]}");
    for (String each : DOORS) {
      awaitPart(
          door,
          "application.ApplicationService/Get",
          "name",
          "rolled-" + each,
          "{operation: null, status: {history: [{id: 0}]}}");
      awaitPart(
          door,
          "application.ApplicationService/Get",
          "name",
          "stuck-" + each,
          "{operation: {}, status: {operationState: {phase: Running, retryCount: 1}}}");
    }
  }

  private void awaitPart(Door door, String operation, String field, String app, String part) {
    Object wanted = YamlTree.parse(app, part, YamlLimits.DEFAULT);
    tiphys.await(
        app + " is " + part,
        () -> {
          var answer = ask(door, operation, token("admin"), Map.of(field, app));
          assertThat(Parts.has(answer, wanted)).as(Trial.json(answer)).isTrue();
        });
  }

  private Map<String, @Nullable Object> ask(
      Door door, String operation, String token, Map<String, @Nullable Object> message) {
    var outcome = door.ask(Api.method(operation), token, List.of(message), answer -> true);
    assertThat(outcome.isOk()).as("%s: %s", operation, Trial.said(outcome)).isTrue();
    return JsonTree.objectOrEmpty(outcome.answers().getFirst());
  }

  private String secret(String name, String key) {
    String path = "/api/v1/namespaces/" + tiphys.namespace() + "/secrets/" + name;
    try {
      byte[] body = tiphys.admin().get(path).body().getBytes(StandardCharsets.UTF_8);
      var data = JsonTree.objectOrEmpty(JsonTree.parseObject(body).get("data"));
      byte[] value = Base64.getDecoder().decode(String.valueOf(data.get(key)));
      return new String(value, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object yaml(String file) throws IOException {
    return YamlTree.parse(file, text(file), YamlLimits.DEFAULT);
  }

  private static String text(String file) throws IOException {
    try (var in = Scene.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// As `argocd` packs a directory.
  private static byte[] archive(Map<String, String> files) throws IOException {
    Path directory = Files.createTempDirectory("tiphys-local");
    for (var file : files.entrySet()) {
      Path path = directory.resolve("files").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Path packed = directory.resolve("packed.tgz");
    var tar =
        new ProcessBuilder(
                "tar", "-czf", packed.toString(), "-C", directory.resolve("files").toString(), ".")
            .start();
    try {
      assertThat(tar.waitFor()).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return Files.readAllBytes(packed);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    charts.close();
    wires.forEach(CutWire::close);
  }
}
