package io.tiphys.reposerver.render.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedProcessIT {

  private static final ProcessLimits LIMITS =
      new ProcessLimits(Duration.ofSeconds(60), Duration.ofSeconds(10), 512L << 20, 1 << 20);

  @TempDir Path directory;

  /// With everything there is, and as on a machine without util-linux.
  private BoundedProcess processes(boolean launcher) {
    return new BoundedProcess(Launcher.found(launcher ? Launcher.path() : List.of()));
  }

  private ProcessResult shell(boolean launcher, String script, ProcessLimits limits)
      throws Exception {
    return processes(launcher)
        .run(List.of("/bin/sh", "-c", script), directory, Map.of("PATH", "/bin:/usr/bin"), limits);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersOutputErrorsAndStatus(boolean launcher) throws Exception {
    var result = shell(launcher, "pwd -P; echo oh >&2; exit 3", LIMITS);
    String here = directory.toRealPath().toString();
    assertThat(result)
        .isInstanceOfSatisfying(
            ProcessResult.Exited.class,
            exited -> {
              assertThat(exited.code()).isEqualTo(3);
              assertThat(new String(exited.output(), StandardCharsets.UTF_8).strip())
                  .isEqualTo(here);
              assertThat(exited.errors()).isEqualTo("oh\n");
            });
  }

  @Test
  void givesNothingOfItsOwnEnvironment() throws Exception {
    var result = shell(true, "env", LIMITS);
    assertThat(result)
        .isInstanceOfSatisfying(
            ProcessResult.Exited.class,
            exited ->
                assertThat(new String(exited.output(), StandardCharsets.UTF_8).lines())
                    .allMatch(line -> line.matches("(PATH|PWD|GOMEMLIMIT|OLDPWD|SHLVL|_)=.*")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsWhatTakesTooLongWithAllItStarted(boolean launcher) throws Exception {
    var limits = new ProcessLimits(Duration.ofMillis(500), Duration.ofMillis(300), 512L << 20, 100);
    var result =
        shell(launcher, "trap '' TERM; sleep 600 & echo $! > child; echo $$ > own; wait", limits);
    // the shell is waiting for a child: asking it to end is not enough
    assertThat(result).isInstanceOf(ProcessResult.TimedOut.class);
    assertGone("own");
    assertGone("child");
  }

  @Test
  void endsGrandchildrenThatItsChildrenLeftBehind() throws Exception {
    var result = shell(true, "(sleep 600 & echo $! > child) ; echo done", LIMITS);
    assertThat(result).isInstanceOf(ProcessResult.Exited.class);
    assertGone("child");
  }

  @Test
  void asksBeforeItKills() throws Exception {
    var limits = new ProcessLimits(Duration.ofMillis(500), Duration.ofSeconds(20), 512L << 20, 100);
    var result =
        shell(true, "trap 'echo asked > asked; exit 0' TERM; while :; do sleep 0.1; done", limits);
    assertThat(result).isEqualTo(new ProcessResult.TimedOut(limits.time(), false));
    assertThat(directory.resolve("asked")).exists();
  }

  @Test
  void endsWhatWritesTooMuch() throws Exception {
    assertThat(shell(true, "while :; do echo yyyyyyyyyyyyyyyyyyyyyyyy; done", LIMITS))
        .isEqualTo(new ProcessResult.TooMuchOutput(LIMITS.outputBytes()));
  }

  @Test
  void keepsTheEndOfLongErrors() throws Exception {
    var result =
        shell(
            true,
            "i=0; while [ $i -lt 5000 ]; do echo aaaaaaaaaaaaaaaaaaaaaaaa >&2; i=$((i+1)); done; echo end >&2",
            LIMITS);
    assertThat(result)
        .isInstanceOfSatisfying(
            ProcessResult.Exited.class,
            exited -> {
              assertThat(exited.errors()).startsWith("... ").endsWith("end\n");
              assertThat(exited.errors()).hasSizeLessThan(70_000);
            });
  }

  @Test
  void limitsMemory() throws Exception {
    var limits =
        new ProcessLimits(Duration.ofSeconds(60), Duration.ofSeconds(10), 64L << 20, 1 << 20);
    // doubles a text until it does not fit any more
    var result = shell(true, "x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done", limits);
    assertThat(result)
        .isInstanceOfSatisfying(
            ProcessResult.Exited.class, exited -> assertThat(exited.code()).isNotZero());
  }

  @Test
  void saysThatAProgramIsNotThere() throws Exception {
    assertThat(processes(false).run(List.of("/nonexistent/helm"), directory, Map.of(), LIMITS))
        .isInstanceOf(ProcessResult.NotStarted.class);
  }

  private void assertGone(String file) throws Exception {
    long pid = Long.parseLong(Files.readString(directory.resolve(file)).strip());
    var process = ProcessHandle.of(pid);
    // a killed orphan stays as a zombie until its new parent looks after it
    for (int i = 0; i < 200 && process.isPresent() && runs(pid); i++) {
      Thread.sleep(20);
    }
    assertThat(process.isPresent() && runs(pid)).as("process %s runs", file).isFalse();
  }

  private static boolean runs(long pid) throws Exception {
    var stat = Path.of("/proc/" + pid + "/stat");
    if (!Files.exists(Path.of("/proc/self/stat"))) {
      return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
    try {
      String line = Files.readString(stat);
      return line.charAt(line.lastIndexOf(')') + 2) != 'Z';
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
