package io.tiphys.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that ends when it is closed, and also when this JVM is killed: a shell between the two
/// waits for the end of its standard input, which the kernel closes with the JVM.
public final class ChildProcess implements AutoCloseable {

  // $1: grace in seconds, the rest: the command. The first word printed is the child's process id.
  private static final String GUARD =
      """
      grace=$1; shift
      "$@" </dev/null &
      child=$!
      echo "$child" >"$TIPHYS_CHILD_PID"
      cat >/dev/null
      kill -TERM "$child" 2>/dev/null
      n=0
      while kill -0 "$child" 2>/dev/null && [ "$n" -lt "$((grace * 20))" ]; do sleep 0.05; n=$((n + 1)); done
      kill -KILL "$child" 2>/dev/null
      wait "$child" 2>/dev/null
      rm -f "$TIPHYS_CHILD_PID"
      """;

  private final String name;
  private final Process guard;
  private final Path pidFile;
  private final Path log;

  private ChildProcess(String name, Process guard, Path pidFile, Path log) {
    this.name = name;
    this.guard = guard;
    this.pidFile = pidFile;
    this.log = log;
  }

  /// @param name for messages and the log file
  /// @param directory where its log `name.log` goes
  /// @param environment variables beside those of this JVM
  /// @param command the program and its arguments
  public static ChildProcess start(
      String name, Path directory, Map<String, String> environment, List<String> command) {
    Path log = directory.resolve(name + ".log");
    Path pidFile = directory.resolve(name + ".pid");
    var guarded = new ArrayList<>(List.of("sh", "-c", GUARD, "guard-" + name, "5"));
    guarded.addAll(command);
    var builder =
        new ProcessBuilder(guarded)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    builder.environment().put("TIPHYS_CHILD_PID", pidFile.toString());
    try {
      Files.deleteIfExists(pidFile);
      return new ChildProcess(name, builder.start(), pidFile, log);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " did not start", e);
    }
  }

  /// The process id of the program itself.
  public long pid() {
    for (int i = 0; i < 200; i++) {
      try {
        String text = Files.exists(pidFile) ? Files.readString(pidFile).strip() : "";
        if (!text.isEmpty()) {
          return Long.parseLong(text);
        }
        Thread.sleep(10);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    throw new IllegalStateException(name + " has no process id: " + lastLines());
  }

  public boolean isAlive() {
    return ProcessHandle.of(pid()).map(ProcessHandle::isAlive).orElse(false);
  }

  /// Ends the program at once, as `kill -9` does.
  public void kill() {
    ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
    close();
  }

  /// Freezes or thaws the program: `STOP` and `CONT`.
  public void signal(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The end of what the program printed, for a failure's message.
  public String lastLines() {
    try {
      List<String> lines =
          Files.exists(log) ? Files.readAllLines(log, StandardCharsets.UTF_8) : List.of();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }

  /// All that the program printed.
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      guard.getOutputStream().close();
      if (!guard.waitFor(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS)) {
        guard.destroyForcibly();
      }
    } catch (IOException e) {
      guard.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
