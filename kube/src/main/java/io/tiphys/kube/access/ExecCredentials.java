package io.tiphys.kube.access;

import io.tiphys.model.json.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Runs a credential plugin and keeps what it printed until it expires.
final class ExecCredentials implements Credentials {

  private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
  private static final int OUTPUT_LIMIT = 1 << 20;

  private final Auth.Exec exec;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Proof proof;
  private Instant expires = Instant.MAX;

  ExecCredentials(Auth.Exec exec) {
    this.exec = exec;
  }

  @Override
  public Proof current() throws IOException {
    lock.lock();
    try {
      Proof kept = proof;
      if (kept != null && Instant.now().isBefore(expires)) {
        return kept;
      }
      Proof made = read(run());
      proof = made;
      return made;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean renew() {
    lock.lock();
    try {
      proof = null;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private byte[] run() throws IOException {
    var command = new java.util.ArrayList<String>();
    command.add(exec.command());
    command.addAll(exec.arguments());
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(exec.env());
    builder
        .environment()
        .put(
            "KUBERNETES_EXEC_INFO",
            JsonTree.writeString(
                Map.of(
                    "apiVersion",
                    exec.apiVersion(),
                    "kind",
                    "ExecCredential",
                    "spec",
                    Map.of("interactive", false))));
    Process process = builder.start();
    Thread watchdog = Thread.ofVirtual().start(() -> endInTime(process));
    try (InputStream output = process.getInputStream()) {
      process.getOutputStream().close();
      byte[] printed = output.readNBytes(OUTPUT_LIMIT);
      if (!process.waitFor(TIME_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("credential plugin " + exec.command() + " does not end");
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            "credential plugin " + exec.command() + " ended with status " + process.exitValue());
      }
      return printed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("credential plugin " + exec.command() + " was interrupted", e);
    } finally {
      watchdog.interrupt();
      process.destroyForcibly();
    }
  }

  private static void endInTime(Process process) {
    try {
      if (!process.waitFor(TIME_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Proof read(byte[] printed) throws IOException {
    Map<String, @Nullable Object> status;
    try {
      status = JsonTree.objectOrEmpty(JsonTree.parseObject(printed).get("status"));
    } catch (RuntimeException e) {
      throw new IOException( // its message would quote the output
          "credential plugin " + exec.command() + " printed no ExecCredential");
    }
    String token = status.get("token") instanceof String text ? text : "";
    String certificate = status.get("clientCertificateData") instanceof String text ? text : "";
    String key = status.get("clientKeyData") instanceof String text ? text : "";
    if (token.isEmpty() && certificate.isEmpty()) {
      throw new IOException(
          "credential plugin " + exec.command() + " printed neither token nor certificate");
    }
    expires = Instant.MAX;
    if (status.get("expirationTimestamp") instanceof String text) {
      try {
        expires = Instant.parse(text).minusSeconds(10);
      } catch (DateTimeParseException e) {
        throw new IOException(
            "credential plugin " + exec.command() + " printed a bad expirationTimestamp", e);
      }
    }
    return new Proof(token.isEmpty() ? "" : "Bearer " + token, certificate, key);
  }
}
