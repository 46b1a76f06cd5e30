package io.tiphys.bench.load;

import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.Connection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// A collection as its watch tells it, reduced to one text an object.
final class Followed implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final PlainApi api;
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private Followed(PlainApi api) {
    this.api = api;
  }

  /// @param path of the collection, perhaps with a selector
  /// @param reduce what of an object is kept
  static Followed start(
      Connection connection, String path, Function<Map<String, @Nullable Object>, String> reduce) {
    var followed = new Followed(new PlainApi(connection));
    Thread.ofPlatform().daemon().start(() -> followed.run(path, reduce));
    return followed;
  }

  /// Lists, and goes on from there: a watch that begins with all of the state is ended by the API
  /// server when more changes meanwhile than it keeps for a watcher.
  private void run(String path, Function<Map<String, @Nullable Object>, String> reduce) {
    String version = "";
    while (!closed) {
      try {
        version = watch(path, version.isEmpty() ? list(path, reduce) : version, reduce);
      } catch (IOException | JacksonException | IllegalArgumentException e) {
        // broken off, perhaps within a line: everything is read anew
        version = "";
        LockSupport.parkNanos(PAUSE.toNanos());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /// @return the version of the list
  private String list(String path, Function<Map<String, @Nullable Object>, String> reduce)
      throws IOException, InterruptedException {
    Map<String, @Nullable Object> list;
    try (var body = api.open(path)) {
      list = JsonTree.parseObject(body.readAllBytes());
    }
    for (Object each : JsonTree.listOrEmpty(list.get("items"))) {
      keep(JsonTree.objectOrEmpty(each), reduce);
    }
    return version(list);
  }

  /// @return the version to go on from; empty when all has to be read anew
  private String watch(
      String path, String from, Function<Map<String, @Nullable Object>, String> reduce)
      throws IOException, InterruptedException {
    String watch =
        "%s%swatch=true&allowWatchBookmarks=true&resourceVersion=%s"
            .formatted(path, path.contains("?") ? "&" : "?", from);
    String version = from;
    try (var lines =
        new BufferedReader(new InputStreamReader(api.open(watch), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        var event = JsonTree.parseObject(line.getBytes(StandardCharsets.UTF_8));
        var object = JsonTree.objectOrEmpty(event.get("object"));
        switch (String.valueOf(event.get("type"))) {
          case "ERROR" -> {
            return "";
          }
          case "BOOKMARK" -> version = version(object);
          default -> {
            version = version(object);
            keep(object, reduce);
          }
        }
      }
    }
    return version;
  }

  private void keep(
      Map<String, @Nullable Object> object,
      Function<Map<String, @Nullable Object>, String> reduce) {
    var metadata = JsonTree.objectOrEmpty(object.get("metadata"));
    texts.put(String.valueOf(metadata.get("name")), reduce.apply(object));
  }

  private static String version(Map<String, @Nullable Object> object) {
    return String.valueOf(JsonTree.objectOrEmpty(object.get("metadata")).get("resourceVersion"));
  }

  long count(Predicate<String> wanted) {
    return texts.values().stream().filter(wanted).count();
  }

  boolean has(String name, String text) {
    return text.equals(texts.get(name));
  }

  /// Waits until so many are as wanted.
  ///
  /// @throws IllegalStateException when they are not after the given time
  void await(String what, long wantedCount, Predicate<String> wanted, Duration patience)
      throws InterruptedException {
    long start = System.nanoTime();
    long lastWord = start;
    for (long count = count(wanted); count < wantedCount; count = count(wanted)) {
      long now = System.nanoTime();
      if (now - start > patience.toNanos()) {
        throw new IllegalStateException(
            "%s: %d of %d after %d s".formatted(what, count, wantedCount, patience.toSeconds()));
      }
      if (now - lastWord > Duration.ofSeconds(5).toNanos()) {
        System.err.printf("  %s: %d of %d%n", what, count, wantedCount);
        lastWord = now;
      }
      Thread.sleep(10);
    }
  }

  @Override
  public void close() {
    closed = true;
    api.close();
  }
}
