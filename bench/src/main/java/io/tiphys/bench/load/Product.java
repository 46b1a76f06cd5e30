package io.tiphys.bench.load;

import io.tiphys.testkit.process.Tools;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Tiphys as built into `dist/`, started by its launcher with its defaults.
final class Product implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(180);
  static final int PORT = 18080;

  private static final List<String> STANDALONE =
      List.of(
          "standalone",
          "--controller-metrics-port=" + (PORT + 2),
          "--repo-server-metrics-port=" + (PORT + 4));

  private final Path home;
  private final Path kubeconfig;
  private final List<String> service;
  private Process process;
  private double cpuOfEnded;

  private Product(Path home, Path kubeconfig, List<String> service) throws IOException {
    this.home = home;
    this.kubeconfig = kubeconfig;
    this.service = service;
    this.process = launch();
  }

  /// All services in one process.
  static Product start(Path home, Path kubeconfig) throws IOException, InterruptedException {
    return start(home, kubeconfig, STANDALONE);
  }

  /// @param service and flags of its own
  static Product start(Path home, Path kubeconfig, List<String> service)
      throws IOException, InterruptedException {
    var product = new Product(home, kubeconfig, service);
    product.awaitServing();
    return product;
  }

  private Process launch() throws IOException {
    var command = new ArrayList<>(List.of(Tools.checkout().resolve("bin/tiphys").toString()));
    command.addAll(service);
    command.addAll(
        List.of(
            "--insecure",
            "--port=" + PORT,
            "--metrics-port=" + (PORT + 3),
            "--kubeconfig=" + kubeconfig,
            "--namespace=" + Load.ARGOCD));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().put("TIPHYS_DATA_PATH", home.resolve("data").toString());
    builder
        .environment()
        .merge("PATH", Tools.directory().toString(), (old, tools) -> tools + ":" + old);
    return builder.start();
  }

  Path log() {
    return home.resolve("tiphys.log");
  }

  private void awaitServing() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!serves()) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new IOException("Tiphys does not serve; its log: " + Files.readString(log()));
      }
      Thread.sleep(50);
    }
  }

  private static boolean serves() {
    try {
      var url = URI.create("http://localhost:" + PORT + "/healthz").toURL();
      var connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(200);
      connection.setReadTimeout(1000);
      return connection.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /// Ends it as `kill -9` does, and starts it again without waiting until it serves.
  void killAndStart(Runnable meanwhile) throws IOException, InterruptedException {
    cpuOfEnded += tree().cpuSeconds();
    process.destroyForcibly();
    process.waitFor();
    meanwhile.run();
    process = launch();
  }

  double cpuSeconds() {
    return cpuOfEnded + tree().cpuSeconds();
  }

  double pssMebibytes() {
    return tree().pssMebibytes();
  }

  private ProcessTree tree() {
    return new ProcessTree(process.toHandle());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
