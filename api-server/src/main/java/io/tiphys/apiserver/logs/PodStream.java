package io.tiphys.apiserver.logs;

import io.tiphys.kube.access.BodyStream;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.LogQuery;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Streamed;
import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The log of one pod on its way into a [LogMerge], in a thread of its own.
final class PodStream implements AutoCloseable {

  private final KubeClient cluster;
  private final PodLogs.Pod pod;
  private final LogQuery query;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<BodyStream> body = Optional.empty();
  private boolean isClosed;

  PodStream(KubeClient cluster, PodLogs.Pod pod, LogQuery query, Clock clock) {
    this.cluster = cluster;
    this.pod = pod;
    this.query = query;
    this.clock = clock;
  }

  /// Reads until the log ends or this is closed. Why there is no log, such as a container that is
  /// still being made, is a line, too: so that people see it.
  ///
  /// @throws IOException when it breaks off, also because this was closed
  void read(LogReader.Lines lines) throws IOException, InterruptedException {
    var path = ResourcePath.object("", "v1", "pods", pod.namespace(), pod.name());
    switch (cluster.logs(path, query)) {
      case Streamed.Closed(var why) ->
          lines.take(new LogLine(pod.name(), OffsetDateTime.now(clock), why.problem()));
      case Streamed.Open(var opened) -> {
        try (opened) {
          if (keep(opened)) {
            new LogReader(pod.name(), clock).read(opened.input(), lines);
          }
        }
      }
    }
  }

  private boolean keep(BodyStream opened) {
    lock.lock();
    try {
      body = Optional.of(opened);
      return !isClosed;
    } finally {
      lock.unlock();
    }
  }

  /// Ends the request to the cluster.
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      body.ifPresent(BodyStream::close);
    } finally {
      lock.unlock();
    }
  }
}
