package io.tiphys.reposerver.render.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs programs inside limits. Each gets nothing of this process' environment, no input, and ends
/// with everything it started. A call blocks its thread; virtual threads are meant.
public final class BoundedProcess {

  private static final Logger log = LoggerFactory.getLogger(BoundedProcess.class);
  private static final int ERRORS_KEPT = 64 * 1024;

  private final Launcher launcher;

  public BoundedProcess() {
    this(Launcher.found(Launcher.path()));
  }

  BoundedProcess(Launcher launcher) {
    this.launcher = launcher;
  }

  /// @param command an absolute path and arguments
  /// @param environment all of it
  public ProcessResult run(
      List<String> command, Path directory, Map<String, String> environment, ProcessLimits limits)
      throws InterruptedException {
    var builder = new ProcessBuilder(launcher.wrap(command, limits));
    builder.directory(directory.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putIfAbsent("GOMEMLIMIT", limits.memoryBytes() / 10 * 8 + "B");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new ProcessResult.NotStarted(String.valueOf(e.getMessage()));
    }
    return new Run(process, limits).await();
  }

  private final class Run {

    private final Process process;
    private final ProcessGroup group;
    private final ProcessLimits limits;
    private final AtomicBoolean tooMuch = new AtomicBoolean();
    private final AtomicBoolean killed = new AtomicBoolean();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final TailOfText errors = new TailOfText(ERRORS_KEPT);
    private final CountDownLatch read = new CountDownLatch(2);

    Run(Process process, ProcessLimits limits) {
      this.process = process;
      this.group = new ProcessGroup(process, launcher.makesSession());
      this.limits = limits;
    }

    ProcessResult await() throws InterruptedException {
      Thread.ofVirtual().name("process-output").start(() -> drain(process.getInputStream(), true));
      Thread.ofVirtual().name("process-errors").start(() -> drain(process.getErrorStream(), false));
      try {
        if (!waitFor(limits.time())) {
          group.terminate();
          boolean fatal = !waitFor(limits.grace());
          killOnce();
          return tooMuch.get()
              ? new ProcessResult.TooMuchOutput(limits.outputBytes())
              : new ProcessResult.TimedOut(limits.time(), fatal);
        }
        killOnce(); // what it left running would hold its pipes open
        if (!read.await(5, TimeUnit.SECONDS)) {
          log.warn("process {} has ended, but its pipes are held open", process.pid());
          process.destroyForcibly();
        }
        if (tooMuch.get()) {
          return new ProcessResult.TooMuchOutput(limits.outputBytes());
        }
        synchronized (output) {
          return new ProcessResult.Exited(process.exitValue(), output.toByteArray(), errors.text());
        }
      } finally {
        killOnce(); // also when this thread is interrupted
      }
    }

    /// Not again after the leader is gone for long: its number may be another's by then.
    private void killOnce() {
      if (killed.compareAndSet(false, true)) {
        group.kill();
      }
    }

    private boolean waitFor(Duration time) throws InterruptedException {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void drain(InputStream stream, boolean isOutput) {
      var buffer = new byte[16 * 1024];
      try (stream) {
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
          if (!isOutput) {
            errors.add(buffer, n);
          } else if (!keep(buffer, n)) {
            tooMuch.set(true);
            killOnce();
            return;
          }
        }
      } catch (IOException e) {
        log.debug("a process closed its pipe", e);
      } finally {
        read.countDown();
      }
    }

    private boolean keep(byte[] buffer, int n) {
      synchronized (output) {
        if (output.size() + n > limits.outputBytes()) {
          output.reset();
          return false;
        }
        output.write(buffer, 0, n);
        return true;
      }
    }
  }

  /// The last bytes of a text.
  private static final class TailOfText {

    private final int limit;
    private byte[] kept = new byte[0];
    private boolean cut;

    TailOfText(int limit) {
      this.limit = limit;
    }

    synchronized void add(byte[] buffer, int n) {
      int old = Math.min(kept.length, limit - Math.min(n, limit));
      cut |= old < kept.length;
      var next = new byte[old + n];
      System.arraycopy(kept, kept.length - old, next, 0, old);
      System.arraycopy(buffer, 0, next, old, n);
      kept = next;
    }

    synchronized String text() {
      return (cut ? "... " : "") + new String(kept, StandardCharsets.UTF_8);
    }
  }
}
