package io.tiphys.e2e;

import io.grpc.StatusRuntimeException;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.application.ApplicationQuery;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Watches all Applications, and begins again whenever the watch ends, as a client does.
final class Follower implements Runnable {

  private final Watch watch;
  private final Map<String, String> versions = new ConcurrentHashMap<>();
  private volatile boolean isStopped;
  private volatile int connections;

  /// One watch from its beginning to its end.
  private interface Watch {
    void follow(Follower follower) throws IOException, InterruptedException;
  }

  private Follower(Watch watch) {
    this.watch = watch;
  }

  static Follower over(GrpcClient grpc) {
    return new Follower(follower ->
        grpc.applications()
            .watch(ApplicationQuery.getDefaultInstance())
            .forEachRemaining(event ->
                follower.heard(
                    event.getType(),
                    event.getApplication().getMetadata().getName(),
                    event.getApplication().getMetadata().getResourceVersion())));
  }

  /// @param request for a stream of lines
  static Follower over(HttpClient http, HttpRequest request) {
    return new Follower(follower -> {
      try (var lines = http.send(request, BodyHandlers.ofLines()).body()) {
        lines.forEach(follower::heard);
      }
    });
  }

  private void heard(String line) {
    var event =
        JsonTree.objectOrEmpty(
            JsonTree.parseObject(line.getBytes(StandardCharsets.UTF_8)).get("result"));
    var metadata =
        JsonTree.objectOrEmpty(JsonTree.objectOrEmpty(event.get("application")).get("metadata"));
    heard(
        String.valueOf(event.get("type")),
        String.valueOf(metadata.get("name")),
        String.valueOf(metadata.get("resourceVersion")));
  }

  private void heard(String type, String name, String version) {
    if (type.equals("DELETED")) {
      versions.remove(name);
    } else {
      versions.put(name, version);
    }
  }

  @Override
  public void run() {
    while (!isStopped) {
      versions.clear(); // a watch begins with all that is there
      connections++;
      try {
        watch.follow(this);
      } catch (StatusRuntimeException | IOException | java.io.UncheckedIOException e) {
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void pause() throws IllegalStateException {
    try {
      Thread.sleep(Duration.ofMillis(100));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void stop() {
    isStopped = true;
  }

  /// The version of each Application, as heard.
  Map<String, String> versions() {
    return new TreeMap<>(versions);
  }

  int connections() {
    return connections;
  }
}
