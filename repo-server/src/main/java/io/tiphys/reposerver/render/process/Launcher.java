package io.tiphys.reposerver.render.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts before a command what limits it: util-linux' `setsid` and `prlimit` where they are, a
/// shell's `ulimit` instead of the latter, or nothing. Each replaces itself by the next, so the
/// process that is started is the program itself.
///
/// The limit of memory is one of writable memory (`RLIMIT_DATA`): address space would be wrong for
/// Go programs, which reserve far more than they use. CPU seconds are limited, too, so that a
/// program ends even when this process is killed and nobody looks after it any more.
final class Launcher {

  private final @Nullable Path setsid;
  private final @Nullable Path prlimit;
  private final @Nullable Path shell;

  private Launcher(@Nullable Path setsid, @Nullable Path prlimit, @Nullable Path shell) {
    this.setsid = setsid;
    this.prlimit = prlimit;
    this.shell = shell;
  }

  static Launcher found(List<Path> directories) {
    return new Launcher(
        find("setsid", directories), find("prlimit", directories), find("sh", directories));
  }

  /// Where this machine keeps programs.
  static List<Path> path() {
    var configured = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Arrays.stream(configured.split(File.pathSeparator)), Stream.of("/bin"))
        .filter(directory -> directory.startsWith("/"))
        .map(Path::of)
        .toList();
  }

  boolean makesSession() {
    return setsid != null;
  }

  List<String> wrap(List<String> command, ProcessLimits limits) {
    long cpuSeconds = 4 * limits.time().plus(limits.grace()).toSeconds() + 1;
    var whole = new ArrayList<String>();
    if (setsid != null) {
      whole.add(setsid.toString());
    }
    if (prlimit != null) {
      whole.add(prlimit.toString());
      whole.add("--data=" + limits.memoryBytes());
      whole.add("--cpu=" + cpuSeconds);
      whole.add("--core=0");
      whole.add("--");
    } else if (shell != null) {
      whole.add(shell.toString());
      whole.add("-c");
      whole.add(
          "ulimit -d %d 2>/dev/null; ulimit -t %d; ulimit -c 0; exec \"$@\""
              .formatted(limits.memoryBytes() / 1024, cpuSeconds));
      whole.add("sh");
    }
    whole.addAll(command);
    return whole;
  }

  private static @Nullable Path find(String name, List<Path> directories) {
    return directories.stream()
        .map(directory -> directory.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
