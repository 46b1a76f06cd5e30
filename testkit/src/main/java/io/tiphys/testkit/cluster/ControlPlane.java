package io.tiphys.testkit.cluster;

import io.tiphys.testkit.process.ChildProcess;
import io.tiphys.testkit.process.Ports;
import io.tiphys.testkit.process.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// etcd, kube-apiserver and kube-controller-manager as processes of this machine, on free ports of
/// the loopback address. Ready within seconds; all of it ends when it is closed or when this JVM
/// ends, however that ends.
public final class ControlPlane implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path home;
  private final String token = UUID.randomUUID().toString();
  private final int etcdPort = Ports.free();
  private final int apiPort = Ports.free();
  private final ChildProcess etcd;
  private final List<ChildProcess> controllers = new ArrayList<>();
  private ChildProcess apiServer;

  private ControlPlane(Path home) throws IOException {
    this.home = home;
    writeKeys();
    etcd = startEtcd();
    apiServer = startApiServer();
  }

  /// Starts one in a directory of its own, and waits until it serves.
  ///
  /// @param simulatedNodes how many nodes kwok pretends; with 0 there is no scheduler and no pod
  ///   ever runs
  /// @throws IllegalStateException when it does not serve in time, with the end of its log
  public static ControlPlane start(int simulatedNodes) {
    try {
      return start(Files.createTempDirectory("tiphys-control-plane"), simulatedNodes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same in a given directory, which is deleted at the end.
  public static ControlPlane start(Path home, int simulatedNodes) {
    try {
      Files.createDirectories(home);
      var plane = new ControlPlane(home);
      try {
        plane.awaitAndStartControllers(simulatedNodes);
      } catch (RuntimeException e) {
        plane.close();
        throw e;
      }
      return plane;
    } catch (IOException e) {
      throw new UncheckedIOException("the control plane did not start", e);
    }
  }

  private void awaitAndStartControllers(int simulatedNodes) throws IOException {
    ApiReadiness.awaitServing(server(), token, apiServer, PATIENCE);
    Files.writeString(
        kubeconfig(), Connection.kubeconfigText(server(), base64(certificateAuthority()), token));
    controllers.add(startControllerManager());
    if (simulatedNodes > 0) {
      controllers.add(startScheduler());
      controllers.add(startKwok());
    }
    ApiReadiness.awaitObject(
        connection(), "/api/v1/namespaces/default/serviceaccounts/default", apiServer, PATIENCE);
    SimulatedNodes.register(connection(), simulatedNodes);
  }

  /// How to reach it.
  public Connection connection() {
    return new Connection(server(), token, certificateAuthority(), kubeconfig());
  }

  /// Ends the API server at once; etcd keeps the objects.
  public void killApiServer() {
    apiServer.kill();
  }

  /// Freezes (`STOP`) or thaws (`CONT`) the API server.
  public void signalApiServer(String signal) {
    apiServer.signal(signal);
  }

  /// Starts the API server again on the same port, and waits until it serves.
  public void restartApiServer() {
    apiServer = startApiServer();
    ApiReadiness.awaitServing(server(), token, apiServer, PATIENCE);
  }

  /// The address of etcd, for a test that compacts its history.
  public String etcdEndpoint() {
    return "http://127.0.0.1:" + etcdPort;
  }

  @Override
  public void close() {
    controllers.reversed().forEach(ChildProcess::kill);
    apiServer.kill(); // a graceful end waits for watches, and nothing here is wanted any more
    etcd.kill();
    delete(home);
  }

  private String server() {
    return "https://127.0.0.1:" + apiPort;
  }

  private Path kubeconfig() {
    return home.resolve("kubeconfig");
  }

  private String certificateAuthority() {
    try {
      return Files.readString(home.resolve("certs/apiserver.crt"));
    } catch (IOException e) {
      throw new UncheckedIOException("the API server made no certificate", e);
    }
  }

  private void writeKeys() throws IOException {
    Files.writeString(home.resolve("tokens.csv"), token + ",admin,admin,\"system:masters\"\n");
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var pair = generator.generateKeyPair();
      var pem = Base64.getMimeEncoder(64, new byte[] {'\n'});
      Files.writeString(
          home.resolve("service-account.key"),
          "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
              .formatted(pem.encodeToString(pair.getPrivate().getEncoded())));
      Files.writeString(
          home.resolve("service-account.pub"),
          "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
              .formatted(pem.encodeToString(pair.getPublic().getEncoded())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private ChildProcess startEtcd() {
    int peers = Ports.free();
    return run(
        "etcd",
        "--data-dir=" + home.resolve("etcd"),
        "--listen-client-urls=" + etcdEndpoint(),
        "--advertise-client-urls=" + etcdEndpoint(),
        "--listen-peer-urls=http://127.0.0.1:" + peers,
        "--initial-advertise-peer-urls=http://127.0.0.1:" + peers,
        "--initial-cluster=default=http://127.0.0.1:" + peers,
        "--unsafe-no-fsync",
        "--quota-backend-bytes=4294967296",
        "--log-level=error");
  }

  private ChildProcess startApiServer() {
    return run(
        "kube-apiserver",
        "--etcd-servers=" + etcdEndpoint(),
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--secure-port=" + apiPort,
        "--cert-dir=" + home.resolve("certs"),
        "--token-auth-file=" + home.resolve("tokens.csv"),
        "--authorization-mode=RBAC",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + home.resolve("service-account.pub"),
        "--service-account-signing-key-file=" + home.resolve("service-account.key"),
        "--service-cluster-ip-range=10.0.0.0/16",
        "--allow-privileged=true",
        "--endpoint-reconciler-type=none",
        "--profiling=false",
        "--v=0");
  }

  private ChildProcess startControllerManager() {
    return run(
        "kube-controller-manager",
        "--kubeconfig=" + kubeconfig(),
        "--service-account-private-key-file=" + home.resolve("service-account.key"),
        "--root-ca-file=" + home.resolve("certs/apiserver.crt"),
        "--use-service-account-credentials",
        "--leader-elect=false",
        "--secure-port=0",
        "--controllers=*,-nodeipam,-nodelifecycle,-cloud-node-lifecycle",
        "--kube-api-qps=500",
        "--kube-api-burst=1000",
        "--v=0");
  }

  private ChildProcess startScheduler() {
    return run(
        "kube-scheduler",
        "--kubeconfig=" + kubeconfig(),
        "--leader-elect=false",
        "--secure-port=0");
  }

  private ChildProcess startKwok() throws IOException {
    Path stages = home.resolve("pod-stages.yaml");
    try (var own = ControlPlane.class.getResourceAsStream("pod-stages.yaml")) {
      Files.copy(Objects.requireNonNull(own), stages);
    }
    Path logs = Files.createDirectories(connection().podLogs());
    Path logRules = home.resolve("pod-logs.yaml");
    try (var own = ControlPlane.class.getResourceAsStream("pod-logs.yaml")) {
      String text = new String(Objects.requireNonNull(own).readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(logRules, text.replace("LOGS", logs.toString()));
    }
    int port = Ports.free();
    return run(
        "kwok",
        "--kubeconfig=" + kubeconfig(),
        "--config=" + stages,
        "--config=" + logRules,
        "--tls-cert-file=" + home.resolve("certs/apiserver.crt"),
        "--tls-private-key-file=" + home.resolve("certs/apiserver.key"),
        "--node-port=" + port,
        "--manage-all-nodes=true",
        "--cidr=10.1.0.0/16",
        "--node-ip=127.0.0.1",
        "--server-address=127.0.0.1:" + port);
  }

  private ChildProcess run(String tool, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Tools.path(tool).toString());
    command.addAll(List.of(arguments));
    return ChildProcess.start(tool, home, Map.of("HOME", home.toString()), command);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void delete(Path directory) {
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // a file of an ending process: the system's own cleaning of its temporary folder takes it
    }
  }
}
