package io.tiphys.telemetry.metrics;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.tiphys.telemetry.metrics.Metrics.Sample;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/// What the original's dashboards show of a process. The names are those of the Go runtime, the
/// values what is nearest to them in a JVM.
public final class ProcessMetrics {

  private ProcessMetrics() {}

  public static void register(Metrics metrics) {
    var threads = ManagementFactory.getThreadMXBean();
    var memory = ManagementFactory.getMemoryMXBean();
    var runtime = ManagementFactory.getRuntimeMXBean();
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    one(metrics, "go_goroutines", "Platform threads (Go: goroutines).", threads::getThreadCount);
    one(
        metrics,
        "go_memstats_heap_alloc_bytes",
        "Bytes of heap in use.",
        () -> memory.getHeapMemoryUsage().getUsed());
    one(
        metrics,
        "process_start_time_seconds",
        "Start time of the process since unix epoch in seconds.",
        () -> runtime.getStartTime() / 1000.0);
    one(
        metrics,
        "process_cpu_seconds_total",
        "Total user and system CPU time spent in seconds.",
        () -> system.getProcessCpuTime() / 1e9);
    resident(metrics);
    if (system instanceof UnixOperatingSystemMXBean unix) {
      one(
          metrics,
          "process_open_fds",
          "Number of open file descriptors.",
          unix::getOpenFileDescriptorCount);
      one(
          metrics,
          "process_max_fds",
          "Maximum number of open file descriptors.",
          unix::getMaxFileDescriptorCount);
    }
    pauses(metrics);
  }

  private static void one(Metrics metrics, String name, String help, Supplier<Number> value) {
    metrics.computed(
        name, help, List.of(), () -> List.of(new Sample(value.get().doubleValue(), List.of())));
  }

  private static void resident(Metrics metrics) {
    Path status = Path.of("/proc/self/status");
    metrics.computed(
        "process_resident_memory_bytes",
        "Resident memory size in bytes.",
        List.of(),
        () -> residentKilobytes(status).map(it -> new Sample(it * 1024.0, List.of())).toList());
  }

  /// None where there is no such file: not on Linux.
  private static java.util.stream.Stream<Long> residentKilobytes(Path status) {
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")));
    } catch (IOException e) {
      return java.util.stream.Stream.empty();
    }
  }

  private static void pauses(Metrics metrics) {
    var pauses = new Pauses();
    for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(
            (notification, _) -> observe(notification, pauses), null, null);
      }
    }
    metrics.computed(
        "go_gc_duration_seconds",
        "Duration of garbage collections, of the last 500.",
        List.of("quantile"),
        pauses::quantiles);
    one(
        metrics,
        "go_gc_duration_seconds_sum",
        "Duration of all garbage collections.",
        pauses::seconds);
    one(metrics, "go_gc_duration_seconds_count", "Garbage collections.", pauses::count);
  }

  private static void observe(Notification notification, Pauses pauses) {
    if (notification
            .getType()
            .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
        && notification.getUserData() instanceof CompositeData data) {
      var info = GarbageCollectionNotificationInfo.from(data);
      pauses.add(info.getGcInfo().getDuration() / 1000.0);
    }
  }
}
