package io.tiphys.standalone;

import io.tiphys.telemetry.logs.Logs;
import java.util.Map;
import java.util.concurrent.Callable;

/// A command that starts something and stays until the process is told to end.
abstract class Started implements Callable<Integer> {

  final Map<String, String> env;

  Started(Map<String, String> env) {
    this.env = env;
  }

  /// Starts its parts.
  ///
  /// @param running keeps each as soon as it is started
  /// @throws Exception in words for people when the surroundings are not as they should be
  abstract void start(Running running) throws Exception;

  @Override
  public Integer call() throws Exception {
    try (var running = new Running()) {
      start(running);
      running.await();
      return 0;
    }
  }

  static void log(String format, String level) {
    Logs.configure(format, level);
  }
}
