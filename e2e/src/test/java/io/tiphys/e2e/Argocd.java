package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.process.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The stock `argocd` binary of one user.
///
/// @param server `host:port`
/// @param home the user's directory, with the configuration
/// @param connection how it connects, such as `--plaintext`
record Argocd(String server, Path home, List<String> connection) {

  private static final int PATIENCE_SECONDS = 120;

  Argocd {
    connection = List.copyOf(connection);
  }

  static Argocd to(String server, String... connection) {
    try {
      return new Argocd(server, Files.createTempDirectory("tiphys-argocd"), List.of(connection));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /// @param input what is typed
  Said runWith(String input, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Tools.path("argocd").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--config", home.resolve("config").toString()));
    command.addAll(connection);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.environment().remove("ARGOCD_OPTS");
    try {
      Path out = Files.createTempFile(home, "out", ".txt");
      var process = builder.redirectOutput(out.toFile()).start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end:\n" + Files.readString(out));
      }
      return new Said(process.exitValue(), Files.readString(out));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
