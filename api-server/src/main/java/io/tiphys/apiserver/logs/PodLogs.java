package io.tiphys.apiserver.logs;

import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Operation.Frames;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.proto.application.ApplicationPodLogsQuery;
import io.tiphys.proto.application.LogEntry;
import io.tiphys.proto.k8s.meta.v1.Time;
import io.tiphys.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Streams the logs of pods, merged by time, and with `last` in the frame that is the end. A caller
/// who reads slowly makes the clusters send slowly; one who leaves ends the requests to them.
public final class PodLogs {

  /// A followed line waits so long for older ones of other pods.
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private static final int MAX_PODS = 10;

  private final Supplier<Settings> settings;
  private final Clock clock;

  /// Whose log is asked for.
  public record Pod(String namespace, String name) {}

  /// @param settings those of the moment
  /// @param clock for what has no time of its own
  public PodLogs(Supplier<Settings> settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /// Sends the lines that the query asks for until there are no more or the caller is gone.
  ///
  /// @param cluster that the pods are in
  /// @param pods found by whoever knows what the caller may see; nothing is sent for none
  /// @param query what it says of pods and their owners is not looked at
  /// @throws Refusal INVALID_ARGUMENT for too many pods and a time that is none; UNAVAILABLE when
  ///   the connection to the cluster breaks
  public void stream(
      KubeClient cluster,
      List<Pod> pods,
      ApplicationPodLogsQuery query,
      Call call,
      Frames<LogEntry> frames)
      throws InterruptedException {
    var wish = LogWish.of(query);
    if (pods.size() > maxPods()) {
      throw Refusal.invalid(
          "max pods to view logs are reached. Please provide more granular query");
    }
    if (pods.isEmpty()) {
      return;
    }
    var streams = new ArrayList<PodStream>();
    pods.forEach(pod -> streams.add(new PodStream(cluster, pod, wish.query(), clock)));
    try (var merge =
        new LogMerge(
            pods.size(), wish.query().follow() ? Optional.of(PATIENCE) : Optional.empty())) {
      call.onCancel(merge::close);
      for (int i = 0; i < streams.size(); i++) {
        start(streams.get(i), i, merge);
      }
      send(merge, wish, call, frames);
    } finally {
      streams.forEach(PodStream::close);
    }
  }

  private static void start(PodStream stream, int index, LogMerge merge) {
    Thread.ofVirtual()
        .name("pod log")
        .start(() -> {
          try {
            stream.read(line -> merge.put(index, line));
          } catch (IOException e) {
            merge.breakOff();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does
          } finally {
            merge.end(index);
          }
        });
  }

  private void send(LogMerge merge, LogWish wish, Call call, Frames<LogEntry> frames)
      throws InterruptedException {
    for (var next = merge.next(); next.isPresent(); next = merge.next()) {
      LogLine line = next.get();
      if (!wish.filter().wants(line.content())) {
        continue;
      }
      boolean isLast = wish.until().filter(until -> line.time().isAfter(until)).isPresent();
      frames.send(Reply.of(entry(line, isLast)));
      if (isLast) {
        return;
      }
    }
    if (call.isCancelled()) {
      return;
    }
    var now = OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC);
    frames.send(Reply.of(entry(new LogLine("", now, ""), true)));
  }

  private static LogEntry entry(LogLine line, boolean isLast) {
    return LogEntry.newBuilder()
        .setContent(line.content())
        .setPodName(line.pod())
        .setTimeStamp(
            Time.newBuilder()
                .setSeconds(line.time().toEpochSecond())
                .setNanos(line.time().getNano()))
        .setTimeStampStr(Times.text(line.time()))
        .setLast(isLast)
        .build();
  }

  /// `server.maxPodLogsToRender`.
  private int maxPods() {
    String text =
        settings.get().argocd().data().getOrDefault("server.maxPodLogsToRender", "").strip();
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return MAX_PODS;
    }
  }
}
