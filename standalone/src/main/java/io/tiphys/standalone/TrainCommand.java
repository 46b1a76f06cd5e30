package io.tiphys.standalone;

import io.tiphys.telemetry.logs.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `tiphys train`: shows the JVM the classes that every service loads, so that it can write them
/// into its cache (JEP 514). Works for some seconds, on ports and in a directory of its own; needs
/// no cluster.
@Command(name = "train", hidden = true, description = "Shows the JVM what to cache.")
final class TrainCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    Logs.configure("json", "error");
    Path home = Files.createTempDirectory("tiphys-train");
    try {
      try (var running = new Running()) {
        var rehearsal = new Rehearsal(running, home);
        int port = rehearsal.answer();
        rehearsal.render();
        rehearsal.follow(port);
        rehearsal.readAndWrite();
      }
      OwnClasses.load();
    } finally {
      delete(home);
    }
    return 0;
  }

  private static void delete(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
