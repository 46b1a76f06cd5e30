package io.tiphys.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a process and everything below it cost, from `/proc` (Linux).
final class ProcessTree {

  private static final double TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux

  private final ProcessHandle root;

  ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  /// Seconds of CPU of those that live, and of their children that have ended.
  double cpuSeconds() {
    return all().stream().mapToDouble(ProcessTree::cpuSeconds).sum();
  }

  /// The proportional share of memory: what is shared with others counts in parts.
  double pssMebibytes() {
    return all().stream().mapToDouble(ProcessTree::pss).sum();
  }

  private List<ProcessHandle> all() {
    return Stream.concat(Stream.of(root), root.descendants()).toList();
  }

  private static double cpuSeconds(ProcessHandle process) {
    String stat = read(process, "stat");
    if (stat.isEmpty()) {
      return 0;
    }
    // The name, in brackets, may contain blanks: count from behind it. See proc_pid_stat(5).
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double ticks = 0;
    for (int i = 11; i <= 14; i++) { // utime, stime, cutime, cstime
      ticks += Long.parseLong(fields[i]);
    }
    return ticks / TICKS_A_SECOND;
  }

  private static double pss(ProcessHandle process) {
    return read(process, "smaps_rollup")
        .lines()
        .filter(line -> line.startsWith("Pss:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .sum();
  }

  private static String read(ProcessHandle process, String name) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), name));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }
}
