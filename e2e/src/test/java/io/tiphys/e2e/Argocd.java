package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.process.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The stock `argocd` binary of one user.
///
/// @param server `host:port`
/// @param home the user's directory, with the configuration
/// @param connection how it connects, such as `--plaintext`
/// @param listener is told of what was run
record Argocd(
    String server, Path home, List<String> connection, BiConsumer<List<String>, Said> listener) {

  private static final int PATIENCE_SECONDS = 120;
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final int ENDED = -1; // no exit code of a process
  private static final Pattern BEGIN = Pattern.compile("\\s+last_command=\"argocd_?(.*)\"");

  private static final FileAttribute<Set<PosixFilePermission>> EXECUTABLE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  Argocd {
    connection = List.copyOf(connection);
  }

  static Argocd to(String server, String... connection) {
    return to(server, List.of(connection));
  }

  static Argocd to(String server, List<String> connection) {
    try {
      return new Argocd(
          server, Files.createTempDirectory("tiphys-argocd"), connection, (arguments, said) -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same with somebody who is told the arguments and the outcome of each command.
  Argocd heardBy(BiConsumer<List<String>, Said> listener) {
    return new Argocd(server, home, connection, listener);
  }

  /// All commands that the binary has, without those that are only a group of others, such as `app
  /// actions list`. They are read from the script that completes them in a shell.
  static List<String> commands() {
    var commands = new ArrayList<String>();
    boolean isGroup = true;
    String command = "";
    var lines = to("").run("completion", "bash").succeeds().out().lines().toList();
    for (String line : lines) {
      var begin = BEGIN.matcher(line);
      if (begin.matches()) {
        if (!isGroup) {
          commands.add(command);
        }
        command = begin.group(1).replace('_', ' ');
        isGroup = false;
      }
      isGroup |= line.strip().startsWith("commands+=");
    }
    return commands;
  }

  /// Arguments in one.
  static String[] arguments(List<String> first, String... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new);
  }

  /// What a command printed.
  ///
  /// @param out both streams
  record Said(int code, String out) {

    Said succeeds() {
      assertThat(code).as(out).isZero();
      return this;
    }

    Said fails() {
      assertThat(code).as(out).isNotZero();
      return this;
    }

    /// Lines with one space wherever there are several.
    List<String> lines() {
      return out.lines().map(line -> line.strip().replaceAll("\\s+", " ")).toList();
    }
  }

  Said login(String username, String password) {
    return run("login", server, "--username", username, "--password", password);
  }

  /// Runs a command to its end.
  Said run(String... arguments) {
    return runWith("", arguments);
  }

  /// Runs what a user writes in a shell.
  ///
  /// @param line words; one in single quotes may have spaces, or nothing, in it
  Said type(String line) {
    return run(words(line));
  }

  private static String[] words(String line) {
    var words = new ArrayList<String>();
    var matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words.toArray(String[]::new);
  }

  /// @param input what is typed
  Said runWith(String input, String... arguments) {
    return run(Map.of(), input, arguments);
  }

  /// Runs a command that opens an editor.
  ///
  /// @param script for `sed`, which does the editing
  Said edit(String script, String... arguments) {
    try {
      Path editor = Files.createTempFile(home, "editor", ".sh", EXECUTABLE);
      Files.writeString(editor, "#!/bin/sh\nexec sed -i '%s' \"$1\"\n".formatted(script));
      return run(Map.of("EDITOR", editor.toString()), "", arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a command that may hang: the binary waits for ever when its only connection breaks before
  /// it is ready.
  ///
  /// @return none when it was ended
  Optional<Said> runWithin(int seconds, String... arguments) {
    var said = run(seconds, Map.of(), "", arguments);
    return said.code() == ENDED ? Optional.empty() : Optional.of(said);
  }

  /// @param variables of its environment
  /// @param input what is typed
  Said run(Map<String, String> variables, String input, String... arguments) {
    var said = run(PATIENCE_SECONDS, variables, input, arguments);
    if (said.code() == ENDED) {
      throw new AssertionError(List.of(arguments) + " did not end:\n" + said.out());
    }
    listener.accept(List.of(arguments), said);
    return said;
  }

  private Said run(int seconds, Map<String, String> variables, String input, String... arguments) {
    return start(variables, input, arguments).end(seconds);
  }

  /// Starts what a user writes in a shell; the caller ends it.
  Running start(String line) {
    return start(Map.of(), "", words(line));
  }

  /// A command that goes on.
  ///
  /// @param said the file of what it has printed so far
  record Running(Process process, Path said) {

    String out() {
      try {
        return Files.readString(said);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// Waits until it ends; after the seconds it is ended.
    Said end(int seconds) {
      try {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return new Said(ENDED, out());
        }
        return new Said(process.exitValue(), out());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  private Running start(Map<String, String> variables, String input, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Tools.path("argocd").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--config", home.resolve("config").toString()));
    command.addAll(connection);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.environment().remove("ARGOCD_OPTS");
    builder.environment().putAll(variables);
    try {
      Path out = Files.createTempFile(home, "out", ".txt");
      var process = builder.redirectOutput(out.toFile()).start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      return new Running(process, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
