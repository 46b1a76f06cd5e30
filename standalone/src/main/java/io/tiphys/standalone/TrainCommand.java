package io.tiphys.standalone;

import io.tiphys.apiserver.ApiServer;
import io.tiphys.apiserver.options.ApiServerOptions;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.telemetry.logs.Logs;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `tiphys train`: shows the JVM the classes that every service loads, so that it can write them
/// into its cache (JEP 514). Serves for a moment on a port of its own; needs no cluster.
@Command(name = "train", hidden = true, description = "Shows the JVM what to cache.")
final class TrainCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    Logs.configure("json", "error");
    var options = new ApiServerOptions();
    new CommandLine(options)
        .parseArgs("--insecure", "--disable-auth", "--port=0", "--metrics-port=0");
    var nowhere = new ClusterAccess("https://127.0.0.1:1", new Auth.Bearer("none"), Tls.DEFAULT);
    try (var kube = new KubeClient(nowhere, KubeClientOptions.DEFAULT);
        var server = ApiServer.start(options, kube, "argocd")) {
      for (String path : new String[] {"/healthz", "/healthz?full=true", "/api/version"}) {
        ask(server.port(), path);
      }
    }
    loadOwnClasses();
    return 0;
  }

  private static void ask(int port, String path) throws IOException {
    var connection = URI.create("http://localhost:" + port + path).toURL().openConnection();
    try (var body = connection.getInputStream()) {
      body.readAllBytes();
    } catch (IOException e) {
      // an error is an answer, too
    }
  }

  /// The classes of all services: they lie in jars beside this one's.
  private static void loadOwnClasses() throws IOException, URISyntaxException {
    for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      Path jar = Path.of(entry).toAbsolutePath();
      Path libraries = jar.resolveSibling("lib");
      load(jar);
      if (Files.isDirectory(libraries)) {
        try (var files = Files.list(libraries)) {
          for (Path library : files.filter(it -> isOwn(it)).toList()) {
            load(library);
          }
        }
      }
    }
  }

  private static boolean isOwn(Path jar) {
    return jar.getFileName().toString().startsWith("tiphys-");
  }

  private static void load(Path jar) throws IOException {
    if (!Files.isRegularFile(jar)) {
      return;
    }
    try (var file = new JarFile(jar.toFile())) {
      file.stream()
          .map(JarEntry::getName)
          .filter(name -> name.startsWith("io/tiphys/") && name.endsWith(".class"))
          .filter(name -> !name.endsWith("-info.class"))
          .forEach(name -> load(name.substring(0, name.length() - 6).replace('/', '.')));
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, TrainCommand.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // one class less in the cache
    }
  }
}
