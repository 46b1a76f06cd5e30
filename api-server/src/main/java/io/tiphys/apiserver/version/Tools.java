package io.tiphys.apiserver.version;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The versions of the programs found on the PATH; empty for one that is not there.
record Tools(String helm, String kustomize) {

  private static final int PATIENCE_SECONDS = 5;
  private static final int LONGEST_ANSWER = 200;

  static Tools find() {
    return new Tools(ask("helm", "version", "--short"), ask("kustomize", "version"));
  }

  private static String ask(String... command) {
    try {
      var process =
          new ProcessBuilder(List.of(command))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        process.getOutputStream().close();
        // A version is shorter than a pipe: it need not be read before the program has ended.
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
          return "";
        }
        byte[] answer = process.getInputStream().readNBytes(LONGEST_ANSWER);
        return new String(answer, StandardCharsets.UTF_8).strip();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return ""; // not on the PATH
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
